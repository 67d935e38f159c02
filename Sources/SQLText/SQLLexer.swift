/// Cuts any bytes into tokens; it never fails, what it does not know becomes a token that says so.
package struct SQLLexer: Sendable {
  private let bytes: [UInt8]
  private let dialect: SQLDialect
  private var position = 0

  package init(_ bytes: [UInt8], dialect: SQLDialect = .sqlite) {
    self.bytes = bytes
    self.dialect = dialect
  }

  /// Every token of `text` but comments, ending with one of kind `end`.
  package static func tokens(of text: String, dialect: SQLDialect = .sqlite, comments: Bool = false) -> [SQLToken] {
    var lexer = SQLLexer(Array(text.utf8), dialect: dialect)
    var tokens: [SQLToken] = []
    while true {
      let token = lexer.next()
      if comments || token.kind != .comment { tokens.append(token) }
      if token.kind == .end { return tokens }
    }
  }

  /// The next token; after the last one, `end` for ever.
  package mutating func next() -> SQLToken {
    while let byte = peek(), Self.isSpace(byte) { position += 1 }
    let start = position
    guard let byte = peek() else { return SQLToken(kind: .end, span: start..<start, text: "") }
    switch byte {
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): return lineComment()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): return blockComment()
    case UInt8(ascii: "'"): return quoted(by: byte, as: .string)
    case UInt8(ascii: "\""):
      return dialect == .spark ? quoted(by: byte, as: .string) : quoted(by: byte, as: .quotedIdentifier)
    case UInt8(ascii: "`"): return quoted(by: byte, as: .quotedIdentifier)
    case UInt8(ascii: "[") where dialect == .sqlite: return quoted(by: UInt8(ascii: "]"), as: .quotedIdentifier)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: ".") where Self.isDigit(peek(1)): return number()
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      return peek(1) == UInt8(ascii: "'") ? blob() : word()
    case UInt8(ascii: "e") where dialect != .sqlite && peek(1) == UInt8(ascii: "'"),
      UInt8(ascii: "E") where dialect != .sqlite && peek(1) == UInt8(ascii: "'"):
      return escapeString()
    case UInt8(ascii: "r") where dialect == .spark && Self.isQuote(peek(1)),
      UInt8(ascii: "R") where dialect == .spark && Self.isQuote(peek(1)):
      return rawString()
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"):
      return dollarString() ?? parameter() ?? symbol()
    default: return Self.startsWord(byte) ? word() : symbol()
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private func token(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
    SQLToken(kind: kind, span: start..<position, text: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func word() -> SQLToken {
    let start = position
    while let byte = peek(), Self.continuesWord(byte) { position += 1 }
    return token(.word, from: start)
  }

  private mutating func lineComment() -> SQLToken {
    let start = position
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      if dialect == .spark {
        // Spark ends the comment at a carriage return too, and goes on with it after a backslash and a line break.
        if byte == UInt8(ascii: "\r") { break }
        if byte == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "\n") { position += 1 }
      }
      position += 1
    }
    return token(.comment, from: start)
  }

  private mutating func blockComment() -> SQLToken {
    let start = position
    position += 2
    // All but SQLite count comments inside comments.
    var depth = 1
    while depth > 0, let byte = peek() {
      position += 1
      switch (byte, peek()) {
      case (UInt8(ascii: "*"), UInt8(ascii: "/")): depth -= 1
      case (UInt8(ascii: "/"), UInt8(ascii: "*")) where dialect != .sqlite: depth += 1
      default: continue
      }
      position += 1
    }
    return token(.comment, from: start)
  }

  private mutating func quoted(by close: UInt8, as kind: SQLToken.Kind, backslash: Bool = false) -> SQLToken {
    let start = position
    let escapes = backslash || (dialect == .spark && kind == .string)
    position += 1
    var content: [UInt8] = []
    while let byte = peek() {
      position += 1
      if byte == close {
        guard close != UInt8(ascii: "]"), peek() == close else {
          return SQLToken(
            kind: kind, span: start..<position, text: String(decoding: content, as: UTF8.self),
            isDoubleQuoted: dialect == .sqlite && close == UInt8(ascii: "\""))
        }
        position += 1
      } else if escapes, byte == UInt8(ascii: "\\"), let next = peek() {
        position += 1
        content.append(Self.unescaped(next))
        continue
      }
      content.append(byte)
    }
    return token(.unterminated, from: start)
  }

  private mutating func escapeString() -> SQLToken {
    position += 1
    return quoted(by: UInt8(ascii: "'"), as: .string, backslash: true)
  }

  /// Spark's `r'…'`, in which a backslash is only a backslash.
  private mutating func rawString() -> SQLToken {
    let start = position
    let mark = peek(1)
    position += 2
    let content = position
    while let byte = peek(), byte != mark { position += 1 }
    guard peek() != nil else { return token(.unterminated, from: start) }
    let text = String(decoding: bytes[content..<position], as: UTF8.self)
    position += 1
    return SQLToken(kind: .string, span: start..<position, text: text)
  }

  private mutating func blob() -> SQLToken {
    let start = position
    position += 2
    while let byte = peek(), Self.isHexadecimal(byte) { position += 1 }
    let digits = start + 2..<position
    guard peek() == UInt8(ascii: "'"), digits.count.isMultiple(of: 2) else {
      while let byte = peek(), byte != UInt8(ascii: "'") { position += 1 }
      if peek() != nil { position += 1 }
      return token(.unknown, from: start)
    }
    position += 1
    return SQLToken(kind: .blob, span: start..<position, text: String(decoding: bytes[digits], as: UTF8.self))
  }

  private mutating func number() -> SQLToken {
    let start = position
    if peek() == UInt8(ascii: "0"), peek(1).map({ $0 | 0x20 }) == UInt8(ascii: "x"), Self.isHexadecimal(peek(2)) {
      position += 2
      while Self.isHexadecimal(peek()) { position += 1 }
    } else {
      while Self.isDigit(peek()) { position += 1 }
      if peek() == UInt8(ascii: ".") {
        position += 1
        while Self.isDigit(peek()) { position += 1 }
      }
      if peek().map({ $0 | 0x20 }) == UInt8(ascii: "e") {
        let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
        if Self.isDigit(peek(1 + sign)) {
          position += 1 + sign
          while Self.isDigit(peek()) { position += 1 }
        }
      }
    }
    takeNumberTail()
    guard let next = peek(), Self.continuesWord(next) else { return token(.number, from: start) }
    while let byte = peek(), Self.continuesWord(byte) { position += 1 }
    return token(.unknown, from: start)
  }

  /// Spark's `10L` and `1.5BD`, PostgreSQL's `1_000`.
  private mutating func takeNumberTail() {
    switch dialect {
    case .sqlite: return
    case .postgres:
      while peek() == UInt8(ascii: "_"), Self.isDigit(peek(1)) {
        position += 1
        while Self.isDigit(peek()) { position += 1 }
      }
    case .spark:
      let length =
        peek().map { $0 | 0x20 } == UInt8(ascii: "b") && peek(1).map { $0 | 0x20 } == UInt8(ascii: "d") ? 2 : 1
      guard length == 2 || peek().map({ "lsyfd".utf8.contains($0 | 0x20) }) == true,
        peek(length).map(Self.continuesWord) != true
      else { return }
      position += length
    }
  }

  private mutating func parameter() -> SQLToken? {
    let start = position
    var end = position + 1
    if bytes[start] == UInt8(ascii: "?") {
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    } else {
      // After a value it is a slice or a path.
      if bytes[start] == UInt8(ascii: ":"), dialect != .sqlite, start > 0,
        Self.continuesWord(bytes[start - 1]) || ")]`\"[".utf8.contains(bytes[start - 1])
      {
        return nil
      }
      while end < bytes.count, Self.continuesWord(bytes[end]) { end += 1 }
      if end == start + 1 { return nil }
    }
    position = end
    return token(.parameter, from: start)
  }

  /// `$tag$ … $tag$`, PostgreSQL's string without escapes.
  private mutating func dollarString() -> SQLToken? {
    guard dialect == .postgres, peek() == UInt8(ascii: "$") else { return nil }
    let start = position
    var end = start + 1
    while end < bytes.count, Self.continuesWord(bytes[end]), bytes[end] != UInt8(ascii: "$") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "$"), !Self.isDigit(bytes[start + 1]) else { return nil }
    let tag = Array(bytes[start...end])
    var close = end + 1
    while close + tag.count <= bytes.count {
      if bytes[close] == UInt8(ascii: "$"), bytes[close..<close + tag.count].elementsEqual(tag) {
        position = close + tag.count
        let text = String(decoding: bytes[end + 1..<close], as: UTF8.self)
        return SQLToken(kind: .string, span: start..<position, text: text)
      }
      close += 1
    }
    position = bytes.count
    return token(.unterminated, from: start)
  }

  private static let symbols: [[UInt8]] = [
    "<=>", "->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "::", "=>",
  ].map { Array($0.utf8) }
  private static let postgresSymbols: [[UInt8]] =
    [
      "!~~*", "~~*", "!~~", "!~*", "#>>", "~~", "~*", "!~", "#>", "@>", "<@", "&&", ":=",
    ].map { Array($0.utf8) } + symbols

  private mutating func symbol() -> SQLToken {
    let start = position
    let symbols = dialect == .postgres ? Self.postgresSymbols : Self.symbols
    if let long = symbols.first(where: { bytes[start...].starts(with: $0) }) {
      position += long.count
      return token(.symbol, from: start)
    }
    position += 1
    let isKnown =
      "(),;.+-*/%<>=&|~[]^:".utf8.contains(bytes[start])
      || (bytes[start] == UInt8(ascii: "!") && dialect == .spark)
      || (bytes[start] == UInt8(ascii: "#") && dialect == .postgres)
    return token(isKnown ? .symbol : .unknown, from: start)
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    case UInt8(ascii: "t"): UInt8(ascii: "\t")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    case UInt8(ascii: "0"): 0
    default: byte
    }
  }

  private static func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
  private static func isHexadecimal(_ byte: UInt8?) -> Bool {
    byte.map { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) } ?? false
  }
  /// True if the text is one word to the lexer.
  static func isWord(_ text: String) -> Bool {
    text.utf8.first.map(startsWord) == true && text.utf8.allSatisfy(continuesWord)
  }

  /// True if the text needs no quotes to be a name; Spark wants ASCII.
  static func isPlainName(_ text: String, in dialect: SQLDialect) -> Bool {
    guard isWord(text), !text.utf8.contains(UInt8(ascii: "$")) else { return false }
    return switch dialect {
    case .sqlite: true
    case .spark: text.utf8.allSatisfy { $0 < 0x80 }
    // What is not quoted is read in lower case.
    case .postgres: !text.utf8.contains { (0x41...0x5A).contains($0) }
    }
  }

  private static func startsWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }
  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
  }
}
