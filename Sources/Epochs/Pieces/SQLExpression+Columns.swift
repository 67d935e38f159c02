internal import SQLText

extension SQLExpression {
  /// The same expression with every column outside sub-queries replaced by what `transform` makes of it.
  func mappingColumns(_ transform: @escaping (ColumnName) -> ColumnName) -> SQLExpression {
    let map = { (expression: SQLExpression) in expression.mappingColumns(transform) }
    switch self {
    case .column(let name): return .column(transform(name))
    case .call(var call):
      call.arguments = call.arguments.map(map)
      call.filter = call.filter.map(map)
      return .call(call)
    case .keywordCall(var call):
      for index in call.arguments.indices {
        call.arguments[index].expression = call.arguments[index].expression.map(map)
      }
      return .keywordCall(call)
    case .unary(let operation, let operand): return .unary(operation, map(operand))
    case .binary(let left, let operation, let right): return .binary(map(left), operation, map(right))
    case .inList(let operand, let list, let negated): return .inList(map(operand), list.map(map), isNegated: negated)
    case .between(let operand, let low, let high, let negated):
      return .between(map(operand), low: map(low), high: map(high), isNegated: negated)
    case .conditional(var choice):
      choice.operand = choice.operand.map(map)
      for index in choice.branches.indices {
        choice.branches[index].condition = map(choice.branches[index].condition)
        choice.branches[index].result = map(choice.branches[index].result)
      }
      choice.otherwise = choice.otherwise.map(map)
      return .conditional(choice)
    case .cast(let operand, let type, let isTry): return .cast(map(operand), type: type, isTry: isTry)
    case .collate(let operand, let collation): return .collate(map(operand), collation)
    case .row(let parts): return .row(parts.map(map))
    case .interval(let operand, let unit): return .interval(map(operand), unit: unit)
    default: return self
    }
  }

  /// What stands directly inside, sub-queries aside.
  var operands: [SQLExpression] {
    switch self {
    case .call(let call): call.arguments + (call.filter.map { [$0] } ?? [])
    case .keywordCall(let call): call.arguments.compactMap(\.expression)
    case .unary(_, let operand), .cast(let operand, _, _), .collate(let operand, _), .interval(let operand, _):
      [operand]
    case .binary(let left, _, let right): [left, right]
    case .inList(let operand, let list, _): [operand] + list
    case .inQuery(let operand, _, _): [operand]
    case .between(let operand, let low, let high, _): [operand, low, high]
    case .conditional(let choice):
      (choice.operand.map { [$0] } ?? []) + choice.branches.flatMap { [$0.condition, $0.result] }
        + (choice.otherwise.map { [$0] } ?? [])
    case .row(let parts), .array(let parts): parts
    case .element(let operand, let index): [operand, index]
    default: []
    }
  }

  /// The query directly inside, if there is one.
  var query: SelectStatement? {
    switch self {
    case .inQuery(_, let query, _), .exists(let query), .subquery(let query): query
    default: nil
    }
  }

  /// This expression and all inside it, sub-queries aside, outermost first.
  var nodes: [SQLExpression] { [self] + operands.flatMap(\.nodes) }

  var columns: [ColumnName] {
    nodes.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  var literals: [SQLLiteral] {
    nodes.compactMap { if case .literal(let value) = $0 { value } else { nil } }
  }

  var hasQuery: Bool { nodes.contains { $0.query != nil } }

  /// `column / 100.0` of `AVG(column) / 100.0`: the column in the unit that is spoken of.
  var scaledColumn: SQLExpression? {
    guard case .binary(let left, .divide, let right) = self, case .literal(.number) = right,
      case .call(let call) = left,
      left.isAggregate, !call.isDistinct, call.arguments.count == 1, let argument = call.arguments.first,
      case .column = argument
    else { return nil }
    return .binary(argument, .divide, right)
  }

  static let aggregates: Set<String> = ["COUNT", "SUM", "AVG", "MIN", "MAX", "TOTAL", "GROUP_CONCAT", "STRING_AGG"]

  var isAggregate: Bool {
    guard case .call(let call) = self, call.window == nil else { return false }
    return Self.aggregates.contains(call.name)
  }
}
