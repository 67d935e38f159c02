import SQLText

/// The base tables and columns that a statement reads, as the schema spells them.
struct UsedNames {
  private(set) var tables: Set<String> = []
  private(set) var columns: Set<TableColumn> = []

  init(_ statement: SelectStatement, schema: SchemaView) {
    let query = ResolvedQuery(statement, schema: schema)
    for origin in query.origins.values {
      if case .table(let table) = origin { tables.insert(table) }
    }
    var columns: Set<TableColumn> = []
    query.statement.visit { expression in
      if let base = query.base(of: expression) { columns.insert(base) }
      return true
    }
    for core in query.statement.queries.flatMap(\.cores) {
      for case .star(let qualifier) in core.items.map(\.expression) {
        for source in core.from?.names ?? [] where qualifier.last.map({ $0.lowercased() == source }) ?? true {
          guard case .table(let name)? = query.origins[source], let table = schema.table(name) else { continue }
          columns.formUnion(table.columns.map { TableColumn(table: table.name, column: $0) })
        }
      }
    }
    self.columns = columns
  }
}

extension SelectStatement {
  /// The SELECTs that this query combines; those inside other queries are theirs.
  fileprivate var cores: [SelectCore] {
    terms.compactMap { if case .select(let core) = $0 { core } else { nil } }
  }
}

extension FromClause {
  /// The names by which columns call the sources, in lower case.
  fileprivate var names: [String] {
    sources.flatMap { source -> [String] in
      switch source {
      case .table(let name, let alias): [(alias?.name ?? name.name).lowercased()]
      case .subquery(_, let alias, _), .function(_, let alias, _), .pivot(_, _, let alias):
        alias.map { [$0.name.lowercased()] } ?? []
      case .group(let clause, let alias): alias.map { [$0.name.lowercased()] } ?? clause.names
      }
    }
  }
}
