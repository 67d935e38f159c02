/// A chat model whose answers somebody sees as they are written; each answer begins with ``ChatDelta/restart``.
package struct WatchedModel: ChatModel {
  private let base: any ChatModel
  private let watch: @Sendable (ChatDelta) -> Void

  package init(_ base: any ChatModel, watch: @escaping @Sendable (ChatDelta) -> Void) {
    self.base = base
    self.watch = watch
  }

  package var name: String { base.name }

  package func reply(
    to request: ChatRequest, watch other: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    watch(.restart)
    return try await base.reply(to: request, watch: other ?? watch)
  }
}
