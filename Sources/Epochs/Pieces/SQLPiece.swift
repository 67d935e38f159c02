/// A part of a query that a space can teach: named by tables instead of aliases, so that two queries that use the
/// same part have the same piece.
package struct SQLPiece: Sendable, Hashable, Comparable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case table, column, join
    /// A condition with a constant in it.
    case filter
    /// An aggregate that is more than a count.
    case measure
    /// A computed value that is no aggregate.
    case expression
  }

  package var kind: Kind
  /// `table.column` for a column, `a.x = b.y` for a join, else SQL.
  package var sql: String
  /// The tables it speaks of, in lower case, sorted.
  package var tables: [String]
  /// The columns it speaks of as `table.column`, sorted.
  package var columns: [String]
  /// The string and number constants in it.
  package var literals: [String]

  package init(_ kind: Kind, _ sql: String, tables: [String] = [], columns: [String] = [], literals: [String] = []) {
    self.kind = kind
    self.sql = sql
    self.tables = Array(Set(tables)).sorted()
    self.columns = Array(Set(columns)).sorted()
    self.literals = literals
  }

  /// By which pieces are counted.
  package var key: String { kind.rawValue + ":" + sql }

  package static func < (left: SQLPiece, right: SQLPiece) -> Bool { left.key < right.key }
}
