internal import Basics
internal import Systems
internal import Warehouses

extension Trace {
  /// Rows of a result that a record keeps.
  private static let keptRows = 20

  /// The spans, the first rows and the words of the answer, to be looked at later.
  func compact() -> JSON {
    var object = JSONObject([
      ("parts", .strings(input.parts)),
      ("spans", .array(spans.map(\.compact))),
    ])
    if let answer { object["answer"] = .string(answer) }
    if let result {
      let rows = result.rows.prefix(Self.keptRows).map { JSON.array($0.map(\.compact)) }
      object["result"] = [
        "columns": .strings(result.columns), "rows": .array(rows), "count": .int(result.rows.count),
        "truncated": .bool(result.truncated),
      ]
    }
    return .object(object)
  }
}

extension Span {
  fileprivate var compact: JSON {
    let checks = checks.map { check -> JSON in
      ["name": .string(check.name), "passed": .bool(check.passed), "note": .string(check.note)]
    }
    return [
      "node": .string(node.rawValue), "input": input, "output": output, "microseconds": .int(microseconds),
      "tokens": .int(tokens), "cost": .double(cost), "checks": .array(checks),
    ]
  }
}

extension Value {
  fileprivate var compact: JSON {
    switch self {
    case .null: .null
    case .integer(let value): Int(exactly: value).map(JSON.int) ?? .string(String(value))
    case .real(let value): .double(value)
    case .text(let text): .string(text.utf8.count > 4_000 ? text.prefix(4_000) + "…" : text)
    case .blob(let bytes): .string("x'" + hexadecimal(bytes.prefix(64)) + "'")
    }
  }
}
