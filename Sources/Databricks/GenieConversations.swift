internal import Basics
internal import HTTP

/// Asks a Genie space questions, each in a conversation of its own that is deleted afterwards.
package struct GenieConversations: Sendable {
  package let workspace: Workspace
  /// How long one question may take.
  package var patience: Duration

  package init(_ workspace: Workspace, patience: Duration = .seconds(600)) {
    self.workspace = workspace
    self.patience = patience
  }

  /// Why a question has no final message.
  package enum Failure: Error, Sendable, Hashable {
    case workspace(WorkspaceError)
    case outOfPatience(Duration)
  }

  /// Asks and waits until Genie is done, whatever it then says; the conversation is deleted even where that fails.
  package func ask(_ question: String, of space: String) async throws(Failure) -> GenieMessage {
    let path = GenieSpaces.path(of: space)
    let begun: JSON
    do {
      begun = try await workspace.call(.post, path + "/start-conversation", body: ["content": .string(question)])
    } catch {
      throw .workspace(error)
    }
    guard let conversation = begun["conversation_id"]?.stringValue, let message = begun["message_id"]?.stringValue
    else {
      throw .workspace(.malformed(what: "a conversation without its ids"))
    }
    let place = path + "/conversations/" + urlEscaped(conversation)
    let result: Result<GenieMessage, Failure>
    do throws(Failure) {
      result = .success(try await final(place + "/messages/" + urlEscaped(message)))
    } catch {
      result = .failure(error)
    }
    // A conversation that cannot be deleted costs a place in the space, not the answer.
    let deletion = Task { [workspace] in _ = try? await workspace.call(.delete, place) }
    if !Task.isCancelled { await deletion.value }
    return try result.get()
  }

  /// Polls: soon at first, then ever more rarely, at most ten seconds apart.
  private func final(_ path: String) async throws(Failure) -> GenieMessage {
    var waited = Duration.zero
    var pause = Duration.milliseconds(250)
    while true {
      do throws(WorkspaceError) {
        let message = try GenieMessage(try await workspace.call(.get, path))
        if message.isFinal { return message }
        guard waited < patience else { throw .cancelled }
        try await workspace.wait(pause)
      } catch {
        if waited >= patience, error == .cancelled, !Task.isCancelled { throw .outOfPatience(patience) }
        throw .workspace(error)
      }
      waited += pause
      pause = min(pause * 3 / 2, .seconds(10))
    }
  }
}
