/// One value of a result, with the type the engine gave it; texts are the same where their bytes are.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left == right
    // `==` on strings takes canonically equivalent texts for equal, a database does not.
    case (.text(let left), .text(let right)): left == right && left.utf8.elementsEqual(right.utf8)
    case (.blob(let left), .blob(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let value): hasher.combine(value)
    case .real(let value): hasher.combine(value)
    case .text(let value): hasher.combine(value)
    case .blob(let value): hasher.combine(value)
    }
  }
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
