extension SQLPrinter {
  mutating func print(_ expression: SQLExpression) {
    switch expression {
    case .column(let column): self.column(column)
    case .literal(let literal): print(literal)
    case .parameter(let text), .niladic(let text): write(text)
    case .star(let qualifier): star(of: qualifier)
    case .call(let call): print(call)
    case .keywordCall(let call): print(call)
    case .unary(let sign, let value): unary(sign, value)
    case .binary(let left, let operation, let right): binary(left, operation, right)
    case .inList(let value, let list, let isNegated):
      operand(value, above: 6)
      write(isNegated ? " NOT IN (" : " IN (")
      self.list(list) { $0.print($1) }
      write(")")
    case .inQuery(let value, let statement, let isNegated):
      operand(value, above: 6)
      write(isNegated ? " NOT IN " : " IN ")
      parenthesised(statement)
    case .between(let value, let low, let high, let isNegated):
      operand(value, above: 6)
      write(isNegated ? " NOT BETWEEN " : " BETWEEN ")
      operand(low, above: 6)
      write(" AND ")
      operand(high, above: 6)
    case .exists(let statement):
      write("EXISTS ")
      parenthesised(statement)
    case .conditional(let conditional): print(conditional)
    case .cast(let value, let type, let isTry):
      write(isTry ? "TRY_CAST(" : "CAST(")
      print(value)
      write(" AS \(type))")
    case .collate(let value, let collation):
      operand(value, above: 11)
      write(" COLLATE ")
      name(collation)
    case .subquery(let statement): parenthesised(statement)
    case .row(let values): parenthesised(values)
    case .array(let values):
      write("ARRAY[")
      list(values) { $0.print($1) }
      write("]")
    case .element(let value, let position):
      operand(value, above: 12)
      write("[")
      print(position)
      write("]")
    case .slice, .field, .path, .lambda, .argument, .aliased, .starExcept: printForm(expression)
    case .typedLiteral(let type, let text):
      write(type + " ")
      string(text)
    case .interval(let amount, let unit):
      write("INTERVAL ")
      operand(amount, above: 11)
      if let unit { write(" " + unit) }
    }
  }

  /// An operand, in parentheses if it binds less tightly than it must.
  mutating func operand(_ expression: SQLExpression, above minimum: Int) {
    guard expression.precedence < minimum else { return print(expression) }
    parenthesised([expression])
  }

  mutating func parenthesised(_ values: [SQLExpression]) {
    write("(")
    list(values) { $0.print($1) }
    write(")")
  }

  mutating func star(of qualifier: [String]) {
    names(qualifier)
    write(qualifier.isEmpty ? "*" : ".*")
  }

  private mutating func unary(_ sign: UnaryOperator, _ value: SQLExpression) {
    write(sign.rawValue)
    if sign == .not {
      write(" ")
      operand(value, above: 3)
    } else if case .unary = value {
      parenthesised([value])
    } else if case .literal(.number) = value {
      // `- 5` parses as the number -5, which is another tree with the same value.
      parenthesised([value])
    } else {
      var inner = SQLPrinter(dialect: dialect)
      inner.operand(value, above: 11)
      // Two signs would begin a comment.
      write(inner.text.hasPrefix("-") ? "(\(inner.text))" : inner.text)
    }
  }

  private mutating func binary(_ left: SQLExpression, _ operation: BinaryOperator, _ right: SQLExpression) {
    // Dialects differ on how bits, `||` and arithmetic bind to each other; parentheses are the same in all.
    let level = operation.precedence
    let isMixed: (SQLExpression) -> Bool = { child in
      guard case .binary(_, let inner, _) = child, inner.precedence >= 7, level >= 7 else { return false }
      return inner != operation && (level == 7 || level == 10 || inner.precedence == 10)
    }
    let isComparison = operation.isComparison
    operand(left, above: isMixed(left) ? 13 : isComparison ? 6 : level)
    write(" \(operation.rawValue) ")
    // AND and OR are associative; of the others only the left side may be at the same level.
    let minimum = isComparison ? 6 : level <= 2 ? level : level + 1
    operand(right, above: isMixed(right) ? 13 : minimum)
  }

  private mutating func print(_ literal: SQLLiteral) {
    switch literal {
    case .string(let value): string(value)
    case .number(let value): write(value)
    case .null: write("NULL")
    case .boolean(let value): write(value ? "TRUE" : "FALSE")
    case .blob(let digits): write("X'\(digits)'")
    }
  }
}

extension SQLExpression {
  /// How tightly the outermost operator binds; 12 where there is none.
  var precedence: Int {
    switch self {
    case .binary(_, let operation, _): operation.precedence
    case .inList, .inQuery, .between: 4
    case .unary(.not, _): 3
    case .lambda, .argument, .aliased: 0
    case .unary, .collate, .interval: 11
    default: 12
    }
  }
}
