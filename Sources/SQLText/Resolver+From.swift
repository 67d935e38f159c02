extension Resolver {
  /// Names the sources of a FROM clause, adds them to `scope` and resolves the conditions of its joins.
  ///
  /// USING and NATURAL become ON, unless a star counts on the columns they make one.
  func resolve(_ clause: FromClause, in outer: Environment, scope: inout [Source], hasStar: Bool) -> FromClause {
    var result = clause
    result.first = resolve(clause.first, in: outer, scope: &scope, hasStar: hasStar)
    for (index, join) in clause.joins.enumerated() {
      let before = scope.count
      result.joins[index].source = resolve(join.source, in: outer, scope: &scope, hasStar: hasStar)
      let names = sharedColumns(of: join, in: scope, from: before)
      guard !names.isEmpty else { continue }
      if !hasStar, let condition = equalities(of: names, in: scope, from: before) {
        result.joins[index].constraint = .on(condition)
        result.joins[index].isNatural = false
      }
      for source in scope.indices where source >= before {
        // Of an outer join whose right side is kept whole the shared column is neither side's.
        if join.kind == .right || join.kind == .full { scope[source].columns = nil }
        scope[source].merged.formUnion(names)
      }
    }
    // A condition may name any source of the clause.
    var environment = outer
    environment.scopes.append(scope)
    for (index, join) in clause.joins.enumerated() {
      guard case .on(let condition)? = join.constraint else { continue }
      result.joins[index].constraint = .on(resolve(condition, in: environment))
    }
    return result
  }

  /// The columns that a USING or NATURAL join makes one, in lower case.
  private func sharedColumns(of join: Join, in scope: [Source], from start: Int) -> [String] {
    if case .using(let columns)? = join.constraint { return columns.map(\.lowercasedASCII) }
    guard join.isNatural else { return [] }
    let earlier = Set(scope[..<start].flatMap { $0.columns ?? [] }.map(\.name.lowercasedASCII))
    return scope[start...].flatMap { $0.columns ?? [] }.map(\.name.lowercasedASCII).filter(earlier.contains)
  }

  private func equalities(of names: [String], in scope: [Source], from start: Int) -> SQLExpression? {
    var parts: [SQLExpression] = []
    for name in names {
      let left = scope[..<start].filter { $0.column(name) != nil && !$0.merged.contains(name) }
      let right = scope[start...].filter { $0.column(name) != nil }
      guard scope.allSatisfy({ $0.columns != nil }), left.count == 1, right.count == 1 else { return nil }
      let sides = [left[0], right[0]].map { source in
        SQLExpression.column(ColumnName(table: source.name, name: source.column(name)?.name ?? name))
      }
      parts.append(.binary(sides[0], .equal, sides[1]))
    }
    return .conjunction(parts)
  }

  private func resolve(
    _ source: TableSource, in outer: Environment, scope: inout [Source], hasStar: Bool
  ) -> TableSource {
    switch source {
    case .table(let name, let alias): return resolve(name, alias: alias, in: outer, scope: &scope)
    case .subquery(let statement, let alias, let isLateral):
      var environment = outer
      if isLateral { environment.scopes.append(scope) }
      let inner = resolve(statement.named, in: environment)
      let name = freshDerivedName()
      let columns = renamed(inner.columns, to: alias?.columns ?? [])
      noteDerived(columns, of: name)
      scope.append(Source(written: alias?.name.lowercasedASCII, name: name, columns: columns))
      return .subquery(inner.statement, alias: TableAlias(name, columns: alias?.columns ?? []), isLateral: isLateral)
    case .function(let call, let alias, let isLateral):
      var environment = outer
      environment.scopes.append(scope)
      let name = alias.map { $0.name.isEmpty ? call.name : $0.name } ?? call.name.lowercasedASCII
      let resolved = call.mapChildren { self.resolve($0, in: environment) }
      scope.append(Source(written: name.lowercasedASCII, name: name, columns: nil))
      return .function(resolved, alias: alias, isLateral: isLateral)
    case .group(let clause, nil):
      return .group(resolve(clause, in: outer, scope: &scope, hasStar: hasStar), alias: nil)
    case .group(let clause, let alias?):
      var inner: [Source] = []
      let resolved = resolve(clause, in: outer, scope: &inner, hasStar: true)
      scope.append(Source(written: alias.name.lowercasedASCII, name: alias.name, columns: nil))
      return .group(resolved, alias: alias)
    case .pivot(_, _, let alias):
      isUncertain = true
      scope.append(Source(written: alias?.name.lowercasedASCII, name: alias?.name ?? "", columns: nil))
      return source
    }
  }

  private func resolve(
    _ table: TableName, alias: TableAlias?, in outer: Environment, scope: inout [Source]
  ) -> TableSource {
    let written = (alias?.name ?? table.name).lowercasedASCII
    let columns: [Column]?
    let name: TableName
    if table.qualifier.isEmpty, let common = outer.commonTables[table.name.lowercasedASCII] {
      columns = common
      name = table
    } else if let known = schema.table(table) {
      // A schema that names its tables with catalog and schema spells them in parts.
      let parts = known.name.split(separator: ".").map(String.init)
      name =
        table.qualifier.isEmpty
        ? TableName(known.name, selection: table.selection)
        : TableName(qualifier: table.qualifier, parts.last ?? known.name, selection: table.selection)
      columns = known.columns.map { Column(name: $0, base: TableColumn(table: known.name, column: $0)) }
    } else {
      columns = nil
      name = table
    }
    let fresh = freshName(for: name.name, in: outer, beside: scope)
    if let columns, let base = columns.first?.base?.table, columns.allSatisfy({ $0.base?.table == base }),
      outer.commonTables[table.name.lowercasedASCII] == nil || !table.qualifier.isEmpty
    {
      note(.table(base), of: fresh)
    } else if columns == nil {
      note(.table(name.name), of: fresh)
    } else {
      noteDerived(columns, of: fresh)
    }
    let path = alias == nil ? (table.qualifier + [table.name]).map(\.lowercasedASCII) : []
    let source = Source(written: written, name: fresh, columns: renamed(columns, to: alias?.columns ?? []), path: path)
    scope.append(source)
    let isRenamed = fresh != name.name || !(alias?.columns ?? []).isEmpty
    return .table(name, alias: isRenamed ? TableAlias(fresh, columns: alias?.columns ?? []) : nil)
  }
}
