internal import SQLText
internal import Warehouses

/// What the names of one SELECT mean.
struct PieceScope {
  /// Alias, in lower case, to table; `nil` for a derived table.
  private var sources: [(alias: String, table: Schema.Table?)] = []
  private var outer: [PieceScope] = []
  private let schema: Schema

  init(schema: Schema, outer: PieceScope? = nil) {
    self.schema = schema
    self.outer = outer.map { [$0] } ?? []
  }

  var tables: [Schema.Table] { sources.compactMap(\.table) }

  mutating func add(_ source: SQLText.TableSource, common: Set<String>) {
    switch source {
    case .table(let name, let alias):
      let known = common.contains(name.name.lowercased()) ? nil : schema.table(name.name)
      sources.append(((alias?.name ?? name.name).lowercased(), known))
    case .subquery(_, let alias, _), .function(_, let alias, _), .pivot(_, _, let alias):
      sources.append(((alias?.name ?? "").lowercased(), nil))
    case .group(let from, _):
      for source in from.sources { add(source, common: common) }
    }
  }

  /// The column's table and name as the schema spells them, in lower case; `nil` where it is no column of a table.
  func resolve(_ name: ColumnName) -> (table: String, column: String)? {
    let wanted = name.name.lowercased()
    if let qualifier = name.table?.lowercased() {
      if let source = sources.first(where: { $0.alias == qualifier }) {
        return source.table.flatMap { column(wanted, of: $0) }
      }
      return outer.first?.resolve(name)
    }
    for case let table? in sources.map(\.table) {
      if let found = column(wanted, of: table) { return found }
    }
    return outer.first?.resolve(name)
  }

  private func column(_ name: String, of table: Schema.Table) -> (table: String, column: String)? {
    guard table.columns.contains(where: { $0.name.lowercased() == name }) else { return nil }
    return (table.name.lowercased(), name)
  }

  /// The expression with its columns named by table; `nil` where one of them is unknown.
  func canonical(_ expression: SQLExpression) -> SQLExpression? {
    guard expression.columns.allSatisfy({ resolve($0) != nil }) else { return nil }
    return expression.mappingColumns { name in
      guard let found = resolve(name) else { return name }
      return ColumnName(table: found.table, name: found.column)
    }
  }
}
