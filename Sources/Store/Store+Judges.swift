internal import SQLite

/// A judge that a user made.
package struct StoredJudge: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A boolean expression over the columns of `traces`.
    case sql
    /// The SQL contains this piece.
    case uses
    /// The result has so many rows, `1-100`.
    case rows
    /// The newest date of the result is at most so many days old.
    case fresh
    /// What a prompt with `{{answer}}` and the like asks a model.
    case llm
    /// The answer follows this guideline, in a model's judgement.
    case guideline

    /// Whether a model is asked.
    package var asksModel: Bool { self == .llm || self == .guideline }
  }

  package enum Timing: String, Sendable, CaseIterable {
    /// A view: computed when it is looked at.
    case lookedAt = "looked-at"
    /// A trigger: computed when an answer is recorded, and once for those that are there.
    case inserted
  }

  package var name: String
  /// From 1; a judge that is added again gets the next number.
  package var version: Int
  package var kind: Kind
  /// The expression, the piece, the range or the days.
  package var expression: String
  package var timing: Timing

  /// The view that holds its rulings: `judge_terse`.
  package var view: String { "judge_" + name }

  /// The expression as a ruling: true is yes, false is no, NULL is n/a.
  fileprivate var ruling: String {
    "CASE WHEN (\(expression)\n) THEN 'yes' WHEN NOT (\(expression)\n) THEN 'no' ELSE 'n/a' END"
  }

  /// The statement that reads an expression's columns, to be checked before anything is made of it.
  package static func probe(_ expression: String, _ timing: Timing) -> String {
    let source = timing == .lookedAt ? "traces" : "(\(answers("evaluations")) FROM evaluations)"
    return "SELECT (\(expression)\n) FROM \(source)"
  }

  fileprivate static func answers(_ row: String) -> String {
    """
    SELECT \(row).question AS question, \(row).sample AS sample, \(row).outcome AS outcome, \(row).reason AS reason,
      \(row).sql AS sql, json_extract(\(row).verdicts, '$[0].ruling') AS result,
      json_extract(\(row).trace, '$.answer') AS answer, \(row).microseconds / 1e6 AS seconds, \(row).tokens AS tokens,
      \(row).cost AS cost, \(row).trace AS trace
    """
  }
}

extension Store {
  /// The judges in use, in the order of their names.
  package func judges() throws(StoreError) -> [StoredJudge] {
    try read { connection in
      try connection.query(
        "SELECT name, version, definition, timing, kind FROM judge_log WHERE dropped IS NULL ORDER BY name"
      ).compactMap { row in
        guard let name = row[0].text, let version = row[1].int, let expression = row[2].text,
          let timing = row[3].text.flatMap(StoredJudge.Timing.init(rawValue:)),
          let kind = row[4].text.flatMap(StoredJudge.Kind.init(rawValue:))
        else { return nil }
        return StoredJudge(name: name, version: version, kind: kind, expression: expression, timing: timing)
      }
    }
  }

  /// Adds a judge, in place of one of the same name; `name` is a word of letters, digits and `_`, and the expression
  /// was checked with ``StoredJudge/probe(_:_:)``.
  package func addJudge(
    _ name: String, _ kind: StoredJudge.Kind, _ expression: String, _ timing: StoredJudge.Timing = .lookedAt
  ) throws(StoreError) -> StoredJudge {
    try write { connection in
      let rows = try connection.query(
        "SELECT coalesce(max(version), 0) + 1 FROM judge_log WHERE name = ?1", [.text(name)])
      let judge = StoredJudge(
        name: name, version: rows.first?.first?.int ?? 1, kind: kind, expression: expression, timing: timing)
      try Self.remove(name, connection, self.now)
      try connection.run(
        "INSERT INTO judge_log VALUES (?1, ?2, ?6, ?3, ?4, ?5, NULL)",
        [
          .text(name), .integer(Int64(judge.version)), .text(expression), .text(timing.rawValue), self.now,
          .text(kind.rawValue),
        ])
      if kind == .sql { try Self.make(judge, connection) }
      return judge
    }
  }

  /// Whether a judge of that name was there to drop; its rulings go with it, what it was stays on record.
  package func dropJudge(_ name: String) throws(StoreError) -> Bool {
    try write { connection in
      try Self.remove(name, connection, self.now)
      return connection.changes > 0
    }
  }

  /// What an SQL judge says of each answer of a run, by `question sample`.
  package func rulings(of judge: StoredJudge, onRun run: String) throws(StoreError) -> [String: String] {
    // Whoever wrote the expression, it may only read, and not for ever.
    let path = path
    return try read { _ in
      let reader = try Connection(.file(path), mode: .readOnly, trustsSchema: true)
      try reader.addTextFunctions()
      try reader.guardReading(valueSize: Self.longestValue)
      let rows = try reader.limited(seconds: Self.patience) { () throws(SQLiteError) in
        try reader.query("SELECT question || ' ' || sample, ruling FROM \(judge.view) WHERE run = ?1", [.text(run)])
      }
      return Dictionary(rows.map { ($0[0].text ?? "", $0[1].text ?? "error") }) { first, _ in first }
    }
  }

  /// Records answers; a judge whose trigger fails is dropped rather than an answer lost.
  func recordGuarded(_ insert: () throws(StoreError) -> Void) throws(StoreError) {
    let judges = try judges().filter { $0.kind == .sql && $0.timing == .inserted }
    do {
      guard !judges.isEmpty else { return try insert() }
      try read { connection in
        try connection.limited(seconds: Self.patience) { () throws(StoreError) in try insert() }
      }
    } catch {
      guard !judges.isEmpty, case .failed = error else { throw error }
      for judge in judges { _ = try dropJudge(judge.name) }
      try insert()
    }
  }

  private static func remove(_ name: String, _ connection: Connection, _ now: SQLValue) throws {
    try connection.execute(script: "DROP VIEW IF EXISTS judge_\(name); DROP TRIGGER IF EXISTS judge_\(name)_inserted")
    try connection.run("DELETE FROM judge_verdicts WHERE judge = ?1", [.text(name)])
    try connection.run("UPDATE judge_log SET dropped = ?2 WHERE name = ?1 AND dropped IS NULL", [.text(name), now])
  }

  /// Seconds that the expressions of judges may take.
  private static let patience = 30.0

  private static func make(_ judge: StoredJudge, _ connection: Connection) throws {
    try connection.limited(seconds: patience) { () throws(SQLiteError) in try make(judge, in: connection) }
  }

  private static func make(_ judge: StoredJudge, in connection: Connection) throws(SQLiteError) {
    switch judge.timing {
    case .lookedAt:
      try connection.execute(
        script: """
          CREATE VIEW \(judge.view) AS
          SELECT run, version, split, question, sample, \(judge.ruling) AS ruling FROM traces
          """)
    case .inserted:
      try connection.execute(
        script: """
          CREATE TRIGGER \(judge.view)_inserted AFTER INSERT ON evaluations BEGIN
            INSERT OR REPLACE INTO judge_verdicts
            SELECT '\(judge.name)', NEW.id, \(judge.ruling) FROM (\(StoredJudge.answers("NEW")));
          END;
          INSERT INTO judge_verdicts
          SELECT '\(judge.name)', id, \(judge.ruling)
          FROM (\(StoredJudge.answers("e")), e.id AS id FROM evaluations e);
          CREATE VIEW \(judge.view) AS
          SELECT 'r' || r.number AS run, (SELECT 'v' || min(number) FROM version_log WHERE hash = r.version) AS version,
            r.split, e.question, e.sample, coalesce(j.ruling, 'error') AS ruling
          FROM run_log r JOIN run_evaluations x ON x.run = r.number JOIN evaluations e ON e.id = x.evaluation
            LEFT JOIN judge_verdicts j ON j.evaluation = e.id AND j.judge = '\(judge.name)'
          ORDER BY r.number, x.position
          """)
    }
  }
}
