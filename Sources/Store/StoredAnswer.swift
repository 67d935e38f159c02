internal import Basics
internal import SQLite
package import Systems
internal import Warehouses

/// One answer of a run as the store keeps it, its trace still a text.
package struct StoredAnswer: Sendable {
  package var question: String
  package var sample: Int
  package var sql: String?
  package var outcome: Trace.Outcome
  let recorded: String?

  /// The trace as it was recorded, with those parts that are wanted. Rows that were not all kept are marked as cut off.
  package func trace(of ask: Ask, reading parts: Trace.Parts = .all) -> Trace {
    let json = parts.isEmpty ? .null : recorded.flatMap { try? JSON(parsing: $0.utf8, only: parts.names) } ?? .null
    return Trace(
      ask: ask, input: SystemInput(parts: [], fingerprint: Self.noInput), outcome: outcome, sql: sql,
      result: json["result"].flatMap(ResultSet.init(recorded:)), answer: json["answer"]?.stringValue,
      spans: json["spans"]?.arrayValue?.compactMap(Span.init(recorded:)) ?? [])
  }

  private static let noInput = ContentHash(of: "")
}

extension Store {
  /// The answers of a run from a position on, in order; `nil` for a run that is not there.
  package func answers(ofRun name: String, from start: Int, count: Int) throws(StoreError) -> [StoredAnswer]? {
    try read { connection in
      let found = try connection.query("SELECT number FROM run_log WHERE 'r' || number = ?1", [.text(name)])
      guard let number = found.first?.first?.int else { return nil }
      var answers: [StoredAnswer] = []
      var damage = false
      try connection.forEachRow(
        of: """
          SELECT question, sample, sql, outcome, reason, trace FROM run_evaluations x
            JOIN evaluations e ON e.id = x.evaluation
          WHERE x.run = ?1 AND x.position >= ?2 ORDER BY x.position LIMIT ?3
          """, [.integer(Int64(number)), .integer(Int64(start)), .integer(Int64(max(0, count)))]
      ) { row in
        let outcome = Trace.Outcome(word: row.value(at: 3).text ?? "", reason: row.value(at: 4).text ?? "")
        damage = damage || outcome == nil
        answers.append(
          StoredAnswer(
            question: row.value(at: 0).text ?? "", sample: row.value(at: 1).int ?? 0, sql: row.value(at: 2).text,
            outcome: outcome ?? .answered, recorded: row.value(at: 5).text))
      }
      guard !damage else { throw StoreError.damaged(what: "an answer") }
      return answers
    }
  }

  /// How many answers a run has.
  package func answerCount(ofRun name: String) throws(StoreError) -> Int {
    try read { connection in
      let rows = try connection.query(
        "SELECT count(*) FROM run_evaluations WHERE run = (SELECT number FROM run_log WHERE 'r' || number = ?1)",
        [.text(name)])
      return rows.first?.first?.int ?? 0
    }
  }
}

extension Trace.Parts {
  /// The members of a recorded trace that hold them.
  fileprivate var names: [String] {
    [(Trace.Parts.result, "result"), (.answer, "answer"), (.spans, "spans")].filter { contains($0.0) }.map(\.1)
  }
}

extension Span {
  fileprivate init?(recorded json: JSON) {
    guard let node = json["node"]?.stringValue.flatMap(Node.init(rawValue:)) else { return nil }
    let checks = json["checks"]?.arrayValue?.compactMap { check -> Check? in
      guard let name = check["name"]?.stringValue, let passed = check["passed"]?.boolValue else { return nil }
      return Check(name: name, passed: passed, note: check["note"]?.stringValue ?? "")
    }
    self.init(
      node: node, input: json["input"] ?? .null, output: json["output"] ?? .null,
      microseconds: json["microseconds"]?.intValue ?? 0, tokens: json["tokens"]?.intValue ?? 0,
      cost: json["cost"]?.doubleValue ?? 0, checks: checks ?? [])
  }
}

extension ResultSet {
  fileprivate init?(recorded json: JSON) {
    guard let columns = json["columns"]?.arrayValue?.compactMap(\.stringValue),
      let rows = json["rows"]?.arrayValue
    else { return nil }
    let values = rows.map { row in (row.arrayValue ?? []).map(Value.init(recorded:)) }
    let isWhole = json["count"]?.intValue == rows.count && json["truncated"]?.boolValue == false
    // Bytes are recorded as a text that begins so.
    let mayHoldBytes = values.joined().contains {
      if case .text(let text) = $0 { text.utf8.starts(with: "x'".utf8) } else { false }
    }
    self.init(columns: columns, rows: values, truncated: !isWhole || mayHoldBytes)
  }
}

extension Value {
  fileprivate init(recorded json: JSON) {
    switch json {
    case .string(let text): self = .text(text)
    case .number(let number):
      // What has a point or an exponent is no Int64.
      self = Int64(number.literal).map(Value.integer) ?? .real(number.double)
    case .bool(let value): self = .integer(value ? 1 : 0)
    case .null, .array, .object: self = .null
    }
  }
}
