/// The tables and columns a query may name, found in any case and spelled as the database spells them.
///
/// To decide what a query means it must be the whole schema: a column that is left out would make its name a
/// string, or a column of another table.
package struct SchemaView: Sendable, Hashable {
  package struct Table: Sendable, Hashable {
    package let name: String
    package let columns: [String]
    /// Columns with a collation other than the default, in lower case.
    package let collated: Set<String>
    /// Columns of whole numbers, in lower case.
    package let integers: Set<String>
    /// The columns of the primary key, in lower case; empty if there is none.
    package let key: Set<String>

    package init(
      _ name: String, columns: [String], collated: Set<String> = [], integers: Set<String> = [], key: Set<String> = []
    ) {
      self.name = name
      self.columns = columns
      self.collated = Set(collated.map(\.lowercasedASCII))
      self.integers = Set(integers.map(\.lowercasedASCII))
      self.key = Set(key.map(\.lowercasedASCII))
    }
  }

  package let tables: [Table]
  private let positions: [String: Int]

  package init(_ tables: [Table] = []) {
    self.tables = tables
    positions = Dictionary(
      tables.enumerated().map { ($1.name.lowercasedASCII, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Tables by name, with their columns.
  package init(_ columns: [String: [String]]) {
    self.init(columns.sorted { $0.key < $1.key }.map { Table($0.key, columns: $0.value) })
  }

  /// The table of that name in any case.
  package func table(_ name: String) -> Table? { positions[name.lowercasedASCII].map { tables[$0] } }

  /// The table that a query names: as written with its catalog and schema, or by its last name.
  package func table(_ name: TableName) -> Table? {
    table((name.qualifier + [name.name]).joined(separator: ".")) ?? table(name.name)
  }
}

extension SchemaView.Table {
  /// The column of that name in any case, as the database spells it.
  package func column(_ name: String) -> String? {
    let folded = name.lowercasedASCII
    return columns.first { $0.lowercasedASCII == folded }
  }
}

/// A column of a base table.
package struct TableColumn: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let table: String
  package let column: String

  package init(table: String, column: String) {
    self.table = table
    self.column = column
  }

  package static func < (left: TableColumn, right: TableColumn) -> Bool {
    (left.table, left.column) < (right.table, right.column)
  }

  package var description: String { "\(table).\(column)" }
}
