/// What a cell says: its commands, or why it cannot be read.
package struct Parsed: Sendable, Equatable {
  package let commands: [Command]
  /// In the order of the source; where there are any, nothing should run.
  package let errors: [ParseError]
}

/// Reads a whole cell, or the stretch `span` of it, before anything of it runs, so that a slip in its last line costs
/// nothing.
package func parse(
  _ source: Source, in span: Span? = nil, table: CommandTable = .standard(), variables: Variables = Variables()
) -> Parsed {
  var parser = Parser(span.map { source.prefix($0.end) } ?? source, table, variables)
  if let span, span.start > 0 { parser.lexer.position = span.start }
  return parser.parse()
}

struct Parser {
  let source: Source
  let table: CommandTable
  var lexer: Lexer
  /// The query of the last command, where nothing closes it.
  private(set) var openQuery: Span?

  init(_ source: Source, _ table: CommandTable, _ variables: Variables) {
    self.source = source
    self.table = table
    lexer = Lexer(source, variables: variables)
  }

  mutating func parse() -> Parsed {
    var commands: [Command] = []
    var errors: [ParseError] = []
    while !lexer.isAtEnd {
      do {
        if let command = try line() { commands.append(command) }
      } catch {
        errors.append(error)
        lexer.recover(from: error)
      }
    }
    let variables = lexer.variables
    for name in variables.given where errors.isEmpty && !variables.used.contains(name) {
      errors.append(ParseError(.unusedVariable(name, known: variables.used), at: Span(0, 0)))
    }
    return Parsed(commands: commands, errors: errors)
  }

  /// One command, or `nil` for an empty line.
  mutating func line() throws(ParseError) -> Command? {
    lexer.skipBlanks()
    let start = lexer.position
    if let command = try habit(at: start) { return command }
    let first = try lexer.next()
    switch first.kind {
    case .lineEnd: return nil
    case .word: break
    default: throw ParseError(.unknownCommand(source.text(first.span)), at: first.span)
    }
    let (spec, nameSpan) = try name(first)
    var arguments = ArgumentReader(parser: self, spec: spec, nameSpan: nameSpan)
    let command = try arguments.read()
    lexer = arguments.parser.lexer
    openQuery = arguments.openQuery
    return command
  }

  /// The command that `first` and perhaps the word after it name.
  mutating func name(_ first: Token) throws(ParseError) -> (CommandSpec, Span) {
    let verb = first.text.lowercased()
    let nouns = table.nouns(of: verb)
    if let second = try? lexer.peek(), second.kind == .word,
      let spec = table[verb + " " + second.text.lowercased()]
    {
      lexer.position = second.span.end
      return (spec, first.span.joined(with: second.span))
    }
    if let spec = table[verb] { return (spec, first.span) }
    guard table.verbs.contains(verb) else {
      if isSQLVerb(verb) { throw ParseError(.bareSQL(verb), at: first.span) }
      throw ParseError(.unknownCommand(first.text), at: first.span)
    }
    let second = try lexer.next()
    guard second.kind != .lineEnd, !nouns.isEmpty else { throw ParseError(.missingNoun(verb: verb), at: first.span) }
    throw ParseError(.unknownNoun(verb: verb, found: source.text(second.span)), at: second.span)
  }
}

private func isSQLVerb(_ word: String) -> Bool {
  ["select", "with", "values", "explain", "pragma", "insert", "update", "delete", "create", "drop", "alter"]
    .contains(word)
}
