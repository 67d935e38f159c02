internal import Basics

extension ParseError {
  /// The error in words, with the nearest right word of `table`.
  package func diagnostic(_ table: CommandTable = .standard()) -> Diagnostic {
    var result = Diagnostic(name: className, message: message)
    result.span = span.start == 0 && span.end == 0 && isAboutValues ? nil : span
    result.suggestion = suggestion(table)
    result.hint = hint(table)
    return result
  }

  private var isAboutValues: Bool { if case .unusedVariable = kind { true } else { false } }

  private var className: String {
    switch kind {
    case .unknownCommand, .unknownNoun, .missingNoun, .bareSQL: "UnknownCommand"
    case .unknownOption: "UnknownOption"
    case .repeatedOption: "RepeatedOption"
    case .missingValue, .missingArgument: "MissingArgument"
    case .spacedOption, .openQuote, .openBlock, .openGroup, .openVariable, .badVariable, .badLoop, .openLoop, .deepLoop:
      "SyntaxError"
    case .unexpectedArgument: "UnexpectedArgument"
    case .wrongValue: "WrongValue"
    case .missingVariable, .unusedVariable: "UnknownVariable"
    case .shellCommand, .unknownMagic: "NotAvailable"
    }
  }

  private var message: String {
    switch kind {
    case .unknownCommand(let found): "there is no command \(quote(found))"
    case .unknownNoun(let verb, let found): "\(verb) knows no \(quote(found))"
    case .missingNoun(let verb): "\(verb) needs to know what"
    case .unknownOption(let found, let spec): "\(spec.name) has no option \(quote(found))"
    case .repeatedOption(let name): "\(name)= is given twice"
    case .missingValue(let option): "\(option.name)= needs \(option.kind.description)"
    case .spacedOption(let name): "an option is written \(name)=VALUE, without blanks around ="
    case .missingArgument(let parameter, let spec): missing(parameter, spec)
    case .unexpectedArgument(let found, let spec): "\(spec.name) does not take \(quote(found))"
    case .wrongValue(_, let parameter) where parameter.kind == .variable:
      // What was given may be the key itself.
      "\(parameter.name) takes \(parameter.kind.description), never a key"
    case .wrongValue(let found, let parameter):
      "\(parameter.name) takes \(parameter.kind.description), not \(quote(found))"
    case .openQuote: "the quote is not closed on its line"
    case .openBlock: "the block is not closed by \"\"\""
    case .openGroup: "the parenthesis is not closed"
    case .openVariable: "the variable is not closed by }"
    case .badVariable(let name): "\(quote(name)) is not a name; variables are written ${name} or ${name=default}"
    case .missingVariable(let name): "the script needs a value for \(name)"
    case .unusedVariable(let name, _): "the script has no variable \(quote(name))"
    case .bareSQL: "SQL is written after the word sql"
    case .shellCommand: "shell commands are not available here"
    case .unknownMagic(let name): magicAnswer(name)
    case .badLoop: "a loop begins with for NAME in PATTERN"
    case .openLoop: "the loop is not closed"
    case .deepLoop(let most): "loops stand in loops at most \(most) deep"
    }
  }

  private func missing(_ parameter: Parameter, _ spec: CommandSpec) -> String {
    let place = parameter.keyword.map { " after \($0)" } ?? ""
    let what = parameter.kind.description
    return "\(spec.name) needs \(what)\(place)"
      + (what.contains(parameter.name) || parameter.kind == .text ? "" : " (\(parameter.name))")
  }

  private func suggestion(_ table: CommandTable) -> String? {
    switch kind {
    case .unknownCommand(let found): nearestCommand(to: found, table)
    case .unknownNoun(let verb, let found):
      nearest(to: found.lowercased(), among: table.nouns(of: verb)).map { verb + " " + $0 }
    case .unknownOption(let found, let spec): nearest(to: found, among: spec.options.map(\.name)).map { $0 + "=" }
    case .unexpectedArgument(let found, let spec): nearest(to: found, among: spec.parameters.compactMap(\.keyword))
    case .wrongValue(let found, let parameter): nearestValue(to: found, parameter.kind)
    case .unusedVariable(let name, let known): nearest(to: name, among: known)
    case .bareSQL(let verb): "sql \(verb.uppercased()) …"
    default: nil
    }
  }

  private func nearestCommand(to found: String, _ table: CommandTable) -> String? {
    if let meant = synonyms[found.lowercased()], table[meant] != nil || table.verbs.contains(meant) { return meant }
    if let verb = nearest(to: found, among: table.verbs) { return verb }
    // A noun alone: `versions` for `show versions`.
    let spec = table.specs.first { $0.words.count > 1 && $0.words.last == found.lowercased() }
    return spec?.name ?? nearest(to: found, among: table.specs.map(\.name))
  }

  private func nearestValue(to found: String, _ kind: ValueKind) -> String? {
    switch kind {
    case .choice(let words), .choices(let words): nearest(to: found, among: words)
    case .condition:
      found.contains("==") ? found.split(separator: "=").joined(separator: ">=") : conditionWithSign(found)
    default: nil
    }
  }

  private func conditionWithSign(_ found: String) -> String? {
    guard found.contains("="), !found.contains(">"), !found.contains("<") else { return nil }
    return found.split(separator: "=").joined(separator: ">=")
  }

  private func hint(_ table: CommandTable) -> String? {
    switch kind {
    case .unknownCommand: suggestion(table) == nil ? "help lists the commands" : nil
    case .unknownNoun(let verb, _), .missingNoun(let verb):
      "\(verb) goes with " + alternatives(table.nouns(of: verb))
    case .unknownOption(_, let spec):
      spec.options.isEmpty
        ? "\(spec.name) has no options"
        : "its options are " + spec.options.map { $0.name + "=" }.joined(separator: ", ")
    case .missingArgument(_, let spec), .unexpectedArgument(_, let spec): "usage: " + spec.usage
    case .wrongValue(let found, let parameter):
      found.lowercased() == "test" && parameter.name == "on" ? "the test split stays sealed; certify opens it" : nil
    case .missingVariable(let name): "give it as \(name)=VALUE after the file, or a default as ${\(name)=VALUE}"
    case .unusedVariable(_, let known): known.isEmpty ? nil : "its variables are " + known.joined(separator: ", ")
    case .shellCommand: "run it in a terminal"
    case .badLoop: "for db in databases/*.sqlite"
    case .openLoop: "end closes it, on a line of its own"
    default: nil
    }
  }

  private func quote(_ text: String) -> String { "‘" + shortened(text) + "’" }

  private func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 40 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(39))) + "…"
  }
}

/// Words from neighbouring tools and the commands that do the same here.
private let synonyms: [String: String] = [
  "open": "connect", "attach": "connect", "evaluate": "run", "eval": "run", "measure": "run", "query": "sql",
  "optimize": "step", "optimise": "step", "train": "step", "tune": "step", "epoch": "step", "propose": "suggest",
  "undo": "revert", "rollback": "revert", "checkout": "revert", "list": "show", "ls": "show", "describe": "show tables",
  "chart": "plot", "draw": "plot", "graph": "plot", "write": "save space", "import": "load evals", "question": "ask",
  "bye": "exit", "leave": "exit", "man": "help", "apply": "accept", "approve": "accept", "decline": "reject",
  "test": "certify", "trace": "show trace", "failures": "show failures", "errors": "show failures",
]
