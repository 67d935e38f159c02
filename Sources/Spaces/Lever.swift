/// A kind of thing in a space that can be changed.
package enum Lever: String, Sendable, Hashable, CaseIterable {
  case textInstruction = "text instruction"
  case tableDescription = "table description"
  case columnDescription = "column description"
  case synonym
  case exclude = "exclude flag"
  case formatAssistance = "format assistance"
  case entityMatching = "entity matching"
  case example = "example SQL"
  case join = "join"
  case filter = "filter snippet"
  case expression = "expression snippet"
  case measure = "measure snippet"
  case function = "SQL function"
  case sampleQuestion = "sample question"
  /// A text that a language model is asked with; the platform has no place for it.
  case prompt
}
