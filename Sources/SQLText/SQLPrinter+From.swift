extension SQLPrinter {
  mutating func print(_ clause: FromClause) {
    print(clause.first)
    for join in clause.joins { print(join) }
  }

  private mutating func print(_ join: Join) {
    switch join.kind {
    case .comma: write(", ")
    default:
      newClause()
      if join.isNatural { write("NATURAL ") }
      write(join.kind.rawValue + " ")
    }
    if join.kind == .lateralView || join.kind == .lateralViewOuter, case .function(let call, let alias, _) = join.source
    {
      print(.call(call))
      guard let alias else { return }
      if !alias.name.isEmpty {
        write(" ")
        name(alias.name)
      }
      guard !alias.columns.isEmpty else { return }
      write(" AS ")
      list(alias.columns) { $0.name($1) }
      return
    }
    print(join.source)
    switch join.constraint {
    case .on(let condition):
      write(" ON ")
      print(condition)
    case .using(let names):
      write(" USING ")
      columns(names)
    case nil: break
    }
  }

  private mutating func print(_ source: TableSource) {
    switch source {
    case .table(let table, let alias):
      print(table)
      if dialect == .spark, !table.selection.isEmpty { write(" " + table.selection) }
      print(alias)
      if dialect != .spark, !table.selection.isEmpty { write(" " + table.selection) }
    case .subquery(let statement, let alias, let isLateral):
      if isLateral { write("LATERAL ") }
      parenthesised(statement)
      print(alias)
    case .function(let call, let alias, let isLateral):
      if isLateral { write("LATERAL ") }
      print(.call(call))
      if call.hasOrdinality { write(" WITH ORDINALITY") }
      print(alias)
    case .group(let clause, let alias):
      write("(")
      print(clause)
      write(")")
      print(alias)
    case .pivot(let source, let pivot, let alias):
      print(source)
      print(pivot)
      print(alias)
    }
  }

  mutating func print(_ table: TableName) { names(table.qualifier + [table.name]) }

  private mutating func print(_ alias: TableAlias?) {
    guard let alias else { return }
    write(" AS ")
    name(alias.name)
    if !alias.columns.isEmpty { columns(alias.columns) }
  }
}
