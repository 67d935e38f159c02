/// What stands before a place in a cell, as far as it can be read: the base of completion and inspection.
struct Surroundings {
  let source: Source
  /// The start of the command's line.
  let start: Int
  /// The command, where its name was read.
  let spec: CommandSpec?
  /// The first word, where no command is read yet.
  let verb: String?
  /// Parameters and options that have their value.
  let filled: [String]
  /// The parameter whose turn it is.
  let awaited: Parameter?
  let isInQuery: Bool
  /// Inside a block or another place where nothing is to be offered.
  let isInText: Bool

  /// Reads the command around `position` up to there.
  init(_ source: Source, before position: Int, table: CommandTable) {
    self.source = source
    start = Self.lineStart(in: source, before: position, table)
    let cut = Source(source.text(Span(0, position)))
    var parser = Parser(cut, table, Variables())
    parser.lexer.position = start
    guard let first = try? parser.lexer.next(), first.kind == .word else {
      (spec, verb, filled, awaited, isInQuery, isInText) = (nil, nil, [], nil, false, false)
      return
    }
    guard let (found, span) = try? parser.name(first) else {
      (spec, verb, filled, awaited) = (nil, first.text.lowercased(), [], nil)
      (isInQuery, isInText) = (false, false)
      return
    }
    var reader = ArgumentReader(parser: parser, spec: found, nameSpan: span)
    var failure: ParseError.Kind?
    do { _ = try reader.read() } catch { failure = error.kind }
    spec = found
    verb = found.words.first
    filled = reader.arguments.map(\.name) + reader.seen
    isInText = failure == .openBlock
    switch failure {
    case .missingArgument(let parameter, _):
      awaited = parameter.keyword == nil || Self.ends(cut, with: parameter.keyword) ? parameter : nil
    default: awaited = reader.nextPositional
    }
    let hasQuery = (found.parameters + found.options).contains { $0.kind == .sql }
    isInQuery = hasQuery && (reader.openQuery != nil || failure == .openGroup)
  }

  /// Whether the last word of `source` is `keyword`.
  private static func ends(_ source: Source, with keyword: String?) -> Bool {
    keyword.map { source.bytes.split(whereSeparator: \.isBlank).last.map(Array.init) == Array($0.utf8) } ?? false
  }

  /// The start of the command that goes on at `position`.
  private static func lineStart(in source: Source, before position: Int, _ table: CommandTable) -> Int {
    var parser = Parser(source, table, Variables())
    var start = 0
    while !parser.lexer.isAtEnd {
      start = parser.lexer.position
      do { _ = try parser.line() } catch {
        parser.lexer.recover(from: error)
      }
      if parser.lexer.position > position || parser.lexer.position <= start { return start }
      if parser.lexer.isAtEnd, !endsLine(source) { return start }
    }
    return min(parser.lexer.position, position)
  }

  private static func endsLine(_ source: Source) -> Bool {
    source.count > 0 && source.lineEnd(at: source.count - 1) > source.count - 1
  }
}
