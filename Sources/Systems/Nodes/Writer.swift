internal import Warehouses

/// Puts a result into words.
struct Writer {
  let result: ResultSet

  func answer() -> String {
    guard let first = result.rows.first else { return "No rows." }
    if result.rows.count == 1 {
      let pairs = zip(result.columns, first).map { first.count == 1 ? Self.text($1) : "\($0): \(Self.text($1))" }
      return pairs.joined(separator: ", ")
    }
    let shown = result.rows.prefix(5).map { $0.map(Self.text).joined(separator: ", ") }
    let rest = result.rows.count - shown.count
    return "\(result.rows.count)\(result.truncated ? "+" : "") rows: " + shown.joined(separator: "; ")
      + (rest > 0 ? "; …" : "")
  }

  /// The rows as a model is to read them, with the names of the columns above.
  func table() -> String {
    let shown = result.rows.prefix(50).map { $0.map(Self.text).joined(separator: " | ") }
    let left = result.rows.count - shown.count
    let rest = result.truncated ? ["… and more"] : left > 0 ? ["… and \(left) more"] : []
    let count = "\(result.rows.count)\(result.truncated ? " or more" : "")"
    return (["\(count) of \(result.columns.joined(separator: " | "))"] + shown + rest).joined(separator: "\n")
  }

  /// What a writer's validator found; `unknown` are numbers that the rows do not hold.
  static func check(_ unknown: [Double]) -> Span.Check {
    let told = unknown.prefix(5).map { "\($0)" }.joined(separator: ", ")
    return Span.Check(
      name: "numbers come from the rows", passed: unknown.isEmpty,
      note: unknown.isEmpty ? "" : "the rows do not hold \(told)")
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let text): text.utf8.count > 500 ? text.prefix(500) + "…" : text
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
