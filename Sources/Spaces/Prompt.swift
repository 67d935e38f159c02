import Basics

/// A text that the `llm` system puts before its model: a name, places for what is filled in, and how it reads where a
/// space has none of its own.
package enum Prompt: String, Sendable, Hashable, CaseIterable {
  /// What the model is told before any question.
  case answer
  /// How a question is put.
  case question
  /// What it is told of SQL that does not run.
  case repair
  /// How it puts rows into words.
  case write

  package var summary: String {
    switch self {
    case .answer: "what the model is told before any question"
    case .question: "how a question is put to it"
    case .repair: "what it is told of SQL that does not run"
    case .write: "how it puts rows into words"
    }
  }

  /// What is filled in; without the first, a prompt would miss its point.
  package var places: [Place] {
    switch self {
    case .answer: [.tables, .joins, .terms, .instructions, .dialect]
    case .question: [.question, .context, .values]
    case .repair: [.error, .sql, .question]
    case .write: [.rows, .question, .context, .sql]
    }
  }

  /// What is filled in: `{{tables}}`.
  package enum Place: String, Sendable, Hashable, CaseIterable {
    case tables, joins, terms, instructions, dialect, question, context, values, error, sql, rows
  }

  /// How it reads where a space has none of its own.
  package var standard: String {
    switch self {
    case .answer:
      """
      You translate questions into SQL (dialect: {{dialect}}). Answer with one SELECT statement in a ```sql block and \
      nothing else. Use the tables, columns and terms below and no others; return the columns that were asked for and \
      no more. Where the tables cannot answer, say CANNOT ANSWER: and why.

      {{tables}}

      {{joins}}

      {{terms}}

      {{instructions}}
      """
    case .question:
      """
      {{question}}
      {{context}}
      {{values}}
      """
    case .repair: "That does not run: it {{error}}. Answer with the corrected statement alone."
    case .write:
      """
      Answer the question in one or two sentences from the rows alone. Every figure you name must stand in the rows.

      Question: {{question}}
      {{context}}
      Rows: {{rows}}
      """
    }
  }
}

/// Why a text cannot be a prompt.
package enum PromptError: Error, Sendable, Hashable {
  case unknownPrompt(String)
  case unknownPlace(String, Prompt)
  /// Without it the prompt would miss its point.
  case missingPlace(Prompt)
  /// Braces that nothing closes.
  case open

  /// What is wrong, without a final stop.
  package var sentence: String {
    switch self {
    case .unknownPrompt(let name):
      "there is no prompt '\(name)'; there are " + Prompt.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownPlace(let name, let prompt):
      "the prompt \(prompt.rawValue) knows no {{\(name)}}; it knows "
        + prompt.places.map { "{{\($0.rawValue)}}" }.joined(separator: " ")
    case .missingPlace(let prompt): "the prompt \(prompt.rawValue) must hold {{\(prompt.places[0].rawValue)}}"
    case .open: "a placeholder is not closed by }}"
    }
  }
}

/// A prompt's text with its places found.
package struct PromptTemplate: Sendable, Hashable {
  private enum Piece: Sendable, Hashable {
    case text(String)
    case place(Prompt.Place)
  }

  private var pieces: [Piece] = []
  package let text: String

  package init(_ text: String, for prompt: Prompt) throws(PromptError) {
    self.text = text
    var rest = text[...]
    while let opening = rest.firstRange(of: "{{") {
      pieces.append(.text(String(rest[..<opening.lowerBound])))
      rest = rest[opening.upperBound...]
      guard let closing = rest.firstRange(of: "}}") else { throw .open }
      let name = String(rest[..<closing.lowerBound].filter { !$0.isWhitespace })
      guard let place = prompt.places.first(where: { $0.rawValue == name.lowercased() }) else {
        throw .unknownPlace(name, prompt)
      }
      pieces.append(.place(place))
      rest = rest[closing.upperBound...]
    }
    pieces.append(.text(String(rest)))
    guard pieces.contains(.place(prompt.places[0])) else { throw .missingPlace(prompt) }
  }

  /// The text with what is known filled in; what is filled in is not read for places again. A line of nothing but empty
  /// places is left out, and of several empty lines one stays.
  package func rendered(_ values: [Prompt.Place: String]) -> String {
    var lines: [(text: String, isEmptied: Bool)] = [("", false)]
    var hasText = false
    func end() {
      lines[lines.count - 1].isEmptied = lines[lines.count - 1].isEmptied && !hasText
      lines.append(("", false))
      hasText = false
    }
    for piece in pieces {
      switch piece {
      case .place(let place):
        let value = values[place] ?? ""
        lines[lines.count - 1].text += value
        if value.isEmpty { lines[lines.count - 1].isEmptied = true } else { hasText = true }
      case .text(let text):
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          if index > 0 { end() }
          lines[lines.count - 1].text += line
          if line.contains(where: { !$0.isWhitespace }) { hasText = true }
        }
      }
    }
    end()
    var kept: [String] = []
    for line in lines.dropLast() where !line.isEmptied {
      if line.text.isEmpty, kept.last?.isEmpty ?? true { continue }
      kept.append(line.text)
    }
    while kept.last?.isEmpty == true { kept.removeLast() }
    return kept.joined(separator: "\n")
  }
}

extension Space {
  /// The prompts that the space has of its own.
  package var ownPrompts: [Prompt] { Prompt.allCases.filter { ownText(of: $0) != nil } }

  /// A prompt as it is used under this space: its own text, or the standard one where it has none that can be used.
  package func template(of prompt: Prompt) -> PromptTemplate? {
    (try? ownText(of: prompt).map { text throws(PromptError) in try PromptTemplate(text, for: prompt) })
      ?? (try? PromptTemplate(prompt.standard, for: prompt))
  }

  package func ownText(of prompt: Prompt) -> String? {
    objects(at: .prompts).first { $0["name"]?.stringValue == prompt.rawValue }?["content"].flatMap(LogicalText.joined)
  }

  /// Names the text of a prompt by its content.
  package func promptVersion(_ prompt: Prompt) -> String {
    ContentHash(of: ownText(of: prompt) ?? prompt.standard).short
  }

  mutating func setText(of prompt: Prompt, _ text: String?) {
    var objects = objects(at: .prompts).filter { $0["name"]?.stringValue != prompt.rawValue }
    if let text {
      let object = JSONObject([("name", .string(prompt.rawValue)), ("content", LogicalText.split(text))])
      objects.insert(
        object, at: orderedPosition(of: prompt.rawValue, in: objects.map { $0["name"]?.stringValue ?? "" }))
    }
    setObjects(.prompts, objects)
  }

  /// The space as the platform takes it: without what only this program knows.
  package var forPlatform: Space {
    var space = self
    space.setObjects(.prompts, [])
    return space
  }

  /// With the prompts of another space, for one that came back from the platform.
  package func withPrompts(of other: Space) -> Space {
    var space = self
    space.setObjects(.prompts, other.objects(at: .prompts))
    return space
  }
}
