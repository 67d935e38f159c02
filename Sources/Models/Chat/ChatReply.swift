package import Basics

/// A whole answer of a chat model.
package struct ChatReply: Sendable, Hashable {
  /// Why the model stopped.
  package enum Outcome: Sendable, Hashable {
    case stop
    /// The token limit came before the end: the text is cut.
    case length
    case contentFilter
    /// The model wants a tool called; none was offered.
    case toolCalls
    /// A word that no known endpoint uses.
    case other(String)
  }

  package var text: String
  /// What a reasoning model thought aloud; empty for others.
  package var reasoning = ""
  /// The answer as JSON where that was asked for and the text is whole.
  package var json: JSON?
  package var outcome: Outcome
  package var usage: Usage
  /// What it cost when it was made; an answer out of a cache costs nothing again.
  package var cost = Money.zero
  /// The model's name as the server says it.
  package var servedModel = ""
  /// Sampling parameters that the endpoint refuses and that were left out.
  package var ignored: [String] = []
  /// How often the endpoint was asked, with retries; 0 for an answer out of a cache.
  package var attempts = 1
  package var microseconds = 0

  package init(text: String, outcome: Outcome = .stop, usage: Usage = .none) {
    self.text = text
    self.outcome = outcome
    self.usage = usage
  }

  /// Whether it came out of a cache or a recording, for nothing.
  package var isKept: Bool { attempts == 0 }
}

/// A piece of an answer as it comes.
package enum ChatDelta: Sendable, Hashable {
  case text(String)
  case reasoning(String)
  /// The answer broke off and begins anew: what came so far does not count.
  case restart
}

/// Something that answers in words.
package protocol ChatModel: Sendable {
  /// What the user calls it.
  var name: String { get }

  /// The whole answer; `watch` sees the pieces as they come, from one task, and never waits.
  func reply(to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?) async throws(ModelFailure) -> ChatReply
}

extension ChatModel {
  /// The whole answer.
  package func reply(to request: ChatRequest) async throws(ModelFailure) -> ChatReply {
    try await reply(to: request, watch: nil)
  }
}

/// Something that gives texts places in a space of meaning.
package protocol EmbeddingModel: Sendable {
  var name: String { get }

  /// A vector for each text, in order.
  func embed(_ texts: [String]) async throws(ModelFailure) -> Embeddings
}

/// Vectors for some texts.
package struct Embeddings: Sendable, Hashable {
  package var vectors: [[Float]]
  package var usage: Usage
  package var cost = Money.zero

  package init(vectors: [[Float]], usage: Usage = .none) {
    self.vectors = vectors
    self.usage = usage
  }
}
