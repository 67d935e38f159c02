extension Normalizer {
  func expression(_ expression: SQLExpression) -> SQLExpression {
    switch expression {
    case .inQuery(let value, let inner, let isNegated):
      .inQuery(self.expression(value), normalized(inner, as: .set), isNegated: isNegated)
    case .exists(let inner): .exists(normalized(inner, as: .set))
    case .binary(_, .and, _): chain(expression.conjuncts, by: .and)
    case .binary(_, .or, _): chain(expression.disjuncts, by: .or)
    default: simplified(expression.mapChildren({ self.expression($0) }, query: { normalized($0, as: .value) }))
    }
  }

  private func simplified(_ expression: SQLExpression) -> SQLExpression {
    switch expression {
    case .unary(.not, let value): negation(of: value) ?? expression
    case .binary(let left, let operation, let right): oriented(left, operation, right)
    case .inList(let value, let list, let isNegated): membership(of: value, in: list, isNegated: isNegated)
    case .between(.column(let column), let low, let high, let isNegated): range(column, low, high, isNegated)
    case .call(let call): simplified(call)
    default: expression
    }
  }

  /// Operands of AND or OR, each once, in the order of their texts; equalities of one value joined by OR as a list.
  private func chain(_ parts: [SQLExpression], by operation: BinaryOperator) -> SQLExpression {
    var operands = parts.map(expression).flatMap { operation == .and ? $0.conjuncts : $0.disjuncts }
    if operation == .or, hasPairwiseLists { operands = merged(operands) }
    var distinct = sorted(unique(operands))
    // A lone operand must be a truth value, as AND and OR are.
    if distinct.count == 1, !distinct[0].isTruthValue { distinct.append(distinct[0]) }
    return distinct.dropFirst().reduce(distinct[0]) { .binary($0, operation, $1) }
  }

  private func merged(_ disjuncts: [SQLExpression]) -> [SQLExpression] {
    var values: [SQLExpression: [SQLExpression]] = [:]
    var rest: [SQLExpression] = []
    var order: [SQLExpression] = []
    for part in disjuncts {
      switch part {
      case .binary(let value, .equal, let literal) where literal.isPlainConstant:
        if values[value] == nil { order.append(value) }
        values[value, default: []].append(literal)
      case .inList(let value, let list, false) where list.allSatisfy(\.isPlainConstant):
        if values[value] == nil { order.append(value) }
        values[value, default: []] += list
      default: rest.append(part)
      }
    }
    return rest + order.map { membership(of: $0, in: values[$0] ?? [], isNegated: false) }
  }

  private func membership(of value: SQLExpression, in list: [SQLExpression], isNegated: Bool) -> SQLExpression {
    guard list.allSatisfy(\.isPlainConstant) else { return .inList(value, list, isNegated: isNegated) }
    let list = sorted(unique(list))
    guard list.count == 1, hasPairwiseLists else { return .inList(value, list, isNegated: isNegated) }
    return oriented(value, isNegated ? .notEqual : .equal, list[0])
  }

  private func range(
    _ column: ColumnName, _ low: SQLExpression, _ high: SQLExpression, _ isNegated: Bool
  ) -> SQLExpression {
    let value = SQLExpression.column(column)
    let lower = oriented(value, isNegated ? .less : .greaterOrEqual, low)
    let upper = oriented(value, isNegated ? .greater : .lessOrEqual, high)
    return chain([lower, upper], by: isNegated ? .or : .and)
  }

  /// A comparison with its constant or query on the right, or else with its sides in the order of their texts.
  private func oriented(
    _ left: SQLExpression, _ operation: BinaryOperator, _ right: SQLExpression
  ) -> SQLExpression {
    let plain = SQLExpression.binary(left, operation, right)
    let other: BinaryOperator
    switch operation {
    case .add, .multiply: other = operation
    default:
      guard let mirrored = operation.mirrored, areExchangeable(left, right) else { return plain }
      // IS is no mere comparison where its right side is a truth value.
      if [.is, .isNot].contains(operation), left.isBoolean || right.isBoolean { return plain }
      other = mirrored
    }
    let ranks = (left.sideRank, right.sideRank)
    let isBackwards = ranks.0 == ranks.1 ? right.sortKey < left.sortKey : ranks.0 > ranks.1
    return isBackwards ? .binary(right, other, left) : plain
  }

  private func negation(of value: SQLExpression) -> SQLExpression? {
    switch value {
    case .binary(let left, let operation, let right):
      operation.negated.map { oriented(left, $0, right) }
    case .inList(let value, let list, let isNegated): membership(of: value, in: list, isNegated: !isNegated)
    case .inQuery(let value, let query, let isNegated): .inQuery(value, query, isNegated: !isNegated)
    default: nil
    }
  }

  private func simplified(_ call: FunctionCall) -> SQLExpression {
    var call = call
    switch call.name {
    case "COUNT" where !call.isDistinct && call.arguments.count == 1 && call.arguments[0].isPlainConstant:
      call.arguments = [.star(qualifier: [])]
    case "MAX" where call.arguments.count == 1, "MIN" where call.arguments.count == 1: call.isDistinct = false
    case "IFNULL" where call.arguments.count == 2: call.name = "COALESCE"
    case "SUBSTRING": call.name = "SUBSTR"
    default: break
    }
    return .call(call)
  }
}

extension SQLExpression {
  var isNumber: Bool { if case .literal(.number) = self { true } else { false } }

  /// True for `-(1)`: where keys stand it would be read as the number of an item.
  var isSignedNumber: Bool {
    switch self {
    case .literal(.number): true
    case .unary(.minus, let value), .unary(.plus, let value), .collate(let value, _): value.isSignedNumber
    default: false
    }
  }

  /// A literal that is not NULL.
  var isPlainConstant: Bool {
    if case .literal(let literal) = self { literal != .null } else { false }
  }

  /// Where it belongs in a comparison: what is asked about first, then queries, then literals and parameters.
  fileprivate var sideRank: Int {
    switch self {
    case .literal, .parameter, .typedLiteral: 2
    case .subquery: 1
    default: 0
    }
  }

  fileprivate var isBoolean: Bool { if case .literal(.boolean) = self { true } else { false } }

  /// True if its value is 0, 1 or NULL.
  fileprivate var isTruthValue: Bool {
    switch self {
    case .binary(_, let operation, _): operation.isComparison || operation == .and || operation == .or
    case .unary(.not, _), .inList, .inQuery, .between, .exists: true
    default: false
    }
  }
}

extension SQLExpression {
  /// What orders expressions: their text, first in any case of letters so that spelling does not matter.
  var sortKey: (String, String) {
    let text = sql()
    return (text.lowercasedASCII, text)
  }
}
