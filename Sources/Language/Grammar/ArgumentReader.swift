internal import Basics

/// Reads what follows a command's name, by its spec.
struct ArgumentReader {
  var parser: Parser
  let spec: CommandSpec
  let nameSpan: Span
  private(set) var arguments: [Command.Argument] = []
  /// Options that were written, also those whose variables were empty.
  private(set) var seen: [String] = []
  /// The query that was read up to the end of the source, not closed by a parenthesis or semicolon.
  private(set) var openQuery: Span?
  private var end: Int

  init(parser: Parser, spec: CommandSpec, nameSpan: Span) {
    self.parser = parser
    self.spec = spec
    self.nameSpan = nameSpan
    end = nameSpan.end
  }

  private var source: Source { parser.source }

  mutating func read() throws(ParseError) -> Command {
    while true {
      parser.lexer.skipBlanks()
      let start = parser.lexer.position
      if let parameter = takesRest(at: start) {
        try rest(for: parameter, from: start)
        continue
      }
      let token = try parser.lexer.next()
      switch token.kind {
      case .lineEnd: return try finish()
      case .key: try option(token)
      default: try positional(token)
      }
    }
  }

  private func finish() throws(ParseError) -> Command {
    for parameter in spec.parameters where parameter.presence == .required && !isFilled(parameter) {
      throw ParseError(.missingArgument(parameter, spec), at: Span(end, end))
    }
    return Command(spec: spec, span: Span(nameSpan.start, end), nameSpan: nameSpan, arguments: arguments)
  }

  func isFilled(_ parameter: Parameter) -> Bool { arguments.contains { $0.name == parameter.name } }

  /// The parameter to fill next: one without a keyword.
  var nextPositional: Parameter? {
    spec.parameters.first { $0.keyword == nil && ($0.presence == .repeating || !isFilled($0)) }
  }

  // MARK: Text and queries, which end where their line or cell ends

  /// The parameter that takes whatever comes next, when what comes next is not an option.
  private func takesRest(at start: Int) -> Parameter? {
    guard let parameter = nextPositional else { return nil }
    switch parameter.kind {
    case .sql, .text, .command:
      var lexer = parser.lexer
      let token = try? lexer.next()
      if token?.kind == .lineEnd, parameter.kind != .sql { return nil }
      guard token?.kind == .key, let key = token?.text else { return parameter }
      let known = spec.options.map(\.name)
      return known.contains(key) || nearest(to: key, among: known) != nil || isDashed(token) ? nil : parameter
    default: return nil
    }
  }

  private func isDashed(_ token: Token?) -> Bool { token.map { source.has("--", at: $0.span.start) } ?? false }

  private mutating func rest(for parameter: Parameter, from start: Int) throws(ParseError) {
    if case .sql = parameter.kind {
      try query(for: parameter, from: start)
    } else {
      try plainText(for: parameter, from: start)
    }
  }

  private mutating func query(for parameter: Parameter, from start: Int) throws(ParseError) {
    let opening = source.byte(start)
    if source.has("\"\"\"", at: start) || (parameter.keyword != nil && opening == UInt8(ascii: "(")) {
      let token = try parser.lexer.next()
      try add(parameter, token.text, token.span)
      return
    }
    let (stop, isTerminated, _) = endOfSQL(in: source, from: start)
    var span = Span(start, stop)
    while span.start < span.end, source.byte(span.start)?.isBlank == true { span.start += 1 }
    while span.end > span.start, source.byte(span.end - 1)?.isBlank == true { span.end -= 1 }
    parser.lexer.position = isTerminated ? stop + 1 : stop
    guard !span.isEmpty else { throw ParseError(.missingArgument(parameter, spec), at: Span(end, end)) }
    openQuery = isTerminated ? nil : span
    try add(parameter, try parser.lexer.resolve(span), span)
  }

  /// A quoted text, a block, or bare words up to an option or the end of the line.
  private mutating func plainText(for parameter: Parameter, from start: Int) throws(ParseError) {
    let opening = try? parser.lexer.peek()
    if opening == nil || opening?.kind == .string || opening?.kind == .block {
      let token = try parser.lexer.next()
      let next = try? parser.lexer.peek()
      if token.kind == .block || next?.kind == .lineEnd || isOption(next) {
        try add(parameter, token.text, token.span)
        return
      }
    }
    var stop = start
    parser.lexer.position = start
    while true {
      parser.lexer.skipBlanks()
      let position = parser.lexer.position
      guard position < source.count, source.lineEnd(at: position) == position else { break }
      if isOption(try? parser.lexer.peek()) { break }
      while let byte = source.byte(parser.lexer.position), !byte.endsWord { parser.lexer.position += 1 }
      stop = parser.lexer.position
      if stop == position { break }
    }
    let text = try parser.lexer.resolve(Span(start, stop))
    if case .command = parameter.kind {
      try add(parameter, normalized(text), Span(start, stop))
    } else {
      try add(parameter, text, Span(start, stop))
    }
  }

  /// Whether `token` is an option of this command, or so near to one that it must be meant.
  private func isOption(_ token: Token?) -> Bool {
    guard let token, token.kind == .key else { return false }
    return isDashed(token) || nearest(to: token.text, among: spec.options.map(\.name)) != nil
  }

  // MARK: Options and words

  private mutating func option(_ key: Token) throws(ParseError) {
    guard let parameter = spec.options.first(where: { $0.name == key.text.lowercased() }) else {
      let shown = source.byte(key.span.end - 1) == UInt8(ascii: "=") ? key.span.end - 1 : key.span.end
      throw ParseError(.unknownOption(key.text, spec), at: Span(key.span.start, shown))
    }
    guard !seen.contains(parameter.name) else { throw ParseError(.repeatedOption(parameter.name), at: key.span) }
    seen.append(parameter.name)
    if source.byte(key.span.end - 1) != UInt8(ascii: "=") {
      guard parameter.kind == .flag else { throw ParseError(.missingValue(parameter), at: key.span) }
      try add(parameter, "yes", key.span)
      return
    }
    let value = try adjacent(to: key)
    guard let value else { throw ParseError(.missingValue(parameter), at: key.span) }
    guard !value.isAbsent else { return }
    try add(parameter, try extended(value, for: parameter), Span(value.span.start, parser.lexer.position))
  }

  private mutating func adjacent(to key: Token) throws(ParseError) -> Token? {
    guard let byte = source.byte(key.span.end), !byte.endsWord else { return nil }
    // What follows `=` is never a key itself: `a=b=c` gives `b=c` to `a`.
    if byte.isNamePart {
      let start = key.span.end
      while let byte = source.byte(parser.lexer.position), !byte.endsWord {
        parser.lexer.position =
          source.has("${", at: parser.lexer.position)
          ? try parser.lexer.end(ofVariableAt: parser.lexer.position) : parser.lexer.position + 1
      }
      let span = Span(start, parser.lexer.position)
      return Token(kind: .word, span: span, text: try parser.lexer.resolve(span))
    }
    return try parser.lexer.next()
  }

  private mutating func positional(_ token: Token) throws(ParseError) {
    if token.isAbsent { return }
    if token.kind == .word, token.text.hasPrefix("=") || token.text == "=", let last = arguments.last,
      source.text(last.span).utf8.allSatisfy(\.isNamePart)
    {
      throw ParseError(.spacedOption(source.text(last.span)), at: last.span.joined(with: token.span))
    }
    if token.kind == .word,
      let parameter = spec.parameters.first(where: { $0.keyword == token.text.lowercased() && !isFilled($0) })
    {
      return try introduced(parameter, by: token)
    }
    if token.kind == .group, let parameter = spec.parameters.first(where: { $0.kind == .sql && !isFilled($0) }) {
      return try add(parameter, token.text, token.span)
    }
    guard let parameter = nextPositional else {
      throw ParseError(.unexpectedArgument(source.text(token.span), spec), at: token.span)
    }
    let text = try extended(token, for: parameter)
    let keywords = spec.parameters.filter { !isFilled($0) }.compactMap(\.keyword)
    if parameter.kind.value(of: text) == nil, nearest(to: token.text, among: keywords) != nil {
      throw ParseError(.unexpectedArgument(source.text(token.span), spec), at: token.span)
    }
    try add(parameter, text, Span(token.span.start, parser.lexer.position))
  }

  private mutating func introduced(_ parameter: Parameter, by keyword: Token) throws(ParseError) {
    end = keyword.span.end
    parser.lexer.skipBlanks()
    let start = parser.lexer.position
    let isEmpty = start >= source.count || source.lineEnd(at: start) > start
    switch parameter.kind {
    case .sql: return try query(for: parameter, from: start)
    case .text where !isEmpty: return try plainText(for: parameter, from: start)
    default: break
    }
    guard !isEmpty else { throw ParseError(.missingArgument(parameter, spec), at: Span(end, end)) }
    let token = try parser.lexer.next()
    guard token.kind != .key || parameter.kind == .condition else {
      throw ParseError(.missingArgument(parameter, spec), at: Span(end, end))
    }
    var text = token.text
    if token.kind == .key {
      while let byte = source.byte(parser.lexer.position), !byte.endsWord { parser.lexer.position += 1 }
      text = source.text(Span(token.span.start, parser.lexer.position))
    } else {
      text = try extended(token, for: parameter)
    }
    try add(parameter, text, Span(token.span.start, parser.lexer.position))
  }

  /// The text of `token` with the words after it that still belong: `3, 5` and `accuracy >= 80 %`.
  private mutating func extended(_ token: Token, for parameter: Parameter) throws(ParseError) -> String {
    var text = token.text
    guard token.kind == .word else { return text }
    while let next = try? parser.lexer.peek(), next.kind == .word, continues(text, next.text, parameter.kind) {
      text += next.text
      _ = try parser.lexer.next()
    }
    return text
  }

  private func continues(_ text: String, _ next: String, _ kind: ValueKind) -> Bool {
    switch kind {
    case .proposals, .names, .choices: text.hasSuffix(",") || next.hasPrefix(",")
    case .condition:
      ["<", ">", "=", "≥", "≤"].contains { text.hasSuffix($0) || next.hasPrefix($0) } || next == "%"
    default: false
    }
  }

  private mutating func add(_ parameter: Parameter, _ text: String, _ span: Span) throws(ParseError) {
    guard let value = parameter.kind.value(of: text) else {
      throw ParseError(.wrongValue(text, parameter), at: span)
    }
    arguments.append(Command.Argument(name: parameter.name, value: value, span: span))
    end = max(end, span.end)
  }
}
