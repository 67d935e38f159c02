extension Resolver {
  func resolve(_ statement: SelectStatement, in outer: Environment) -> Resolution {
    var environment = outer
    var result = statement
    for (index, table) in statement.commonTables.enumerated() {
      if statement.isRecursive {
        let known = table.columns.isEmpty ? nil : table.columns.map { Column(name: $0) }
        environment.commonTables[table.name.lowercasedASCII] = .some(known)
      }
      let inner = resolve(table.columns.isEmpty ? table.statement.named : table.statement, in: environment)
      result.commonTables[index].statement = inner.statement
      environment.commonTables[table.name.lowercasedASCII] = .some(renamed(inner.columns, to: table.columns))
    }
    let isCompound = !statement.compounds.isEmpty
    if !isCompound, case .select(let core) = statement.first {
      var scope: [Source] = []
      let (resolved, columns) = resolve(core, in: environment, scope: &scope)
      result.first = .select(resolved)
      var inner = environment
      inner.scopes.append(scope)
      result.orderBy = statement.orderBy.map { term in
        OrderingTerm(
          orderKey(term.expression, of: resolved, in: inner), isDescending: term.isDescending, nulls: term.nulls)
      }
      return Resolution(statement: result, columns: columns)
    }
    let (first, columns) = resolve(statement.first, in: environment)
    result.first = first
    result.compounds = statement.compounds.map { Compound($0.operation, resolve($0.term, in: environment).0) }
    return Resolution(statement: result, columns: columns)
  }

  private func resolve(_ term: QueryTerm, in environment: Environment) -> (QueryTerm, [Column]?) {
    switch term {
    case .select(let core):
      var scope: [Source] = []
      let (core, columns) = resolve(core, in: environment, scope: &scope)
      return (.select(core), columns)
    case .values(let rows):
      let columns = rows.first.map { row in row.indices.map { Column(name: "column\($0 + 1)") } }
      return (.values(rows.map { $0.map { resolve($0, in: environment) } }), columns)
    case .nested(let statement):
      let inner = resolve(statement, in: environment)
      return (.nested(inner.statement), inner.columns)
    }
  }

  func renamed(_ columns: [Column]?, to names: [String]) -> [Column]? {
    guard !names.isEmpty else { return columns }
    guard let columns, columns.count == names.count else { return names.map { Column(name: $0) } }
    return zip(columns, names).map { Column(name: $1, base: $0.base) }
  }

  private func resolve(
    _ core: SelectCore, in outer: Environment, scope: inout [Source]
  ) -> (SelectCore, [Column]?) {
    var result = core
    let hasStar = core.items.contains { $0.expression.isStar }
    if let from = core.from { result.from = resolve(from, in: outer, scope: &scope, hasStar: hasStar) }
    var environment = outer
    environment.scopes.append(scope)
    result.items = core.items.map { SelectItem(resolve($0.expression, in: environment), alias: $0.alias) }
    let aliases = Aliases(result.items)
    let plain: (SQLExpression) -> SQLExpression = { self.resolve($0, in: environment, aliases: aliases) }
    // SQLite alone knows the names of items in WHERE, PostgreSQL in GROUP BY and ORDER BY only.
    let unaliased: (SQLExpression) -> SQLExpression = { self.resolve($0, in: environment) }
    result.distinctOn = core.distinctOn.map(plain)
    result.condition = core.condition.map(dialect == .sqlite ? plain : unaliased)
    result.groupBy = core.groupBy.map { key in aliases.item(at: key) ?? plain(key) }
    result.having = core.having.map(dialect == .postgres ? unaliased : plain)
    result.windows = core.windows.map { NamedWindow(name: $0.name, window: $0.window.mapChildren(plain)) }
    result.qualify = core.qualify.map(plain)
    return (result, outputs(of: result, scope: scope))
  }

  /// What an ORDER BY key stands for: an item by number or alias before a column, as SQL has it.
  private func orderKey(_ key: SQLExpression, of core: SelectCore, in environment: Environment) -> SQLExpression {
    let aliases = Aliases(core.items)
    if let item = aliases.item(at: key) { return item }
    if case .column(let column) = key, column.qualifier.isEmpty, let item = aliases.item(named: column.name) {
      return item
    }
    return resolve(key, in: environment, aliases: dialect == .postgres ? Aliases() : aliases)
  }

  private func outputs(of core: SelectCore, scope: [Source]) -> [Column]? {
    var outputs: [Column] = []
    for item in core.items {
      switch item.expression {
      case .starExcept, .aliased: return nil
      case .star(let qualifier):
        for source in scope where qualifier.isEmpty || source.name == qualifier.last {
          guard let columns = source.columns else { return nil }
          outputs += columns.filter { !source.merged.contains($0.name.lowercasedASCII) }
        }
      case .column(let column):
        let source = scope.first { $0.name == column.table }
        let base = source?.column(column.name.lowercasedASCII)?.base
        outputs.append(Column(name: item.alias ?? column.name, base: base))
      default: outputs.append(Column(name: item.alias ?? item.expression.sql()))
      }
    }
    return outputs
  }
}

/// The items of a SELECT by the names and numbers that its other clauses may use for them.
struct Aliases {
  private let items: [SelectItem]

  init(_ items: [SelectItem] = []) { self.items = items }

  func item(named name: String) -> SQLExpression? {
    let folded = name.lowercasedASCII
    let item = items.first { $0.alias?.lowercasedASCII == folded }?.expression
    return item.flatMap { $0.isRepeatable && !$0.isSignedNumber ? $0 : nil }
  }

  /// The item that a number counts to; nil where the number would have another meaning in its place.
  func item(at position: SQLExpression) -> SQLExpression? {
    guard case .literal(.number(let text)) = position, let number = Int(text), items.indices.contains(number - 1),
      !items[..<number].contains(where: { $0.expression.isStar })
    else { return nil }
    let item = items[number - 1].expression
    if case .literal = item { return nil }
    return item.isRepeatable && !item.isSignedNumber ? item : nil
  }
}

extension SelectStatement {
  /// The query with its unnamed expressions named by their text, as SQLite names the columns of a derived table.
  var named: SelectStatement {
    var result = self
    switch first {
    case .select(var core):
      core.items = core.items.map { item in
        switch item.expression {
        case .column, .star, .starExcept, .aliased: item
        default: SelectItem(item.expression, alias: item.alias ?? item.expression.sql())
        }
      }
      result.first = .select(core)
    case .nested(let inner): result.first = .nested(inner.named)
    case .values: break
    }
    return result
  }
}
