internal import Basics

/// Why a text is no prompt for a judge.
package enum JudgePromptError: Error, Sendable, Hashable {
  case unknownPlaceholder(String, nearest: String?)
  /// Braces that nothing closes.
  case open
  /// Without any, every answer would be judged alike.
  case noPlaceholder

  /// One line without a final stop.
  package var message: String {
    switch self {
    case .unknownPlaceholder(let name, let nearest):
      "a prompt knows no {{\(name)}}" + (nearest.map { "; did you mean {{\($0)}}?" } ?? "")
    case .open: "a placeholder is not closed by }}"
    case .noPlaceholder: "the prompt has no placeholder, so it would say the same of every answer"
    }
  }

  package static var hint: String {
    "placeholders are " + Placeholder.open.map { "{{\($0.rawValue)}}" }.joined(separator: " ")
  }
}

/// The question that a judge puts to a model, with places for what is judged.
package struct JudgePrompt: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text(String)
    case place(Placeholder)
  }

  let pieces: [Piece]

  package init(_ text: String) throws(JudgePromptError) { try self.init(text, known: Placeholder.open) }

  init(_ text: String, known: [Placeholder]) throws(JudgePromptError) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let opening = rest.firstRange(of: "{{") {
      if opening.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<opening.lowerBound]))) }
      rest = rest[opening.upperBound...]
      guard let closing = rest.firstRange(of: "}}") else { throw .open }
      let name = rest[..<closing.lowerBound].filter { !$0.isWhitespace }
      guard let place = known.first(where: { $0.rawValue == name.lowercased() }) else {
        throw .unknownPlaceholder(name, nearest: nearest(to: name.lowercased(), among: known.map(\.rawValue)))
      }
      pieces.append(.place(place))
      rest = rest[closing.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
    guard !places.isEmpty else { throw .noPlaceholder }
  }

  /// A prompt of this program's own; tests see to it that each can be read.
  init(builtIn text: String) {
    pieces = (try? JudgePrompt(text, known: Placeholder.allCases))?.pieces ?? [.text(text)]
  }

  /// A user's text as it stands, such as a guideline, before a prompt.
  init(_ text: String, before prompt: JudgePrompt) { pieces = [.text(text)] + prompt.pieces }

  /// What is to be filled in.
  package var places: Set<Placeholder> {
    Set(pieces.compactMap { if case .place(let place) = $0 { place } else { nil } })
  }
}
