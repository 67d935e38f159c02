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

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let text): text
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
