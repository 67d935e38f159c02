package import Basics
package import Epochs
internal import Judges
internal import SQLite

extension Store {
  /// What the column `evalset_content` of the views says for an evalset.
  package nonisolated static func content(of evalset: Evalset) -> String {
    String(evalset.hash.hex.prefix(10) + evalset.splitHash.hex.prefix(10))
  }

  /// Keeps an evalset with its splits and, unless told otherwise, makes it the one in use.
  package func record(_ evalset: Evalset, isInUse: Bool = true) throws(StoreError) {
    let (hash, splits) = (SQLValue.text(evalset.hash.hex), SQLValue.text(evalset.splitHash.hex))
    try write { connection in
      try connection.run(
        "INSERT OR IGNORE INTO evalset_log VALUES (?1, ?2, ?3, ?4)", [hash, splits, .text(evalset.name), self.now])
      if connection.changes > 0 {
        for (position, question) in evalset.questions.enumerated() {
          try connection.run(
            "INSERT INTO question_log VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
            [hash, splits, .integer(Int64(position))] + Self.row(of: question))
        }
      }
      guard isInUse else { return }
      try connection.run("INSERT OR REPLACE INTO state VALUES ('evalset', ?1), ('splits', ?2)", [hash, splits])
    }
  }

  private static func row(of question: Question) -> [SQLValue] {
    [
      .text(question.id), .text(question.text), .optional(question.context), .optional(question.expectation.sql),
      .text(JSON.strings(question.expectation.alternatives).text), .text(JSON.strings(question.expectation.facts).text),
      .text(question.family), .text(question.split.rawValue), .optional(question.difficulty),
      .optional(question.category), .optional(question.database), .text(JSON.object(question.extra).text),
    ]
  }

  /// The evalset in use, as it was recorded.
  package func evalset() throws(StoreError) -> Evalset? {
    guard let hash = try state("evalset"), let splits = try state("splits") else { return nil }
    return try evalset(ContentHash(stored: hash), splits: ContentHash(stored: splits))
  }

  /// An evalset as it was recorded.
  package func evalset(_ hash: ContentHash, splits: ContentHash) throws(StoreError) -> Evalset? {
    try read { connection in
      var name: String?
      var failure: (any Error)?
      let questions = Questions.Builder()
      try connection.forEachRow(
        of: """
          SELECT name, id, text, context, sql, alternatives, facts, family, split, difficulty, category, database, extra
          FROM question_log q JOIN evalset_log e ON e.hash = q.evalset AND e.splits = q.splits
          WHERE q.evalset = ?1 AND q.splits = ?2 ORDER BY position
          """, [.text(hash.hex), .text(splits.hex)]
      ) { row in
        name = name ?? row.value(at: 0).text
        guard failure == nil else { return }
        do { try questions.append(try Self.question(row.row)) } catch { failure = error }
      }
      if let failure { throw failure }
      guard let name else { return nil }
      return Evalset(name: name, questions: try questions.finish())
    }
  }

  private static func question(_ row: [SQLValue]) throws -> Question {
    guard let id = row[1].text, let text = row[2].text, let family = row[7].text,
      let split = row[8].text.flatMap(Split.init(rawValue:))
    else { throw StoreError.damaged(what: "a question") }
    func strings(_ value: SQLValue) -> [String] {
      (try? JSON(parsing: value.text ?? ""))?.arrayValue?.compactMap(\.stringValue) ?? []
    }
    return Question(
      id: id, text: text,
      expectation: Expectation(sql: row[4].text, alternatives: strings(row[5]), facts: strings(row[6])),
      context: row[3].text, family: family, split: split, difficulty: row[9].text, category: row[10].text,
      database: row[11].text, extra: (try? JSON(parsing: row[12].text ?? ""))?.objectValue ?? JSONObject())
  }
}
