extension Normalizer {
  /// Inner joins as a list of tables, their conditions among those of WHERE; outer joins as they are.
  func flattened(_ clause: FromClause, conditions: inout [SQLExpression]) -> FromClause {
    let isFlat = clause.joins.allSatisfy { join in
      guard !join.isNatural, [.comma, .inner, .cross, .left].contains(join.kind) else { return false }
      if case .using? = join.constraint { return false }
      return true
    }
    let comma = clause.joins.firstIndex { $0.kind == .comma } ?? clause.joins.endIndex
    let mayFail = !hasWideConditions && clause.joins[comma...].contains { $0.constraint != nil }
    guard isFlat, !mayFail else {
      return clause.mapChildren({ self.expression($0) }, query: { self.normalized($0, as: .table) })
    }
    var result = FromClause(source(clause.first))
    var inner: [SQLExpression] = []
    for join in clause.joins {
      var join = join
      join.source = source(join.source)
      if case .on(let condition)? = join.constraint {
        if join.kind == .left {
          join.constraint = .on(expression(condition))
        } else {
          inner.append(condition)
          join.constraint = nil
        }
      }
      if join.kind != .left { join.kind = .comma }
      if join.kind == .comma, case .group(let group, nil) = join.source, group.joins.allSatisfy({ $0.kind == .comma }) {
        result.joins.append(Join(.comma, group.first))
        result.joins += group.joins
      } else {
        result.joins.append(join)
      }
    }
    if case .group(let group, nil) = result.first {
      result = FromClause(group.first, joins: group.joins + result.joins)
    }
    conditions = inner + conditions
    return result
  }

  private func source(_ source: TableSource) -> TableSource {
    guard case .group(let clause, nil) = source else {
      return source.mapChildren({ self.expression($0) }, query: { self.normalized($0, as: .table) })
    }
    return .group(clause.mapChildren({ self.expression($0) }, query: { self.normalized($0, as: .table) }), alias: nil)
  }

  /// The sources in the order of their names, where nothing depends on their order.
  func sorted(_ clause: FromClause, of core: SelectCore) -> FromClause {
    let hasStar = core.items.contains {
      switch $0.expression {
      case .star(let qualifier), .starExcept(let qualifier, _): qualifier.isEmpty
      default: false
      }
    }
    let isFree = clause.sources.allSatisfy { source in
      switch source {
      case .table: true
      case .subquery(_, _, let isLateral): !isLateral
      case .function, .group, .pivot: false
      }
    }
    guard !hasStar, isFree, clause.joins.allSatisfy({ $0.kind == .comma }) else { return clause }
    let sources = clause.sources.map { ($0, ($0.exposedName ?? "").lowercasedASCII) }.sorted { $0.1 < $1.1 }.map(\.0)
    guard let first = sources.first else { return clause }
    return FromClause(first, joins: sources.dropFirst().map { Join(.comma, $0) })
  }
}

extension SelectStatement {
  /// True if the order in which rows come decides no value: no LIMIT, no column of an arbitrary row of a group, no
  /// list in the order of the rows, no window.
  var isOrderFree: Bool {
    guard limit == nil, offset == nil, !hasSample else { return false }
    return terms.allSatisfy { term in
      guard case .select(let core) = term else { return true }
      guard core.distinctOn.isEmpty else { return false }
      let parts = core.items.map(\.expression) + (core.having.map { [$0] } ?? []) + orderBy.map(\.expression)
      let isGrouped = !core.groupBy.isEmpty || parts.contains(where: \.hasAggregate)
      return parts.allSatisfy { isOrderFree($0, keys: isGrouped ? Set(core.groupBy) : nil) }
    }
  }

  /// `keys` are what the rows are grouped by; nil if they are not.
  private func isOrderFree(_ expression: SQLExpression, keys: Set<SQLExpression>?) -> Bool {
    if keys?.contains(expression) == true { return true }
    switch expression {
    case .column, .star, .starExcept, .subquery, .inQuery, .exists: return keys == nil
    case .call(let call) where call.window != nil: return false
    case .call(let call) where call.isAggregate:
      return ["COUNT", "SUM", "TOTAL", "AVG", "MIN", "MAX"].contains(call.name)
    default: return expression.children.allSatisfy { isOrderFree($0, keys: keys) }
    }
  }
}
