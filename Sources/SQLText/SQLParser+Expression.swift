extension SQLExpression {
  /// Parses one expression that is the whole text.
  package init(
    parsing text: String, dialect: SQLDialect = .sqlite, isStrict: Bool = false
  ) throws(SQLSyntaxError) {
    var parser = SQLParser(text, dialect: dialect, isStrict: isStrict)
    guard parser.token.kind != .end else { throw .empty }
    self = try parser.expression()
    guard parser.token.kind == .end else { throw parser.unexpected(.end) }
  }
}

extension SQLParser {
  /// An expression of operators that bind at least as tightly as the precedence `minimum`.
  mutating func expression(above minimum: Int = 0) throws(Failure) -> SQLExpression {
    try expression(binding: minimum * 10)
  }

  private mutating func expression(binding minimum: Int) throws(Failure) -> SQLExpression {
    try nested { (parser) throws(Failure) in
      let start = parser.token.span.lowerBound
      var left = try parser.prefix()
      parser.mark(left, from: start)
      while let longer = try parser.infix(after: left, binding: minimum) {
        left = longer
        parser.mark(left, from: start)
        try parser.grow()
      }
      return left
    }
  }

  private mutating func prefix() throws(Failure) -> SQLExpression {
    if at("NOT") || at(symbol: "!") {
      advance()
      return .unary(.not, try expression(above: 3))
    }
    guard token.kind == .symbol, let sign = UnaryOperator(rawValue: token.text) else { return try postfix() }
    advance()
    if sign == .minus, token.kind == .number, !next(is: "::"), !next(is: "[") {
      defer { advance() }
      return .literal(.number("-" + token.text))
    }
    return .unary(sign, try expression(above: 11))
  }

  /// A primary with the casts and subscripts after it.
  private mutating func postfix() throws(Failure) -> SQLExpression {
    var value = try primary()
    while true {
      if at(symbol: "::") {
        try foreign("::")
        advance()
        value = .cast(value, type: try typeName(), isTry: false)
      } else if at(symbol: "[") {
        advance()
        value = try subscripted(value)
        try require(symbol: "]")
      } else if at(symbol: "."), dialect != .sqlite, !value.isNumber, [.word, .quotedIdentifier].contains(peek().kind) {
        advance()
        value = .field(value, try member())
      } else if at(symbol: ":"), dialect == .spark, [.word, .quotedIdentifier].contains(peek().kind) {
        advance()
        value = .path(value, try member())
      } else if at(symbol: ":"), dialect == .spark, next(is: "[") {
        advance()
        value = .path(value, "")
      } else {
        return value
      }
      try grow()
    }
  }

  /// What stands in the brackets after `value`.
  private mutating func subscripted(_ value: SQLExpression) throws(Failure) -> SQLExpression {
    let low = at(symbol: ":") ? nil : try expression()
    guard dialect == .postgres, take(symbol: ":") else {
      if let low { return .element(value, at: low) }
      throw unexpected(.expression)
    }
    return .slice(value, from: low, to: at(symbol: "]") ? nil : try expression())
  }

  private mutating func infix(after left: SQLExpression, binding minimum: Int) throws(Failure) -> SQLExpression? {
    if at("COLLATE") {
      guard minimum <= 110 else { return nil }
      advance()
      return .collate(left, try member())
    }
    if at("ISNULL") || at("NOTNULL") || (at("NOT") && peek().keyword == "NULL") {
      guard minimum <= 40 else { return nil }
      let isNull = at("ISNULL")
      if at("NOT") { advance() }
      advance()
      return .binary(left, isNull ? .is : .isNot, .literal(.null))
    }
    let isNegated = at("NOT")
    switch peek(isNegated ? 1 : 0).keyword {
    case "IN" where minimum <= 40:
      if isNegated { advance() }
      advance()
      return try membership(of: left, isNegated: isNegated)
    case "BETWEEN" where minimum <= 40:
      if isNegated { advance() }
      advance()
      let low = try expression(above: 5)
      try require("AND")
      return .between(left, low: low, high: try expression(above: 5), isNegated: isNegated)
    default: break
    }
    guard let (operation, length) = binaryOperator() else { return nil }
    let binding = operation.binding(in: dialect)
    guard binding >= max(minimum, 1) else { return nil }
    if Self.notSQLite.contains(operation) { try foreign(operation.rawValue) }
    for _ in 0..<length { advance() }
    let right = try expression(binding: binding + 1)
    guard operation.takesEscape, take("ESCAPE") else { return .binary(left, operation, right) }
    return .binary(left, operation, .binary(right, .escape, try expression(above: 7)))
  }

  private static let notSQLite: Set<BinaryOperator> = [
    .ilike, .notIlike, .rlike, .notRlike, .similarTo, .notSimilarTo, .nullSafeEqual, .power, .atTimeZone,
    .integerDivide, .overlaps, .matches, .notMatches, .imatches, .notImatches, .contains, .isContained, .shares,
    .jsonPath, .jsonPathText, .exclusiveOr,
  ]

  /// The operator that stands here and how many tokens it is long.
  private func binaryOperator() -> (BinaryOperator, length: Int)? {
    if token.kind == .symbol {
      switch token.text {
      case "==": return (.equal, 1)
      case "!=": return (.notEqual, 1)
      case "~~": return (.like, 1)
      case "!~~": return (.notLike, 1)
      case "~~*": return (.ilike, 1)
      case "!~~*": return (.notIlike, 1)
      case "->" where dialect == .spark, "->>" where dialect == .spark: return nil
      case "~" where dialect != .postgres: return nil
      default: return BinaryOperator.byText[token.text].map { ($0, 1) }
      }
    }
    switch (token.keyword, peek().keyword) {
    case ("", _), ("ESCAPE", _): return nil
    case ("IS", "NOT"):
      return peek(2).keyword == "DISTINCT" && peek(3).keyword == "FROM" ? (.isNotDistinctFrom, 4) : (.isNot, 2)
    case ("IS", "DISTINCT") where peek(2).keyword == "FROM": return (.isDistinctFrom, 3)
    case ("AT", "TIME") where peek(2).keyword == "ZONE": return (.atTimeZone, 3)
    case ("SIMILAR", "TO"): return (.similarTo, 2)
    case ("NOT", "SIMILAR"): return (.notSimilarTo, 3)
    case ("NOT", let word): return BinaryOperator.byText["NOT " + word].map { ($0, 2) }
    case ("DIV", _) where dialect != .spark, ("OVERLAPS", _) where dialect != .postgres: return nil
    case (let word, _): return BinaryOperator.byText[word].map { ($0, 1) }
    }
  }

  private mutating func membership(of left: SQLExpression, isNegated: Bool) throws(Failure) -> SQLExpression {
    guard at(symbol: "(") else {
      // SQLite: `x IN table`
      var names = [try identifier()]
      while take(symbol: ".") { names.append(try member()) }
      let name = TableName(qualifier: Array(names.dropLast()), names.last ?? "")
      let core = SelectCore(items: [SelectItem(.star(qualifier: []))], from: FromClause(.table(name, alias: nil)))
      return .inQuery(left, SelectStatement(core), isNegated: isNegated)
    }
    advance()
    if atQuery {
      let statement = try statement()
      try require(symbol: ")")
      return .inQuery(left, statement, isNegated: isNegated)
    }
    if take(symbol: ")") { return .inList(left, [], isNegated: isNegated) }
    let values = try expressions()
    try require(symbol: ")")
    return .inList(left, values, isNegated: isNegated)
  }
}

extension BinaryOperator {
  /// True for LIKE and its kin, whose pattern may be followed by ESCAPE.
  var takesEscape: Bool {
    switch self {
    case .like, .notLike, .ilike, .notIlike, .glob, .notGlob, .regexp, .notRegexp, .match, .notMatch, .similarTo,
      .notSimilarTo:
      true
    default: false
    }
  }
}
