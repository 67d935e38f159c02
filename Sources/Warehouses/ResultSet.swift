/// One value of a result, with the type the engine gave it.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// The rows that a statement returned.
package struct ResultSet: Sendable, Hashable {
  package var columns: [String]
  package var rows: [[Value]]
  /// Whether a row limit cut it off.
  package var truncated: Bool

  package init(columns: [String], rows: [[Value]], truncated: Bool = false) {
    self.columns = columns
    self.rows = rows
    self.truncated = truncated
  }
}
