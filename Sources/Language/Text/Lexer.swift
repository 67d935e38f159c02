/// Reads tokens on demand; the parser decides where SQL or plain text takes the rest.
struct Lexer {
  let source: Source
  private(set) var variables: Variables
  var position = 0

  init(_ source: Source, variables: Variables = Variables()) {
    self.source = source
    self.variables = variables
    if source.has("\u{FEFF}", at: 0) { position = 3 }
  }

  var isAtEnd: Bool { position >= source.count }

  /// The next token without taking it.
  func peek() throws(ParseError) -> Token {
    var copy = self
    return try copy.next()
  }

  mutating func next() throws(ParseError) -> Token {
    skipBlanks()
    let start = position
    guard let byte = source.byte(position) else { return Token(kind: .lineEnd, span: Span(start, start), text: "") }
    let lineEnd = source.lineEnd(at: position)
    if lineEnd > position {
      position = lineEnd
      return Token(kind: .lineEnd, span: Span(start, lineEnd), text: "")
    }
    if source.has("\"\"\"", at: start) { return try block() }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try quoted(close: [byte]) }
    if source.has("“", at: start) { return try quoted(close: Array("”".utf8)) }
    if byte == UInt8(ascii: "(") { return try group() }
    if let key = optionKey() { return key }
    return try word()
  }

  /// Goes to where the next command may begin: what is never closed takes all the rest.
  mutating func recover(from error: ParseError) {
    position = max(position, error.span.start)
    switch error.kind {
    case .openBlock, .openGroup: position = source.count
    default: skipLine()
    }
  }

  /// Goes to the start of the next line.
  mutating func skipLine() {
    while !isAtEnd {
      let end = source.lineEnd(at: position)
      if end > position {
        position = end
        return
      }
      position += 1
    }
  }

  /// Passes over blanks, comments and lines continued with a backslash.
  mutating func skipBlanks() {
    while let byte = source.byte(position) {
      switch byte {
      case 0x20, 0x09, 0x0B, 0x0C: position += 1
      case 0xC2 where source.byte(position + 1) == 0xA0: position += 2
      case UInt8(ascii: "#"):
        while !isAtEnd, source.lineEnd(at: position) == position { position += 1 }
      case UInt8(ascii: "\\"):
        let after = source.lineEnd(at: position + 1)
        guard after > position + 1 else { return }
        position = after
      default: return
      }
    }
  }

  /// The text of `span` with its variables resolved.
  mutating func resolve(_ span: Span) throws(ParseError) -> String { try variables.resolve(span, in: source) }

  /// The position after the variable at `position`.
  func end(ofVariableAt position: Int) throws(ParseError) -> Int {
    guard let end = variables.end(at: position, in: source) else {
      throw ParseError(.openVariable, at: Span(position, position + 2))
    }
    return end
  }

  private mutating func optionKey() -> Token? {
    var end = position
    // `--key` and `--key=value` are read as options too: fingers are used to them.
    let dashed = source.has("--", at: position)
    if dashed { end += 2 }
    let nameStart = end
    while let byte = source.byte(end), byte.isNamePart, end > nameStart || byte.isNameStart { end += 1 }
    guard end > nameStart else { return nil }
    let name = source.text(Span(nameStart, end))
    if source.byte(end) == UInt8(ascii: "="), source.byte(end + 1) != UInt8(ascii: "=") {
      defer { position = end + 1 }
      return Token(kind: .key, span: Span(position, end + 1), text: name)
    }
    guard dashed, source.byte(end).map(\.endsWord) ?? true else { return nil }
    defer { position = end }
    return Token(kind: .key, span: Span(position, end), text: name)
  }

  private mutating func word() throws(ParseError) -> Token {
    let start = position
    while let byte = source.byte(position), !byte.endsWord {
      if source.has("${", at: position) {
        position = try end(ofVariableAt: position)
      } else if byte == 0xC2, source.byte(position + 1) == 0xA0 {
        break
      } else {
        position += 1
      }
    }
    let span = Span(start, position)
    let text = try resolve(span)
    return Token(kind: .word, span: span, text: text, isAbsent: text.isEmpty)
  }

  private mutating func quoted(close: [UInt8]) throws(ParseError) -> Token {
    let start = position
    position += close.count
    while let byte = source.byte(position), source.lineEnd(at: position) == position {
      if byte == UInt8(ascii: "\\"), source.byte(position + 1) != nil {
        position += 2
      } else if close.indices.allSatisfy({ source.byte(position + $0) == close[$0] }) {
        let inner = Span(start + close.count, position)
        position += close.count
        return Token(kind: .string, span: Span(start, position), text: unescaped(try resolve(inner)))
      } else {
        position += 1
      }
    }
    throw ParseError(.openQuote, at: Span(start, min(position, source.count)))
  }

  private mutating func block() throws(ParseError) -> Token {
    let start = position
    position += 3
    while !isAtEnd {
      if source.has("\"\"\"", at: position) {
        let inner = Span(start + 3, position)
        position += 3
        return Token(kind: .block, span: Span(start, position), text: dedented(try resolve(inner)))
      }
      position += 1
    }
    throw ParseError(.openBlock, at: Span(start, start + 3))
  }

  private mutating func group() throws(ParseError) -> Token {
    let start = position
    guard let close = closingParenthesis(in: source, from: position) else {
      throw ParseError(.openGroup, at: Span(start, start + 1))
    }
    position = close + 1
    let text = try resolve(Span(start + 1, close))
    return Token(kind: .group, span: Span(start, position), text: trimmed(text))
  }
}
