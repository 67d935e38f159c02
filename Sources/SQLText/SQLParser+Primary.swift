extension SQLParser {
  /// A value without operators.
  mutating func primary() throws(Failure) -> SQLExpression {
    let token = token
    switch token.kind {
    case .string: return constant(.string(token.text))
    case .number: return constant(.number(token.text))
    case .blob: return constant(.blob(token.text))
    case .parameter:
      advance()
      return .parameter(token.text)
    case .symbol where token.text == "(": return try parenthesised()
    case .quotedIdentifier: return try named()
    case .word: return try word()
    default: throw unexpected(.expression)
    }
  }

  private mutating func constant(_ literal: SQLLiteral) -> SQLExpression {
    advance()
    return .literal(literal)
  }

  private mutating func word() throws(Failure) -> SQLExpression {
    let keyword = token.keyword
    switch keyword {
    case "NULL": return constant(.null)
    case "TRUE" where !next(is: "."): return constant(.boolean(true))
    case "FALSE" where !next(is: "."): return constant(.boolean(false))
    case "CASE": return try conditional()
    case "CAST" where next(is: "("), "TRY_CAST" where next(is: "("): return try cast()
    case "EXISTS" where next(is: "("):
      advance()
      return .exists(try parenthesisedStatement())
    case "ARRAY" where next(is: "["):
      advance()
      advance()
      let elements = at(symbol: "]") ? [] : try expressions()
      try require(symbol: "]")
      return .array(elements)
    case "INTERVAL" where [.string, .number].contains(peek().kind) || next(is: "-"):
      try foreign("INTERVAL")
      advance()
      let amount = try expression(above: 11)
      guard Keywords.intervalUnits.contains(self.token.keyword) else { return .interval(amount, unit: nil) }
      defer { advance() }
      return .interval(amount, unit: self.token.keyword)
    case _ where Keywords.typedLiterals.contains(keyword) && peek().kind == .string:
      try foreign("\(keyword) '…'")
      advance()
      defer { advance() }
      return .typedLiteral(type: keyword, self.token.text)
    case _ where Keywords.niladic.contains(keyword) && !next(is: "(") && !next(is: "."):
      advance()
      return .niladic(keyword)
    case _ where next(is: "(") && (keyword == "LEFT" || keyword == "RIGHT" || Keywords.quantifiers.contains(keyword)):
      advance()
      return .call(try functionCall(named: keyword))
    case _ where next(is: "(") && Keywords.separators[keyword] != nil: return try keywordCall()
    default: return try named()
    }
  }

  /// A column or a call, with the names before it.
  private mutating func named() throws(Failure) -> SQLExpression {
    let isDoubleQuoted = token.isDoubleQuoted
    var names = [try identifier()]
    while at(symbol: ".") {
      advance()
      if take(symbol: "*") { return .star(qualifier: names) }
      names.append(try member())
    }
    if at(symbol: "(") { return .call(try functionCall(named: names.joined(separator: "."))) }
    let name = names.removeLast()
    return .column(ColumnName(qualifier: names, name: name, mayBeString: isDoubleQuoted && names.isEmpty))
  }

  private mutating func parenthesised() throws(Failure) -> SQLExpression {
    try require(symbol: "(")
    if atQuery {
      let statement = try statement()
      try require(symbol: ")")
      return .subquery(statement)
    }
    var values = [try expression()]
    // `((SELECT …) UNION …)`: what looked like a value was the first term of a query.
    if case .subquery(let first) = values[0],
      ["UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT"].contains(token.keyword)
    {
      try foreign("(SELECT …) as a term")
      let statement = try statement(from: .nested(first))
      try require(symbol: ")")
      return .subquery(statement)
    }
    while take(symbol: ",") { values.append(try expression()) }
    try require(symbol: ")")
    return values.count == 1 ? values[0] : .row(values)
  }

  private mutating func conditional() throws(Failure) -> SQLExpression {
    try require("CASE")
    var conditional = CaseExpression(branches: [])
    if !at("WHEN") { conditional.operand = try expression() }
    repeat {
      try require("WHEN")
      let condition = try expression()
      try require("THEN")
      conditional.branches.append(CaseExpression.Branch(condition: condition, result: try expression()))
    } while at("WHEN")
    if take("ELSE") { conditional.otherwise = try expression() }
    try require("END")
    return .conditional(conditional)
  }

  private mutating func cast() throws(Failure) -> SQLExpression {
    let isTry = at("TRY_CAST")
    if isTry { try foreign("TRY_CAST") }
    advance()
    try require(symbol: "(")
    let value = try expression()
    try require("AS")
    let type = try typeName()
    try require(symbol: ")")
    return .cast(value, type: type, isTry: isTry)
  }

  /// `DOUBLE PRECISION`, `DECIMAL(10, 2)`, `INT[]`, in upper case.
  mutating func typeName() throws(Failure) -> String {
    guard token.kind == .word else { throw unexpected(.identifier) }
    var name = token.keyword
    advance()
    while ["PRECISION", "VARYING", "UNSIGNED"].contains(token.keyword) {
      name += " " + token.keyword
      advance()
    }
    if at(symbol: "("), peek().kind == .number {
      advance()
      var sizes: [String] = []
      repeat {
        guard token.kind == .number else { throw unexpected(.expression) }
        sizes.append(token.text)
        advance()
      } while take(symbol: ",")
      try require(symbol: ")")
      name += "(\(sizes.joined(separator: ", ")))"
    }
    while at(symbol: "["), next(is: "]") {
      advance()
      advance()
      name += "[]"
    }
    return name
  }
}
