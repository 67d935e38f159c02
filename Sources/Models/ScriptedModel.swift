internal import Basics
internal import Platform

/// A chat model for tests: its answers come from a table or a function, its failures when told.
package final class ScriptedModel: ChatModel {
  /// What one call leads to.
  package enum Turn: Sendable {
    case text(String)
    case reply(ChatReply)
    case failure(ModelFailure.Reason)
    /// Waits before the rest; a cancelled task ends it.
    indirect case after(Duration, Turn)
  }

  package let name: String
  private let script: @Sendable (ChatRequest, Int) -> Turn
  private let state = Guarded<[ChatRequest]>([])

  /// `script` gets the request and the number of the call, from 1.
  package init(name: String = "scripted", script: @escaping @Sendable (ChatRequest, Int) -> Turn) {
    self.name = name
    self.script = script
  }

  /// Answers with the first entry whose key the last message contains.
  package convenience init(name: String = "scripted", table: [(key: String, text: String)], otherwise: String = "") {
    self.init(name: name) { request, _ in
      let question = request.messages.last?.text ?? ""
      return .text(table.first { question.contains($0.key) }?.text ?? otherwise)
    }
  }

  /// Every request so far, in order.
  package var requests: [ChatRequest] { state.withLock { $0 } }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    let number = state.withLock { requests in
      requests.append(request)
      return requests.count
    }
    var turn = script(request, number)
    while case .after(let pause, let next) = turn {
      guard (try? await Task.sleep(for: pause)) != nil else { throw ModelFailure(name, .cancelled) }
      turn = next
    }
    switch turn {
    case .text(let text):
      watch?(.text(text))
      return ChatReply(text: text, usage: ReplyReader.estimate(request, text: text, reasoning: ""))
    case .reply(let reply):
      watch?(.text(reply.text))
      return reply
    case .failure(let reason): throw ModelFailure(name, reason)
    case .after: throw ModelFailure(name, .cancelled)
    }
  }
}
