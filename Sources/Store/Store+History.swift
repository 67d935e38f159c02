package import Basics
package import Epochs
internal import Spaces
internal import SQLite

extension Store {
  /// The number of the next epoch of this evalset and split: after the last one that ended.
  package func nextEpoch(_ evalset: Evalset) throws(StoreError) -> Int {
    try read { connection in
      let rows = try connection.query(
        "SELECT coalesce(max(number), 0) + 1 FROM epoch_log WHERE evalset = ?1 AND splits = ?2 AND ended IS NOT NULL",
        [.text(evalset.hash.hex), .text(evalset.splitHash.hex)])
      return rows.first?.first?.int ?? 1
    }
  }

  /// What became of patches in the epochs of this evalset and split before `epoch`.
  package func fates(_ evalset: Evalset, before epoch: Int) throws(StoreError) -> [PatchRecord] {
    try read { connection in
      let rows = try connection.query(
        """
        SELECT f.content, f.fate, f.wins, f.losses, f.ties, f.note FROM fate_log f JOIN epoch_log e ON e.id = f.epoch
        WHERE e.evalset = ?1 AND e.splits = ?2 AND e.number < ?3 ORDER BY e.id, f.position, f.fate
        """, [.text(evalset.hash.hex), .text(evalset.splitHash.hex), .integer(Int64(epoch))])
      return try rows.map { row in
        guard let patch = (try? JSON(parsing: row[0].text ?? "")).flatMap(Patch.init(json:)),
          let fate = row[1].text.flatMap(PatchRecord.Fate.init(rawValue:))
        else { throw StoreError.damaged(what: "a change") }
        return PatchRecord(
          patch, fate, wins: row[2].int ?? 0, losses: row[3].int ?? 0, ties: row[4].int ?? 0, note: row[5].text ?? "")
      }
    }
  }

  /// Looks that were taken at the test split of this evalset, other than the open one of the same comparison.
  package func looks(_ evalset: Evalset) throws(StoreError) -> Int {
    try read { connection in
      let rows = try connection.query(
        "SELECT count(*) FROM look_log WHERE evalset = ?1 AND splits = ?2 AND result IS NOT NULL",
        [.text(evalset.hash.hex), .text(evalset.splitHash.hex)])
      return rows.first?.first?.int ?? 0
    }
  }

  /// A run's name, such as `r3`, and the answers it is made of, in order.
  package struct StoredRun: Sendable {
    package var name: String
    package var version: ContentHash
    package var evalset: ContentHash
    package var splits: ContentHash
    package var split: Split
    package var answers: [(question: String, sample: Int, evaluation: Evaluation)]
  }

  /// The run of that name, or the newest.
  package func run(_ name: String?) throws(StoreError) -> StoredRun? {
    try read { connection in
      let filter = name == nil ? "ORDER BY number DESC LIMIT 1" : "WHERE 'r' || number = ?1"
      let found = try connection.query(
        "SELECT number, version, split, evalset, splits FROM run_log \(filter)", name.map { [.text($0)] } ?? [])
      guard let row = found.first, let number = row[0].int, let split = row[2].text.flatMap(Split.init(rawValue:))
      else {
        return nil
      }
      let answers = try connection.query(
        """
        SELECT question, sample, sql, outcome, reason, verdicts, microseconds, tokens, cost, trace
        FROM run_evaluations x JOIN evaluations e ON e.id = x.evaluation WHERE x.run = ?1 ORDER BY x.position
        """, [.integer(Int64(number))])
      return StoredRun(
        name: "r\(number)", version: ContentHash(stored: row[1].text ?? ""),
        evalset: ContentHash(stored: row[3].text ?? ""), splits: ContentHash(stored: row[4].text ?? ""), split: split,
        answers: try answers.map { ($0[0].text ?? "", $0[1].int ?? 0, try Evaluation(row: Array($0.dropFirst(2)))) })
    }
  }

  package func runNames() throws(StoreError) -> [String] {
    try read { connection in
      try connection.query("SELECT 'r' || number FROM run_log ORDER BY number").compactMap { $0.first?.text }
    }
  }
}
