/// What the word at a place means.
package enum Inspection: Sendable, Equatable {
  case command(CommandSpec)
  case parameter(Parameter, CommandSpec)
  /// A name that the session knows more of.
  case name(String, ValueKind, CommandSpec)

  /// What the command table says.
  package var text: String {
    switch self {
    case .command(let spec), .name(_, _, let spec): helpText(spec)
    case .parameter(let parameter, let spec): parameterText(parameter, spec)
    }
  }
}

/// What the word around `cursor` means, an offset in Unicode scalars, or `nil`.
package func inspect(_ source: Source, at cursor: Int, table: CommandTable = .standard()) -> Inspection? {
  let position = source.position(ofScalar: cursor)
  var end = position
  while let byte = source.byte(end), !byte.isBlank { end += 1 }
  let around = Surroundings(source, before: end, table: table)
  guard let spec = around.spec else {
    guard let verb = around.verb, let first = table.nouns(of: verb).first else { return nil }
    return table[verb + " " + first].map(Inspection.command)
  }
  let word = WordAtCursor(source, end)
  let key = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  if key.count == 2, let option = spec.options.first(where: { $0.name == key[0].lowercased() }) {
    guard position > word.start + key[0].utf8.count, !key[1].isEmpty, isLive(option.kind) else {
      return .parameter(option, spec)
    }
    return .name(String(key[1]), option.kind, spec)
  }
  let given = (try? commandThrough(end, source, around, table))?.arguments.first {
    $0.span.start <= position && position <= $0.span.end
  }
  guard let given, let parameter = spec.parameter(given.name), isLive(parameter.kind),
    case .text(let text) = given.value
  else { return .command(spec) }
  return .name(text, parameter.kind, spec)
}

private func commandThrough(_ end: Int, _ source: Source, _ around: Surroundings, _ table: CommandTable)
  throws(ParseError) -> Command?
{
  var parser = Parser(Source(source.text(Span(0, end))), table, Variables())
  parser.lexer.position = around.start
  return try parser.line()
}

private func isLive(_ kind: ValueKind) -> Bool {
  switch kind {
  case .named, .version: true
  default: false
  }
}
