/// A chat model that asks nothing twice: answers come out of a cache, and two who ask the same at once pay once.
package final class CachedModel: ChatModel {
  private let base: any ChatModel
  private let spec: ModelSpec
  private let url: String
  private let cache: any ResponseCache
  private let turns: KeyedTurns<RequestKey>

  package convenience init(_ base: any ChatModel, spec: ModelSpec, cache: any ResponseCache) {
    self.init(base, spec: spec, cache: cache, turns: KeyedTurns())
  }

  /// Models over one cache share their turns.
  init(_ base: any ChatModel, spec: ModelSpec, cache: any ResponseCache, turns: KeyedTurns<RequestKey>) {
    self.base = base
    self.spec = spec
    url = spec.chatURL
    self.cache = cache
    self.turns = turns
  }

  package var name: String { base.name }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    let key = RequestKey(request, spec, url: url)
    guard await turns.take(key) else { throw ModelFailure(name, .cancelled, attempts: 0) }
    defer { turns.give(key) }
    if let record = await cache.lookUp(key), let kept = ChatReply(record: record) {
      watch?(.text(kept.text))
      return kept
    }
    let reply = try await base.reply(to: request, watch: watch)
    do throws(CacheError) { try await cache.keep(reply.record, for: key) } catch {
      throw ModelFailure(name, .notKept(error.reason), spent: reply.usage, attempts: reply.attempts)
    }
    return reply
  }
}
