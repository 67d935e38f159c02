extension SQLParser {
  /// A value without operators.
  mutating func primary() throws(Failure) -> SQLExpression {
    let token = token
    switch token.kind {
    case .string: return try string()
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

  /// Strings that follow one another are one in Spark.
  private mutating func string() throws(Failure) -> SQLExpression {
    var text = token.text
    // Whether two quotes inside are one or none depends on the version of Spark.
    if isStrict, dialect == .spark, text.contains("'") || text.contains("\"") {
      throw .otherDialect("a quote in a string", at: token.span.lowerBound)
    }
    advance()
    while dialect == .spark, token.kind == .string {
      text += token.text
      advance()
    }
    return .literal(.string(text))
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
      return try array()
    case "INTERVAL" where [.string, .number].contains(peek().kind) || next(is: "-"):
      try foreign("INTERVAL")
      advance()
      return try interval()
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
    case _ where Keywords.joinWords.contains(keyword) && dialect != .postgres && !startsJoin:
      return .column(ColumnName(name: takeName()))
    default: return try named()
    }
  }

  /// True at words that begin a join rather than name a column.
  private var startsJoin: Bool {
    next(is: ".") || next(is: "(")
      || peek().kind == .word && Keywords.joinWords.union(["JOIN"]).contains(peek().keyword)
  }

  /// The elements of an array after its opening bracket, which may be arrays themselves.
  private mutating func array() throws(Failure) -> SQLExpression {
    var elements: [SQLExpression] = []
    if !at(symbol: "]") {
      repeat {
        if take(symbol: "[") {
          elements.append(try nested { (parser) throws(Failure) in try parser.array() })
        } else {
          elements.append(try expression())
        }
      } while take(symbol: ",")
    }
    try require(symbol: "]")
    return .array(elements)
  }

  /// `1 DAY`, `'1-2' YEAR TO MONTH`, `1 DAY 2 HOURS`.
  private mutating func interval() throws(Failure) -> SQLExpression {
    let amount = try expression(above: 11)
    guard Keywords.intervalUnits.contains(token.keyword) else { return .interval(amount, unit: nil) }
    var unit = token.keyword
    advance()
    if at("TO"), Keywords.intervalUnits.contains(peek().keyword) {
      advance()
      unit += " TO \(token.keyword)"
      advance()
    }
    let first = SQLExpression.interval(amount, unit: unit)
    guard dialect == .spark, [.number, .string].contains(token.kind), Keywords.intervalUnits.contains(peek().keyword)
    else { return first }
    // Several parts are their sum.
    return .binary(first, .add, try nested { (parser) throws(Failure) in try parser.interval() })
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
    if take(symbol: ")") { return .row([]) }
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
    let type = try typeName(isCast: true)
    try require(symbol: ")")
    return .cast(value, type: type, isTry: isTry)
  }
}
