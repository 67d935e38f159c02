extension SQLParser {
  /// A call from its opening parenthesis on.
  mutating func functionCall(named name: String) throws(Failure) -> FunctionCall {
    try require(symbol: "(")
    var call = FunctionCall(name)
    if Keywords.quantifiers.contains(call.name) { try foreign(call.name) }
    if atQuery {
      call.arguments = [.subquery(try statement())]
    } else if !at(symbol: ")") {
      call.isDistinct = take("DISTINCT")
      if !call.isDistinct { _ = take("ALL") }
      repeat { call.arguments.append(try argument()) } while take(symbol: ",")
      if at("ORDER") {
        try foreign("ORDER BY in a call")
        call.orderBy = try orderBy()
      }
    }
    try takeNulls(of: &call)
    try require(symbol: ")")
    if take("WITHIN", "GROUP") {
      try foreign("WITHIN GROUP")
      try require(symbol: "(")
      call.withinGroup = try orderBy()
      try require(symbol: ")")
    }
    if at("FILTER"), next(is: "(") {
      advance()
      advance()
      try require("WHERE")
      call.filter = try expression()
      try require(symbol: ")")
    }
    try takeNulls(of: &call)
    if take("OVER") { call.window = try window() }
    return call
  }

  private mutating func takeNulls(of call: inout FunctionCall) throws(Failure) {
    guard ["IGNORE", "RESPECT"].contains(token.keyword), peek().keyword == "NULLS" else { return }
    let words = "\(token.keyword) NULLS"
    try foreign(words)
    advance()
    advance()
    call.nulls = words
  }

  /// An expression, the star of COUNT, a lambda, or an argument with its name.
  private mutating func argument() throws(Failure) -> SQLExpression {
    if take(symbol: "*") { return .star(qualifier: []) }
    if dialect == .spark, let names = lambdaParameters() {
      return .lambda(names, try nested { (parser) throws(Failure) in try parser.expression() })
    }
    if [.word, .quotedIdentifier].contains(token.kind), next(is: "=>") || (next(is: ":=") && dialect == .postgres) {
      let name = try member()
      try foreign("=>")
      advance()
      return .argument(name, try expression())
    }
    let value = try expression()
    guard dialect == .spark, take("AS") else { return value }
    return .aliased(value, [try member()])
  }

  /// `x ->` or `(x, y) ->`, if that stands here.
  private mutating func lambdaParameters() -> [String]? {
    let isName = { (token: SQLToken) in token.kind == .word || token.kind == .quotedIdentifier }
    if isName(token), next(is: "->") {
      let name = takeName()
      advance()
      return [name]
    }
    guard at(symbol: "(") else { return nil }
    var ahead = 1
    while isName(peek(ahead)), peek(ahead + 1).text == "," { ahead += 2 }
    guard isName(peek(ahead)), peek(ahead + 1).text == ")", peek(ahead + 2).text == "->" else { return nil }
    var names: [String] = []
    while !at(symbol: ")") {
      advance()
      names.append(takeName())
    }
    advance()
    advance()
    return names
  }

  /// A call whose arguments may be set apart by words, from its name on.
  mutating func keywordCall() throws(Failure) -> SQLExpression {
    let name = token.keyword
    let words = Keywords.separators[name] ?? []
    let isTrim = Keywords.trimSides.contains(peek(2).keyword)
    advance()
    if !isTrim, next(is: ")") || peek().keyword == "DISTINCT" { return .call(try functionCall(named: name)) }
    try require(symbol: "(")
    if name == "EXTRACT" || isTrim {
      try foreign("\(name)(… FROM …)")
      let keyword = token.text.uppercasedASCII
      advance()
      let first = KeywordCall.Argument(keyword: keyword, expression: at("FROM") ? nil : try expression())
      return try separatedArguments(of: name, after: first, by: words)
    }
    let first = try expression(above: name == "POSITION" ? 5 : 0)
    if words.contains(token.keyword) {
      try foreign("\(name)(… \(token.keyword) …)")
      return try separatedArguments(of: name, after: KeywordCall.Argument(expression: first), by: words)
    }
    var call = FunctionCall(name, [first])
    while take(symbol: ",") { call.arguments.append(try expression()) }
    try require(symbol: ")")
    return .call(call)
  }

  private mutating func separatedArguments(
    of name: String, after first: KeywordCall.Argument, by words: [String]
  ) throws(Failure) -> SQLExpression {
    var arguments = [first]
    while words.contains(token.keyword) {
      let keyword = token.keyword
      advance()
      arguments.append(KeywordCall.Argument(keyword: keyword, expression: try expression(above: 5)))
    }
    try require(symbol: ")")
    return .keywordCall(KeywordCall(name, arguments))
  }
}
