/// The tables of a database as its catalog tells them.
package struct Schema: Sendable, Hashable {
  package var tables: [Table]

  package init(tables: [Table]) { self.tables = tables }

  package struct Table: Sendable, Hashable {
    package var name: String
    package var columns: [Column]
    package var foreignKeys: [ForeignKey]

    package init(name: String, columns: [Column], foreignKeys: [ForeignKey] = []) {
      self.name = name
      self.columns = columns
      self.foreignKeys = foreignKeys
    }
  }

  package struct Column: Sendable, Hashable {
    package var name: String
    /// As declared, possibly empty.
    package var type: String
    package var isPrimaryKey: Bool
    package var isNullable: Bool
    /// How text is compared, where that is not byte by byte (`NOCASE`).
    package var collation: String?

    package init(
      name: String, type: String, isPrimaryKey: Bool = false, isNullable: Bool = true, collation: String? = nil
    ) {
      self.name = name
      self.type = type
      self.isPrimaryKey = isPrimaryKey
      self.isNullable = isNullable
      self.collation = collation
    }
  }

  package struct ForeignKey: Sendable, Hashable {
    package var columns: [String]
    package var table: String
    package var referenced: [String]

    package init(columns: [String], table: String, referenced: [String]) {
      self.columns = columns
      self.table = table
      self.referenced = referenced
    }
  }

  /// The table of that name, upper and lower case being the same.
  package func table(_ name: String) -> Table? { tables.first { $0.name.lowercased() == name.lowercased() } }
}
