/// A recursive-descent parser of queries; one instance parses one text.
struct SQLParser {
  typealias Failure = SQLSyntaxError

  /// How deep expressions and queries may nest, so that no text exhausts the stack.
  static let maximumNesting = 100
  /// How tall a syntax tree may grow, so that whoever walks it does not exhaust the stack either.
  static let maximumHeight = 400
  /// How many tables and queries may be read from in all, for each is held against those in its reach.
  static let maximumSources = 500

  let dialect: SQLDialect
  /// Refuse what the dialect does not know.
  let isStrict: Bool
  private let tokens: [SQLToken]
  private(set) var index = 0
  private var nesting = 0
  private var height = 0
  var sourceCount = 0
  /// The first half of a `>>` was taken.
  private var isHalfway = false
  /// Where the parts stand in the text; kept for the linter only.
  var marks: SQLMarks?

  init(_ text: String, dialect: SQLDialect, isStrict: Bool) {
    self.dialect = dialect
    self.isStrict = isStrict
    tokens = SQLLexer.tokens(of: text, dialect: dialect)
  }

  var token: SQLToken { tokens[index] }

  /// Where the token before this one ended.
  var end: Int { index > 0 ? tokens[index - 1].span.upperBound : 0 }

  mutating func mark(_ expression: SQLExpression, from start: Int) {
    let span = start..<max(start, end)
    marks?.expressions.append((expression, span))
  }

  func peek(_ ahead: Int = 1) -> SQLToken { tokens[min(index + ahead, tokens.count - 1)] }

  mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  func at(_ keyword: String) -> Bool { token.keyword == keyword }

  func at(symbol: String) -> Bool { token.kind == .symbol && token.text == symbol }

  func next(is symbol: String) -> Bool { peek().kind == .symbol && peek().text == symbol }

  /// Takes the words if they stand here in this order.
  mutating func take(_ keywords: String...) -> Bool {
    for (ahead, keyword) in keywords.enumerated() where peek(ahead).keyword != keyword { return false }
    for _ in keywords { advance() }
    return true
  }

  mutating func take(symbol: String) -> Bool {
    guard at(symbol: symbol) else { return false }
    advance()
    return true
  }

  mutating func require(_ keyword: String) throws(Failure) {
    guard take(keyword) else { throw unexpected(.keyword(keyword)) }
  }

  mutating func require(symbol: String) throws(Failure) {
    guard take(symbol: symbol) else { throw unexpected(.symbol(symbol)) }
  }

  func unexpected(_ expected: Failure.Expectation) -> Failure {
    switch token.kind {
    case .unterminated: .unterminated(at: token.span.lowerBound)
    case .unknown: .unknownCharacters(token.text, at: token.span.lowerBound)
    default: .unexpected(token.text, expected: expected, at: token.span.lowerBound)
    }
  }

  /// Notes a form that SQLite does not know: an error where the parser is strict.
  func foreign(_ form: String) throws(Failure) {
    guard isStrict, dialect == .sqlite else { return }
    throw .otherDialect(form, at: token.span.lowerBound)
  }

  /// Parses one level further down; every way into recursion goes through here.
  mutating func nested<Node>(
    _ parse: (inout SQLParser) throws(Failure) -> Node
  ) throws(Failure) -> Node {
    guard nesting < Self.maximumNesting else { throw .tooDeep(at: token.span.lowerBound) }
    nesting += 1
    let outer = height
    height = 0
    let node = try parse(&self)
    nesting -= 1
    try grow()
    height = max(outer, height)
    return node
  }

  /// One more node above those parsed since the level began.
  mutating func grow() throws(Failure) {
    height += 1
    guard height <= Self.maximumHeight else { throw .tooDeep(at: token.span.lowerBound) }
  }

  /// A name: a word that is not reserved, or a quoted identifier.
  mutating func identifier() throws(Failure) -> String {
    guard token.kind == .quotedIdentifier || (token.kind == .word && !Keywords.reserved.contains(token.keyword))
    else { throw unexpected(.identifier) }
    return takeName()
  }

  /// The name that stands here; PostgreSQL reads what is not quoted in lower case.
  mutating func takeName() -> String {
    defer { advance() }
    return dialect == .postgres && token.kind == .word ? token.text.lowercasedASCII : token.text
  }

  /// A name after a dot, where any word is one.
  mutating func member() throws(Failure) -> String {
    guard token.kind == .quotedIdentifier || token.kind == .word else { throw unexpected(.identifier) }
    return takeName()
  }

  /// The name after AS, or one that stands there without it.
  mutating func alias() throws(Failure) -> String? {
    if take("AS") {
      guard [.word, .quotedIdentifier, .string].contains(token.kind) else { throw unexpected(.identifier) }
      return takeName()
    }
    switch token.kind {
    case .word where Keywords.reserved.contains(token.keyword) || Keywords.notAlias.contains(token.keyword): return nil
    case .word where dialect == .spark && Keywords.notSparkAlias.contains(token.keyword): return nil
    case .word where token.keyword == "TABLESAMPLE" || (token.keyword == "INDEXED" && dialect == .sqlite): return nil
    case .word, .quotedIdentifier: break
    case .string where dialect == .sqlite: break
    default: return nil
    }
    return takeName()
  }

  /// Names in parentheses.
  mutating func nameList() throws(Failure) -> [String] {
    try require(symbol: "(")
    var names = [try member()]
    while take(symbol: ",") { names.append(try member()) }
    try require(symbol: ")")
    return names
  }

  /// The `>` that ends the arguments of a type, which may be the first half of `>>`.
  mutating func closeAngle() throws(Failure) {
    if isHalfway || token.text == ">" {
      isHalfway = false
      guard token.text == ">" || token.text == ">>" else { throw unexpected(.symbol(">")) }
      return advance()
    }
    guard at(symbol: ">>") else { throw unexpected(.symbol(">")) }
    isHalfway = true
  }

  mutating func expressions() throws(Failure) -> [SQLExpression] {
    var all = [try expression()]
    while take(symbol: ",") { all.append(try expression()) }
    return all
  }
}
