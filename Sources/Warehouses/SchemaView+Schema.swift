package import SQLText

extension SchemaView {
  /// The tables of a warehouse as SQLText sees them.
  package init(_ schema: Schema) {
    self.init(
      schema.tables.map { table in
        let collated = table.columns.filter { $0.collation != nil }.map(\.name)
        // SQLite's rule for integer affinity.
        let integers = table.columns.filter { $0.type.uppercased().contains("INT") }.map(\.name)
        return Table(
          table.name, columns: table.columns.map(\.name), collated: Set(collated), integers: Set(integers),
          key: Set(table.columns.filter(\.isPrimaryKey).map(\.name)))
      })
  }
}

extension SQLDialect {
  /// The dialect that a warehouse speaks.
  package init(of warehouse: any Warehouse) {
    self = SQLDialect(rawValue: warehouse.dialect) ?? (warehouse.dialect == "databricks" ? .spark : .sqlite)
  }
}
