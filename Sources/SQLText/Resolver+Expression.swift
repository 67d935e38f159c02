extension Resolver {
  /// `aliases` are what select aliases stand for, where they are in reach.
  func resolve(
    _ expression: SQLExpression, in environment: Environment, aliases: Aliases = Aliases()
  ) -> SQLExpression {
    switch expression {
    case .column(let column): resolve(column, in: environment, aliases: aliases)
    case .star(let qualifier): .star(qualifier: starQualifier(qualifier, in: environment))
    case .starExcept(let qualifier, let names):
      .starExcept(qualifier: starQualifier(qualifier, in: environment), names)
    case .lambda(let names, let value): .lambda(names, resolve(value, hiding: names, in: environment))
    default:
      expression.mapChildren(
        { self.resolve($0, in: environment, aliases: aliases) },
        query: { self.resolve($0, in: environment).statement })
    }
  }

  private func starQualifier(_ qualifier: [String], in environment: Environment) -> [String] {
    guard !qualifier.isEmpty else { return [] }
    let folded = qualifier.map(\.lowercasedASCII)
    guard let source = environment.scopes.last?.first(where: { $0.isNamed(folded) }) else {
      isUncertain = true
      return qualifier
    }
    return [source.name]
  }

  /// The body of a lambda, whose parameters are not columns.
  private func resolve(
    _ body: SQLExpression, hiding names: [String], in environment: Environment
  ) -> SQLExpression {
    let hidden = Set(names.map(\.lowercasedASCII))
    var kept: [SQLExpression] = []
    let masked = body.transformed { expression in
      guard case .column(let column) = expression,
        hidden.contains((column.qualifier.first ?? column.name).lowercasedASCII)
      else { return expression }
      kept.append(expression)
      return .parameter("\0\(kept.count - 1)")
    }
    return resolve(masked, in: environment).transformed { expression in
      guard case .parameter(let name) = expression, name.hasPrefix("\0"), let index = Int(name.dropFirst()),
        kept.indices.contains(index)
      else { return expression }
      return kept[index]
    }
  }

  /// `source.column.field`, or `column.field` of a struct.
  private func field(_ names: [String], in environment: Environment) -> SQLExpression? {
    for scope in environment.scopes.reversed() {
      let source = scope.first { $0.isNamed([names[0].lowercasedASCII]) }
      let owners = scope.filter { $0.column(names[0].lowercasedASCII) != nil }
      let base: (owner: Source, used: Int)
      if let source, names.count > 2 {
        base = (source, 2)
      } else if owners.count == 1, source == nil {
        base = (owners[0], 1)
      } else {
        continue
      }
      let name = names[base.used - 1]
      let column = ColumnName(table: base.owner.name, name: base.owner.column(name.lowercasedASCII)?.name ?? name)
      return names.dropFirst(base.used).reduce(.column(column)) { .field($0, $1) }
    }
    return nil
  }

  private func resolve(_ column: ColumnName, in environment: Environment, aliases: Aliases) -> SQLExpression {
    let folded = column.name.lowercasedASCII
    if !column.qualifier.isEmpty {
      let qualifier = column.qualifier.map(\.lowercasedASCII)
      for scope in environment.scopes.reversed() {
        guard let source = scope.first(where: { $0.isNamed(qualifier) }) else { continue }
        return .column(ColumnName(table: source.name, name: source.column(folded)?.name ?? column.name))
      }
      if dialect != .sqlite, let field = field(column.qualifier + [column.name], in: environment) { return field }
      isUncertain = true
      return .column(column)
    }
    for (depth, scope) in environment.scopes.reversed().enumerated() {
      let owners = scope.filter { $0.column(folded) != nil }
      let isCertain = scope.allSatisfy { $0.columns != nil }
      let first = owners.first.flatMap { owner in owner.column(folded).map { (owner, $0) } }
      if let (owner, found) = first, owners.dropFirst().allSatisfy({ $0.merged.contains(folded) }) {
        guard isCertain || scope.count == 1 else { return .column(column) }
        return .column(ColumnName(table: owner.name, name: found.name))
      }
      if !owners.isEmpty { return .column(column) }
      if depth == 0, let item = aliases.item(named: column.name) { return item }
      if !isCertain { return .column(column) }
    }
    let isRow = ["rowid", "oid", "_rowid_"].contains(folded)
    return column.mayBeString && !isRow ? .literal(.string(column.name)) : .column(column)
  }
}
