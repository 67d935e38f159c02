internal import Basics
internal import Platform

/// A chat model that gives JSON where JSON is asked for, also over endpoints that know no schemas: those are asked in
/// words, and once more with what was wrong.
package final class StructuredModel: ChatModel {
  private let base: any ChatModel
  /// The endpoint was found not to take a schema.
  private let asksInWords: Guarded<Bool>

  package init(_ base: any ChatModel, asksInWords: Bool = false) {
    self.base = base
    self.asksInWords = Guarded(asksInWords)
  }

  package var name: String { base.name }

  /// For a request in JSON ``ChatReply/json`` is the value where the answer is whole (outcome `stop`); for an answer cut by
  /// the token limit or the content filter it is `nil`, and the outcome says so.
  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    guard case .json(_, let schema) = request.format else { return try await base.reply(to: request, watch: watch) }
    return try await replyInJSON(to: request, schema, watch)
  }

  private func replyInJSON(
    to request: ChatRequest, _ schema: JSON, _ watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    var (reply, asked) = try await first(request, schema, watch)
    var spent = reply
    for isLast in [false, true] {
      guard reply.outcome == .stop else { return reply }
      switch JSONAnswer.find(in: reply.text, schema: schema) {
      case .success(let value):
        reply.json = value
        return reply
      case .failure(let flaw):
        guard !isLast else {
          throw ModelFailure(name, .notJSON(flaw.reason), spent: .none, attempts: reply.attempts)
        }
        asked.messages += [.assistant(reply.text), .user(Self.complaint(flaw.reason))]
        watch?(.restart)
        reply = try await base.reply(to: asked, watch: watch)
        reply.usage = reply.usage + spent.usage
        reply.cost += spent.cost
        reply.attempts = sum(reply.attempts, spent.attempts)
        spent = reply
      }
    }
    return reply
  }

  /// The first answer, and the request that led to it.
  private func first(
    _ request: ChatRequest, _ schema: JSON, _ watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> (ChatReply, ChatRequest) {
    if !asksInWords.withLock({ $0 }) {
      do throws(ModelFailure) {
        return (try await base.reply(to: request, watch: watch), request)
      } catch {
        guard case .refusedParameter("response_format", _) = error.reason else { throw error }
        asksInWords.withLock { $0 = true }
      }
    }
    var inWords = request
    inWords.format = .text
    let rule = Self.rule(schema)
    if let index = inWords.messages.firstIndex(where: { $0.speaker == .system }) {
      inWords.messages[index].text += "\n\n" + rule
    } else {
      inWords.messages.insert(.system(rule), at: 0)
    }
    return (try await base.reply(to: inWords, watch: watch), inWords)
  }

  private static func rule(_ schema: JSON) -> String {
    "Answer with one JSON value and nothing else: no words around it, no code fence. It must follow this JSON Schema:\n"
      + schema.text
  }

  private static func complaint(_ reason: String) -> String {
    "That is not the JSON asked for: \(reason). Answer again, with the JSON value alone."
  }
}
