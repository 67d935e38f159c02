package import Basics

/// One message of a conversation.
package struct ChatMessage: Sendable, Hashable {
  package enum Speaker: String, Sendable { case system, user, assistant }

  package var speaker: Speaker
  package var text: String

  package init(_ speaker: Speaker, _ text: String) {
    self.speaker = speaker
    self.text = text
  }

  package static func system(_ text: String) -> ChatMessage { ChatMessage(.system, text) }
  package static func user(_ text: String) -> ChatMessage { ChatMessage(.user, text) }
  package static func assistant(_ text: String) -> ChatMessage { ChatMessage(.assistant, text) }
}

/// How a model draws its words; what is `nil` is left to the endpoint.
package struct Sampling: Sendable, Hashable {
  package var temperature: Double?
  package var topP: Double?
  package var maxTokens: Int?
  package var seed: Int?
  package var stop: [String]

  package init(
    temperature: Double? = nil, topP: Double? = nil, maxTokens: Int? = nil, seed: Int? = nil, stop: [String] = []
  ) {
    self.temperature = temperature
    self.topP = topP
    self.maxTokens = maxTokens
    self.seed = seed
    self.stop = stop
  }
}

/// What form an answer must have.
package enum AnswerFormat: Sendable, Hashable {
  case text
  /// A JSON value that follows a JSON Schema.
  case json(name: String, schema: JSON)
}

/// What to ask a chat model.
package struct ChatRequest: Sendable, Hashable {
  package var messages: [ChatMessage]
  package var sampling: Sampling
  package var format: AnswerFormat
  /// Which of several answers to the same question this is: samples are different requests to a cache.
  package var sample: Int

  package init(
    _ messages: [ChatMessage], sampling: Sampling = Sampling(), format: AnswerFormat = .text, sample: Int = 0
  ) {
    self.messages = messages
    self.sampling = sampling
    self.format = format
    self.sample = sample
  }

  /// About how many tokens the messages are.
  package var estimatedTokens: Int {
    var tokens = messages.reduce(3) { sum($0, sum(4, Usage.tokens(in: $1.text))) }
    if case .json(_, let schema) = format { tokens = sum(tokens, Usage.tokens(in: schema.text)) }
    return tokens
  }
}
