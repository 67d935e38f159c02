internal import Basics
internal import Displays
internal import Warehouses

extension ResultSet {
  /// The rows without a column that says the same in all of them.
  func withoutConstant(_ column: String) -> ResultSet {
    guard let index = columns.firstIndex(of: column), Set(rows.map { $0[index] }).count <= 1 else { return self }
    var result = self
    result.columns.remove(at: index)
    for row in result.rows.indices { result.rows[row].remove(at: index) }
    return result
  }
}

/// Values become pictures here and nowhere else.
enum Pictures {}

extension Pictures {
  /// The rows of a query.
  static func table(of result: ResultSet, caption: String = "", shown: Int = 50, total: Int? = nil) -> Table {
    let columns = result.columns.enumerated().map { index, name in
      let isNumeric = result.rows.allSatisfy { row in
        guard index < row.count else { return true }
        return switch row[index] {
        case .integer, .real, .null: true
        case .text, .blob: false
        }
      }
      return Table.Column(name, isNumeric && !result.rows.isEmpty ? .number : .text)
    }
    return Table(
      caption, columns: columns, rows: result.rows.prefix(shown).map { $0.map(cell) }, shown: shown,
      total: total ?? result.rows.count)
  }

  static func cell(_ value: Warehouses.Value) -> Table.Cell {
    switch value {
    case .null: Table.Cell("NULL", .muted)
    default: Table.Cell(text(value))
    }
  }

  static func text(_ value: Warehouses.Value) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .real(let number): real(number)
    case .text(let text): text
    case .blob(let bytes): "x'" + hexadecimal(bytes.prefix(16)) + (bytes.count > 16 ? "…'" : "'")
    }
  }

  /// A real number with what a person reads of it.
  private static func real(_ value: Double) -> String {
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return "\(whole).0" }
    guard value.isFinite, abs(value) >= 1e-4, abs(value) < 1e12 else { return "\(value)" }
    var text = fixed(value, abs(value) >= 1000 ? 2 : 6)
    while text.hasSuffix("0"), !text.hasSuffix(".0") { text.removeLast() }
    return text
  }
}
