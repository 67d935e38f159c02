extension SelectStatement {
  /// The same query with each expression directly in it replaced; queries in WITH, FROM and parentheses are given
  /// to `query` whole, those inside expressions are left to `body`.
  package func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> SelectStatement {
    var result = SelectStatement(
      commonTables: commonTables.map { table in
        var table = table
        table.statement = query(table.statement)
        return table
      },
      isRecursive: isRecursive, first: first.mapChildren(body, query: query),
      compounds: compounds.map { Compound($0.operation, $0.term.mapChildren(body, query: query)) },
      orderBy: orderBy.map { $0.mapChildren(body) }, limit: limit.map(body), offset: offset.map(body))
    result.limitHasTies = limitHasTies
    return result
  }

  /// The same query with every expression in it replaced, innermost first, also inside its queries.
  package func transformed(_ body: (SQLExpression) -> SQLExpression) -> SelectStatement {
    mapChildren({ $0.transformed(body) }, query: { $0.transformed(body) })
  }
}

extension QueryTerm {
  fileprivate func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> QueryTerm {
    switch self {
    case .select(let core): .select(core.mapChildren(body, query: query))
    case .values(let rows): .values(rows.map { $0.map(body) })
    case .nested(let statement): .nested(query(statement))
    }
  }
}

extension SelectCore {
  fileprivate func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> SelectCore {
    SelectCore(
      isDistinct: isDistinct, distinctOn: distinctOn.map(body),
      items: items.map { SelectItem(body($0.expression), alias: $0.alias) },
      from: from.map { $0.mapChildren(body, query: query) }, where: condition.map(body), groupBy: groupBy.map(body),
      having: having.map(body),
      windows: windows.map { NamedWindow(name: $0.name, window: $0.window.mapChildren(body)) },
      qualify: qualify.map(body))
  }
}

extension FromClause {
  func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> FromClause {
    FromClause(
      first.mapChildren(body, query: query),
      joins: joins.map { join in
        var join = join
        join.source = join.source.mapChildren(body, query: query)
        if case .on(let condition)? = join.constraint { join.constraint = .on(body(condition)) }
        return join
      })
  }
}

extension TableSource {
  func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> TableSource {
    switch self {
    case .table: self
    case .subquery(let statement, let alias, let isLateral):
      .subquery(query(statement), alias: alias, isLateral: isLateral)
    case .function(let call, let alias, let isLateral):
      .function(call.mapChildren(body), alias: alias, isLateral: isLateral)
    case .group(let clause, let alias): .group(clause.mapChildren(body, query: query), alias: alias)
    case .pivot(let source, let pivot, let alias):
      .pivot(source.mapChildren(body, query: query), pivot.mapChildren(body), alias: alias)
    }
  }

  /// The name by which columns refer to it, if it has one.
  package var exposedName: String? {
    switch self {
    case .table(let name, let alias): alias?.name ?? name.name
    case .subquery(_, let alias, _), .group(_, let alias), .pivot(_, _, let alias): alias?.name
    case .function(let call, let alias, _): alias?.name ?? call.name.lowercasedASCII
    }
  }
}

extension Pivot {
  func mapChildren(_ body: (SQLExpression) -> SQLExpression) -> Pivot {
    Pivot(
      isReverse: isReverse, items: items.map { SelectItem(body($0.expression), alias: $0.alias) },
      columns: columns.map(body), values: values.map { SelectItem(body($0.expression), alias: $0.alias) })
  }
}
