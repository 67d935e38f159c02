/// A query in which every name says what it means.
///
/// Columns carry the name of their source, sources are called by their table (a second one in reach `orders_2`,
/// derived tables `q1`, `q2`, …), select aliases and positions in WHERE, GROUP BY, HAVING and ORDER BY are replaced
/// by what they stand for, and `"x"` is a string where SQLite takes it for one. Names are spelled as in the schema.
/// What cannot be told is left as it was written.
package struct ResolvedQuery: Sendable, Hashable {
  /// Where the rows of a source come from.
  package enum Origin: Sendable, Hashable {
    case table(String)
    /// A query or common table, with the base columns behind its columns where they are plain.
    case derived([String: TableColumn])
  }

  package let statement: SelectStatement
  /// What each source's name in `statement` stands for; keys in lower case.
  package let origins: [String: Origin]
  let dialect: SQLDialect
  /// False where a column names a table that is not in reach, so that giving tables other names is not safe.
  let isCertain: Bool

  package init(_ statement: SelectStatement, schema: SchemaView, dialect: SQLDialect = .sqlite) {
    let resolver = Resolver(schema: schema, dialect: dialect, names: statement.commonTableNames)
    self.statement = resolver.resolve(statement, in: Resolver.Environment()).statement
    self.dialect = dialect
    origins = resolver.origins
    isCertain = !resolver.isUncertain
  }

  /// The base column that a column of `statement` stands for.
  package func base(of column: ColumnName) -> TableColumn? {
    guard let source = column.table, let origin = origins[source.lowercasedASCII] else { return nil }
    switch origin {
    case .table(let table): return TableColumn(table: table, column: column.name)
    case .derived(let columns): return columns[column.name.lowercasedASCII]
    }
  }

  /// The base column, where the expression is one.
  package func base(of expression: SQLExpression) -> TableColumn? {
    guard case .column(let column) = expression else { return nil }
    return base(of: column)
  }
}

extension SelectStatement {
  /// The names of common tables anywhere inside, in lower case.
  var commonTableNames: Set<String> { Set(queries.flatMap(\.commonTables).map(\.name.lowercasedASCII)) }
}
