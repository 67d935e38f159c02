import Platform
import Warehouses

/// Rows as a set of Python tuples: 1 equals 1.0, and text equals nothing but text.
///
/// The set is made when it is asked for first.
final class PythonRows: Sendable {
  private let rows: [[Value]]
  private let made: Lazy<Set<[Value]>>

  init(_ rows: [[Value]]) {
    self.rows = rows
    made = Lazy { Set(rows.map(Self.tuple)) }
  }

  var set: Set<[Value]> { made.value }

  func contains(_ row: [Value]) -> Bool {
    let wanted = Self.tuple(row)
    return rows.count <= 16 ? rows.contains { Self.tuple($0) == wanted } : set.contains(wanted)
  }

  private static func tuple(_ row: [Value]) -> [Value] {
    row.map { value in
      guard case .real(let real) = value else { return value }
      return Int64(exactly: real).map(Value.integer) ?? value
    }
  }
}
