/// Lines that people write out of habit from other notebooks: `?command`, `command?`, `%magic`, `!shell`.
extension Parser {
  mutating func habit(at start: Int) throws(ParseError) -> Command? {
    switch source.byte(start) {
    case UInt8(ascii: "!"):
      throw ParseError(.shellCommand, at: lineSpan(from: start))
    case UInt8(ascii: "%"):
      return try magic(at: start)
    case UInt8(ascii: "?"):
      let span = lineSpan(from: start)
      var name = Span(start, span.end)
      while source.byte(name.start) == UInt8(ascii: "?") { name.start += 1 }
      return help(trimmed(source.text(name)), span)
    default:
      let span = lineSpan(from: start)
      guard span.end > start + 1, source.byte(span.end - 1) == UInt8(ascii: "?") else { return nil }
      var name = Span(start, span.end)
      while name.end > start, source.byte(name.end - 1) == UInt8(ascii: "?") { name.end -= 1 }
      let words = normalized(source.text(name))
      guard table[words] != nil || table.verbs.contains(words) else { return nil }
      return help(words, span)
    }
  }

  private mutating func magic(at start: Int) throws(ParseError) -> Command? {
    var name = start
    while source.byte(name) == UInt8(ascii: "%") { name += 1 }
    var end = name
    while let byte = source.byte(end), !byte.endsWord { end += 1 }
    let word = source.text(Span(name, end))
    switch word {
    case "sql":
      lexer.position = name
      return nil
    case "lsmagic", "quickref", "magic", "help": return help("", lineSpan(from: start))
    default: throw ParseError(.unknownMagic(word), at: Span(start, end))
    }
  }

  private mutating func help(_ words: String, _ span: Span) -> Command? {
    guard let spec = table["help"] else { return nil }
    lexer.position = span.end
    let argument = Command.Argument(name: "command", value: .text(normalized(words)), span: span)
    return Command(spec: spec, span: span, nameSpan: span, arguments: words.isEmpty ? [] : [argument], isAside: true)
  }

  /// The rest of the line without blanks at its end.
  private func lineSpan(from start: Int) -> Span {
    var end = start
    while end < source.count, source.lineEnd(at: end) == end { end += 1 }
    while end > start, let byte = source.byte(end - 1), byte.isBlank { end -= 1 }
    return Span(start, end)
  }
}

/// Words in lower case with one space between them.
func normalized(_ words: String) -> String {
  words.lowercased().utf8.split(whereSeparator: \.isBlank).map { String(decoding: $0, as: UTF8.self) }
    .joined(separator: " ")
}
