extension SQLExpression {
  /// The same expression with each direct child replaced; queries inside are given to `query` whole.
  package func mapChildren(
    _ body: (SQLExpression) -> SQLExpression, query: (SelectStatement) -> SelectStatement
  ) -> SQLExpression {
    switch self {
    case .column, .literal, .parameter, .star, .typedLiteral, .niladic, .starExcept: self
    case .call(let call): .call(call.mapChildren(body))
    case .keywordCall(let call):
      .keywordCall(
        KeywordCall(
          call.name,
          call.arguments.map { KeywordCall.Argument(keyword: $0.keyword, expression: $0.expression.map(body)) }))
    case .unary(let operation, let value): .unary(operation, body(value))
    case .binary(let left, let operation, let right): .binary(body(left), operation, body(right))
    case .inList(let value, let list, let isNegated): .inList(body(value), list.map(body), isNegated: isNegated)
    case .inQuery(let value, let inner, let isNegated): .inQuery(body(value), query(inner), isNegated: isNegated)
    case .between(let value, let low, let high, let isNegated):
      .between(body(value), low: body(low), high: body(high), isNegated: isNegated)
    case .exists(let inner): .exists(query(inner))
    case .conditional(let conditional):
      .conditional(
        CaseExpression(
          operand: conditional.operand.map(body),
          branches: conditional.branches.map { .init(condition: body($0.condition), result: body($0.result)) },
          otherwise: conditional.otherwise.map(body)))
    case .cast(let value, let type, let isTry): .cast(body(value), type: type, isTry: isTry)
    case .collate(let value, let collation): .collate(body(value), collation)
    case .subquery(let inner): .subquery(query(inner))
    case .row(let values): .row(values.map(body))
    case .array(let values): .array(values.map(body))
    case .element(let value, let position): .element(body(value), at: body(position))
    case .slice(let value, let low, let high): .slice(body(value), from: low.map(body), to: high.map(body))
    case .field(let value, let name): .field(body(value), name)
    case .path(let value, let name): .path(body(value), name)
    case .lambda(let names, let value): .lambda(names, body(value))
    case .argument(let name, let value): .argument(name, body(value))
    case .aliased(let value, let names): .aliased(body(value), names)
    case .interval(let amount, let unit): .interval(body(amount), unit: unit)
    }
  }

  /// The same expression with every expression in it replaced, innermost first, also inside queries.
  package func transformed(_ body: (SQLExpression) -> SQLExpression) -> SQLExpression {
    body(mapChildren({ $0.transformed(body) }, query: { $0.transformed(body) }))
  }
}

extension FunctionCall {
  func mapChildren(_ body: (SQLExpression) -> SQLExpression) -> FunctionCall {
    var call = self
    call.arguments = arguments.map(body)
    call.orderBy = orderBy.map { $0.mapChildren(body) }
    call.withinGroup = withinGroup.map { $0.mapChildren(body) }
    call.filter = filter.map(body)
    call.window = window.map { $0.mapChildren(body) }
    return call
  }
}

extension OrderingTerm {
  func mapChildren(_ body: (SQLExpression) -> SQLExpression) -> OrderingTerm {
    OrderingTerm(body(expression), isDescending: isDescending, nulls: nulls)
  }
}

extension Window {
  func mapChildren(_ body: (SQLExpression) -> SQLExpression) -> Window {
    var window = self
    window.partitionBy = partitionBy.map(body)
    window.orderBy = orderBy.map { $0.mapChildren(body) }
    window.frame = frame.map { frame in
      var frame = frame
      frame.start = frame.start.mapChildren(body)
      frame.end = frame.end.map { $0.mapChildren(body) }
      return frame
    }
    return window
  }
}

extension WindowFrame.Bound {
  fileprivate func mapChildren(_ body: (SQLExpression) -> SQLExpression) -> WindowFrame.Bound {
    switch self {
    case .preceding(let distance): .preceding(body(distance))
    case .following(let distance): .following(body(distance))
    case .currentRow, .unboundedPreceding, .unboundedFollowing: self
    }
  }
}
