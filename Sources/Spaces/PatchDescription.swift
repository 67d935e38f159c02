import Basics

extension Patch {
  /// One line for a person: `add synonym “area” to orders.region`; what is removed is told from `space`.
  package func described(in space: Space? = nil) -> String {
    switch (lever, target, payload) {
    case (.textInstruction, _, .line(let line, let section)):
      "\(verb) instruction \(quoted(line))" + (section.map { " under \(trimmed($0))" } ?? "")
    case (.textInstruction, _, .text(let text)): "set the text instruction: \(quoted(text))"
    case (.textInstruction, _, _): "remove the text instruction"
    case (.prompt, .element(let name), .text(let text)): "set the prompt \(name): \(quoted(text))"
    case (.prompt, .element(let name), _): "use the standard prompt \(name)"
    case (_, .table(let table), .text(let text)): "describe \(lastPart(of: table)): \(quoted(text))"
    case (_, .table(let table), _): "remove the description of \(lastPart(of: table))"
    case (.synonym, .column, .word(let word)):
      "\(verb) synonym \(quoted(word)) \(operation == .remove ? "of" : "to") \(place)"
    case (.columnDescription, .column, .text(let text)): "describe \(place): \(quoted(text))"
    case (.columnDescription, .column, _): "remove the description of \(place)"
    case (.exclude, .column, .flag(let value)): "\(value ? "hide" : "show") column \(place)"
    case (.exclude, .column, _): "show column \(place)"
    case (_, .column, .flag(let value)): "turn \(lever.rawValue) \(value ? "on" : "off") for \(place)"
    case (_, .column, _): "restore \(lever.rawValue) of \(place)"
    case (_, .element(let id), .none):
      "remove \(lever.rawValue) \((space?.payload(of: lever, id)).map(Self.words) ?? String(id.prefix(12)))"
    default: "\(verb) \(lever.rawValue) \(Self.words(payload))"
    }
  }

  private var verb: String { operation.rawValue }

  private var place: String {
    guard case .column(let table, let column) = target else { return "" }
    return lastPart(of: table) + "." + column
  }

  private static func words(_ payload: Payload) -> String {
    switch payload {
    case .example(let example): "\(quoted(example.question)) → \(shortened(example.sql))"
    case .join(let join):
      "\(join.left.alias)–\(join.right.alias) on \(shortened(join.conditions.joined(separator: " and ")))"
    case .snippet(let snippet): "\(quoted(snippet.displayName)) = \(shortened(snippet.sql))"
    case .function(let function): function.identifier
    case .question(let question): quoted(question.question)
    default: ""
    }
  }
}

private func quoted(_ text: String) -> String { "“\(shortened(text))”" }

/// The text on one line of at most 100 characters.
private func shortened(_ text: String) -> String {
  let words = text.split { $0.isWhitespace }.joined(separator: " ")
  return words.count <= 100 ? words : words.prefix(99) + "…"
}
