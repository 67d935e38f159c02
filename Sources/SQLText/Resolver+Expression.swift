extension Resolver {
  /// `aliases` are what select aliases stand for, where they are in reach.
  func resolve(
    _ expression: SQLExpression, in environment: Environment, aliases: Aliases = Aliases()
  ) -> SQLExpression {
    switch expression {
    case .column(let column): resolve(column, in: environment, aliases: aliases)
    case .star(let qualifier): star(of: qualifier, in: environment)
    default:
      expression.mapChildren(
        { self.resolve($0, in: environment, aliases: aliases) },
        query: { self.resolve($0, in: environment).statement })
    }
  }

  private func star(of qualifier: [String], in environment: Environment) -> SQLExpression {
    let folded = qualifier.map(\.lowercasedASCII)
    guard !folded.isEmpty, let source = environment.scopes.last?.first(where: { $0.isNamed(folded) })
    else { return .star(qualifier: qualifier) }
    return .star(qualifier: [source.name])
  }

  private func resolve(_ column: ColumnName, in environment: Environment, aliases: Aliases) -> SQLExpression {
    let folded = column.name.lowercasedASCII
    if !column.qualifier.isEmpty {
      let qualifier = column.qualifier.map(\.lowercasedASCII)
      for scope in environment.scopes.reversed() {
        guard let source = scope.first(where: { $0.isNamed(qualifier) }) else { continue }
        return .column(ColumnName(table: source.name, name: source.column(folded)?.name ?? column.name))
      }
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
