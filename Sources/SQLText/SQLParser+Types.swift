extension SQLParser {
  /// `DOUBLE PRECISION`, `DECIMAL(10, 2)`, `INT[]`, `TIMESTAMP WITH TIME ZONE`, `MAP<STRING, ARRAY<INT>>`, in upper
  /// case. In a cast a type may be of any words, after `::` other words are no part of it.
  mutating func typeName(isCast: Bool = false) throws(Failure) -> String {
    var name = try typeWord()
    while take(symbol: ".") { name += "." + (try typeWord()) }
    if at(symbol: "<") { name += try nested { (parser) throws(Failure) in try parser.typeArguments() } }
    while token.kind == .word, isCast || Keywords.typeTails.contains(token.keyword), !startsZone {
      name += " " + token.keyword
      advance()
    }
    if name == "INTERVAL" { name += intervalFields() }
    if at(symbol: "("), peek().kind == .number { name += try typeSizes() }
    if startsZone {
      name += " \(token.keyword) TIME ZONE"
      for _ in 0..<3 { advance() }
    }
    while at(symbol: "["), next(is: "]") || (peek().kind == .number && peek(2).text == "]") {
      name += next(is: "]") ? "[]" : "[\(peek().text)]"
      for _ in 0..<(next(is: "]") ? 2 : 3) { advance() }
    }
    return name
  }

  private mutating func typeWord() throws(Failure) -> String {
    switch token.kind {
    case .word:
      defer { advance() }
      return token.keyword
    case .quotedIdentifier where dialect == .postgres:
      defer { advance() }
      var printer = SQLPrinter(dialect: dialect)
      printer.name(token.text, isQuoted: true)
      return printer.text
    default: throw unexpected(.identifier)
    }
  }

  private var startsZone: Bool {
    (at("WITH") || at("WITHOUT")) && peek().keyword == "TIME" && peek(2).keyword == "ZONE"
  }

  /// ` DAY TO SECOND`
  private mutating func intervalFields() -> String {
    guard Keywords.intervalUnits.contains(token.keyword) else { return "" }
    var fields = " " + token.keyword
    advance()
    if at("TO"), Keywords.intervalUnits.contains(peek().keyword) {
      fields += " TO " + peek().keyword
      advance()
      advance()
    }
    return fields
  }

  private mutating func typeSizes() throws(Failure) -> String {
    try require(symbol: "(")
    var sizes: [String] = []
    repeat {
      guard token.kind == .number else { throw unexpected(.expression) }
      sizes.append(token.text)
      advance()
    } while take(symbol: ",")
    try require(symbol: ")")
    return "(\(sizes.joined(separator: ", ")))"
  }

  /// `<STRING, INT>` or `<a: INT, b: STRING>`
  private mutating func typeArguments() throws(Failure) -> String {
    try require(symbol: "<")
    var parts: [String] = []
    repeat {
      var part = ""
      if next(is: ":") {
        var printer = SQLPrinter(dialect: dialect)
        printer.name(try member())
        part = printer.text + ": "
        advance()
      }
      parts.append(part + (try typeName()))
    } while take(symbol: ",")
    try closeAngle()
    return "<\(parts.joined(separator: ", "))>"
  }
}
