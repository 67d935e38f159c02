package import Basics
package import Epochs
internal import FoundationEssentials
internal import Judges
package import Spaces
internal import SQLite
internal import Systems

extension Store: Journal {
  package func lookup(_ keys: [EvaluationKey]) throws(StoreError) -> [Evaluation?] {
    try read { connection in
      let statement = try connection.prepare(
        """
        SELECT sql, outcome, reason, verdicts, microseconds, tokens, cost, trace FROM evaluations WHERE key = ?1
        """)
      return try keys.map { key in
        try statement.bind([.blob(key.digest)])
        defer { statement.reset() }
        return try statement.step() ? try Evaluation(row: statement.row) : nil
      }
    }
  }

  package func record(_ evaluations: [(key: EvaluationKey, evaluation: Evaluation)]) throws(StoreError) {
    try recordGuarded { () throws(StoreError) in try insert(evaluations) }
  }

  private func insert(_ evaluations: [(key: EvaluationKey, evaluation: Evaluation)]) throws(StoreError) {
    try write { connection in
      let statement = try connection.prepare(
        """
        INSERT INTO evaluations
          (key, system, question, sample, sql, outcome, reason, verdicts, microseconds, tokens, cost, trace, made)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (key) DO UPDATE SET sql = excluded.sql, outcome = excluded.outcome, reason = excluded.reason,
          verdicts = excluded.verdicts, microseconds = excluded.microseconds, tokens = excluded.tokens,
          cost = excluded.cost, trace = excluded.trace, made = excluded.made
        WHERE evaluations.outcome = 'unavailable'
          OR coalesce(json_extract(evaluations.verdicts, '$[0].ruling'), 'error') = 'error'
        """)
      for (key, evaluation) in evaluations {
        try statement.bind(
          [.blob(key.digest), .text(key.system), .text(key.question), .integer(Int64(key.sample))] + evaluation.row + [
            self.now
          ])
        _ = try statement.step()
      }
    }
  }

  package func begin(_ epoch: EpochStart) throws(StoreError) {
    let values: [SQLValue] = [
      .integer(Int64(epoch.number)), .text(epoch.champion.hex), .text(epoch.evalset.hex), .text(epoch.split.hex),
      .text(epoch.system), .text(String(epoch.seed)), .text(epoch.settings.text),
    ]
    openEpochs[epoch.number] = try write { connection in
      let known = try connection.query(
        """
        SELECT id FROM epoch_log WHERE number = ?1 AND champion = ?2 AND evalset = ?3 AND splits = ?4 AND system = ?5
          AND seed = ?6 AND settings = ?7 AND ended IS NULL ORDER BY id DESC LIMIT 1
        """, values)
      if let id = known.first?.first?.int { return id }
      try connection.run(
        """
        INSERT INTO epoch_log (number, champion, evalset, splits, system, seed, settings, began)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """, values + [self.now])
      return Int(connection.lastInsertedRow)
    }
  }

  package func record(_ fates: [PatchRecord], epoch: Int) throws(StoreError) {
    let row = try epochRow(epoch)
    try write { connection in
      let known = try connection.query("SELECT count(*) FROM fate_log WHERE epoch = ?1", [.integer(Int64(row))])
      let first = known.first?.first?.int ?? 0
      for (offset, record) in fates.enumerated() {
        try connection.run(
          "INSERT OR IGNORE INTO fate_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
          [
            .integer(Int64(row)), .text(record.patch.id.hex), .text(record.fate.rawValue),
            .integer(Int64(first + offset)),
            .integer(Int64(record.wins)), .integer(Int64(record.losses)), .integer(Int64(record.ties)),
            .text(record.note),
            .text(record.patch.described()), .text(record.patch.json.text), self.now,
          ])
      }
    }
  }

  @discardableResult
  package func finish(_ outcome: EpochOutcome) throws(StoreError) -> Version? {
    let row = try epochRow(outcome.number)
    return try write { connection in
      let found = try connection.query(
        "SELECT champion, ended, (SELECT max(number) FROM version_log WHERE epoch = epoch_log.id) FROM epoch_log WHERE id = ?1",
        [.integer(Int64(row))])
      guard let epoch = found.first else { throw StoreError.damaged(what: "an epoch") }
      if !epoch[1].isNull { return try epoch[2].int.flatMap { try Self.version(connection, number: $0) } }
      var version: Version?
      if let space = outcome.space {
        version = try self.insertVersion(
          connection, space, parent: epoch[0].text.map(ContentHash.init(stored:)), patches: outcome.patches, epoch: row)
        // In the same transaction, so that a session killed now takes up the new version.
        try connection.run(
          "INSERT OR REPLACE INTO state VALUES ('version', ?1)", [.optional(version.map { String($0.number) })])
      }
      try connection.run(
        "UPDATE epoch_log SET decision = ?2, version = ?3, patches = ?4, summary = ?5, ended = ?6 WHERE id = ?1",
        [
          .integer(Int64(row)), .text(outcome.decision), .optional(version?.hash.hex),
          .text(JSON.array(outcome.patches.map(\.json)).text), .text(outcome.summary.text), self.now,
        ])
      return version
    }
  }

  package func record(_ run: RunRecord) throws(StoreError) {
    try write { connection in
      try connection.run(
        """
        INSERT OR IGNORE INTO run_log (id, version, evalset, splits, split, samples, epoch, summary, made)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
        [
          .text(run.id), .text(run.version.hex), .text(run.evalset.hex), .text(run.splits.hex),
          .text(run.split.rawValue),
          .integer(Int64(run.samples)), .optional(run.epoch), .text(run.summary.text), self.now,
        ])
      guard connection.changes > 0 else {
        // The same run with answers that infrastructure had failed: its figures are those of now.
        return try connection.run(
          "UPDATE run_log SET summary = ?2 WHERE id = ?1 AND summary <> ?2", [.text(run.id), .text(run.summary.text)])
      }
      let number = connection.lastInsertedRow
      for (position, key) in run.keys.enumerated() {
        try connection.run(
          "INSERT OR IGNORE INTO run_evaluations SELECT ?1, ?2, id FROM evaluations WHERE key = ?3",
          [.integer(number), .integer(Int64(position)), .blob(key.digest)])
      }
    }
  }

  package func openLook(_ look: Look) throws(StoreError) -> Int {
    let values: [SQLValue] = [
      .text(look.champion.hex), .text(look.start.hex), .text(look.evalset.hex), .text(look.split.hex),
    ]
    let (row, number): (Int, Int) = try write { connection in
      let open = try connection.query(
        """
        SELECT id, number FROM look_log
        WHERE champion = ?1 AND start = ?2 AND evalset = ?3 AND splits = ?4 AND result IS NULL
        """, values)
      if let row = open.first, let id = row[0].int, let number = row[1].int { return (id, number) }
      let taken = try connection.query(
        "SELECT count(*) FROM look_log WHERE evalset = ?1 AND splits = ?2", Array(values.suffix(2)))
      let number = (taken.first?.first?.int ?? 0) + 1
      try connection.run(
        """
        INSERT INTO look_log (champion, start, evalset, splits, alpha, number, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """, values + [.real(look.alpha), .integer(Int64(number)), self.now])
      return (Int(connection.lastInsertedRow), number)
    }
    openLooks[number] = row
    return number
  }

  package func closeLook(_ number: Int, result: JSON) throws(StoreError) {
    guard let row = openLooks[number] else { throw .damaged(what: "a look that was never opened") }
    try write { connection in
      try connection.run(
        "UPDATE look_log SET result = ?2, closed = ?3 WHERE id = ?1 AND result IS NULL",
        [.integer(Int64(row)), .text(result.text), self.now])
    }
  }

  /// The row of the epoch of that number that was begun last.
  private func epochRow(_ number: Int) throws(StoreError) -> Int {
    if let row = openEpochs[number] { return row }
    let rows = try read { connection in
      try connection.query(
        "SELECT id FROM epoch_log WHERE number = ?1 ORDER BY id DESC LIMIT 1", [.integer(Int64(number))])
    }
    guard let row = rows.first?.first?.int else { throw .damaged(what: "an epoch that was never begun") }
    openEpochs[number] = row
    return row
  }
}
