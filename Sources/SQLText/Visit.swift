extension SQLExpression {
  /// Calls `body` with this expression and every one inside it, outermost first, also inside queries; `body` says
  /// whether to go inside.
  package func visit(_ body: (SQLExpression) -> Bool) {
    guard body(self) else { return }
    _ = mapChildren(
      { child in
        child.visit(body)
        return child
      },
      query: { query in
        query.visit(body)
        return query
      })
  }

  /// The direct children; queries inside are not expressions and are left out.
  package var children: [SQLExpression] {
    var children: [SQLExpression] = []
    _ = mapChildren(
      { child in
        children.append(child)
        return child
      }, query: { $0 })
    return children
  }

  /// True for `*`, `t.*`, `* EXCEPT (a)` and `inline(x) AS (a, b)`: what may be any number of columns.
  var isStar: Bool {
    switch self {
    case .star, .starExcept, .aliased: true
    default: false
    }
  }

  /// True if this expression or one inside it, queries apart, is such.
  package func contains(where isSuch: (SQLExpression) -> Bool) -> Bool {
    isSuch(self) || children.contains { $0.contains(where: isSuch) }
  }
}

extension SelectStatement {
  /// Calls `body` with every expression, outermost first, also inside queries; `body` says whether to go inside.
  package func visit(_ body: (SQLExpression) -> Bool) {
    _ = mapChildren(
      { child in
        child.visit(body)
        return child
      },
      query: { query in
        query.visit(body)
        return query
      })
  }

  /// This query and every query inside it, outermost first.
  package var queries: [SelectStatement] {
    var all = [self]
    func gather(_ expression: SQLExpression) -> SQLExpression {
      _ = expression.mapChildren(
        gather,
        query: { query in
          all += query.queries
          return query
        })
      return expression
    }
    _ = mapChildren(
      gather,
      query: { query in
        all += query.queries
        return query
      })
    return all
  }
}
