/// Everything the language knows of one command.
package struct CommandSpec: Sendable, Hashable {
  /// A verb, or a verb and a noun.
  package let words: [String]
  package let area: Area
  /// One sentence.
  package let summary: String
  /// What a person needs beyond the summary; may be empty.
  package let detail: String
  package let parameters: [Parameter]
  package let options: [Parameter]
  package let examples: [String]

  package init(
    _ name: String, _ area: Area, _ summary: String, _ parameters: [Parameter] = [], options: [Parameter] = [],
    detail: String = "", examples: [String] = []
  ) {
    words = name.split(separator: " ").map(String.init)
    self.area = area
    self.summary = summary
    self.detail = detail
    self.parameters = parameters
    self.options = options
    self.examples = examples
  }

  package var name: String { words.joined(separator: " ") }

  /// How it is written: `load evals FILE.jsonl [split=60/20/20]`.
  package var usage: String {
    ([name] + parameters.map(\.positionalUsage) + options.map(\.optionUsage)).joined(separator: " ")
  }

  package func parameter(_ name: String) -> Parameter? { (parameters + options).first { $0.name == name } }
}

/// A positional parameter or an option of a command.
package struct Parameter: Sendable, Hashable {
  package enum Presence: Sendable, Hashable { case required, optional, repeating }

  package let name: String
  package let kind: ValueKind
  package let presence: Presence
  /// The word that introduces it, as `until` does in `step until accuracy>=0.8`.
  package let keyword: String?
  /// What counts when it is not given, as it would be written.
  package let defaultText: String?
  package let summary: String

  package static func required(_ name: String, _ kind: ValueKind, after keyword: String? = nil, _ summary: String = "")
    -> Parameter
  {
    Parameter(name: name, kind: kind, presence: .required, keyword: keyword, defaultText: nil, summary: summary)
  }

  package static func optional(_ name: String, _ kind: ValueKind, after keyword: String? = nil, _ summary: String = "")
    -> Parameter
  {
    Parameter(name: name, kind: kind, presence: .optional, keyword: keyword, defaultText: nil, summary: summary)
  }

  package static func repeating(_ name: String, _ kind: ValueKind, _ summary: String = "") -> Parameter {
    Parameter(name: name, kind: kind, presence: .repeating, keyword: nil, defaultText: nil, summary: summary)
  }

  /// A `name=value` option.
  package static func option(_ name: String, _ kind: ValueKind, _ defaultText: String? = nil, _ summary: String)
    -> Parameter
  {
    Parameter(name: name, kind: kind, presence: .optional, keyword: nil, defaultText: defaultText, summary: summary)
  }

  var positionalUsage: String {
    let shown = (keyword.map { $0 + " " } ?? "") + kind.placeholder
    switch presence {
    case .required: return shown
    case .optional: return "[\(shown)]"
    case .repeating: return "[\(shown) …]"
    }
  }

  var optionUsage: String { "[\(name)=\(defaultText ?? kind.placeholder)]" }
}

/// The areas in which help groups commands.
package enum Area: String, Sendable, CaseIterable {
  case setUp = "set up"
  case look
  case ask
  case measure
  case optimize
  case see
  case takeAway = "take away"
  case help
  /// For testing the kernel itself; hidden unless turned on.
  case diagnostics
}
