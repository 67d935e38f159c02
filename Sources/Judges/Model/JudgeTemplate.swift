package import Systems

/// A question to a model about answers, with examples of how to answer it.
package struct JudgeTemplate: Sendable, Hashable {
  package var name: String
  package var summary: String
  package var node: Span.Node
  package var prompt: JudgePrompt
  var examples: [Example] = []
  /// The words that the model chooses among, with what each means.
  var choices: [Choice] = [Choice("yes", .yes), Choice("no", .no)]
  /// Whether two things are compared, so that it is asked in both orders.
  package var isPairwise = false

  /// A case that was judged already.
  struct Example: Sendable, Hashable {
    var values: [Placeholder: String]
    var choice: String
    var reason: String

    init(_ values: [Placeholder: String], _ choice: String, _ reason: String) {
      self.values = values
      self.choice = choice
      self.reason = reason
    }
  }

  /// A word and its ruling; the other ruling counts where a pair stands in the other order.
  struct Choice: Sendable, Hashable {
    var word: String
    var ruling: Verdict.Ruling
    var inOtherOrder: Verdict.Ruling

    init(_ word: String, _ ruling: Verdict.Ruling, inOtherOrder: Verdict.Ruling? = nil) {
      self.word = word
      self.ruling = ruling
      self.inOtherOrder = inOtherOrder ?? ruling
    }
  }

  init(_ name: String, _ summary: String, node: Span.Node, _ prompt: JudgePrompt) {
    self.name = name
    self.summary = summary
    self.node = node
    self.prompt = prompt
  }

  /// A judge of a user's own.
  package init(custom name: String, _ prompt: JudgePrompt) {
    let isAboutSQL = prompt.places.isSubset(of: [.sql, .question, .expected])
    self.init(name, "A question of your own to a model.", node: isAboutSQL ? .generator : .writer, prompt)
  }

  /// Those that need nothing but a model, in the order of lists.
  package static let all: [JudgeTemplate] = [
    .answersQuestion, .faithful, .complete, .concise, .safe, .sameMeaning, .better,
  ]

  package static func named(_ name: String) -> JudgeTemplate? { all.first { $0.name == name } }

  /// What of a stored trace it looks at.
  var reads: Trace.Parts {
    var parts: Trace.Parts = []
    if prompt.places.contains(.rows) { parts.insert(.result) }
    if prompt.places.contains(.answer) { parts.insert(.answer) }
    if prompt.places.contains(.trace) { parts.insert(.spans) }
    return parts
  }
}
