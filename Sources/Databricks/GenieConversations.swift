internal import Basics
internal import HTTP
internal import Platform

/// Asks a Genie space questions, each in a conversation of its own that is deleted afterwards.
package struct GenieConversations: Sendable {
  package let workspace: Workspace
  /// How long one question may take.
  package var patience: Duration
  /// The conversations that somebody here waits for or goes on with.
  private let claims = Guarded<Set<String>>([])

  private static let tries = 4

  package init(_ workspace: Workspace, patience: Duration = .seconds(600)) {
    self.workspace = workspace
    self.patience = patience
  }

  /// A question that was put, and where its answer will be.
  package struct Begun: Sendable, Hashable {
    package var space: String
    package var conversation: String
    package var message: String

    package init(space: String, conversation: String, message: String) {
      self.space = space
      self.conversation = conversation
      self.message = message
    }

    var place: String { GenieSpaces.path(of: space) + "/conversations/" + urlEscaped(conversation) }
  }

  /// Why a question has no final message.
  package enum Failure: Error, Sendable, Hashable {
    case workspace(WorkspaceError)
    case outOfPatience(Duration)
  }

  /// Asks and waits until Genie is done, whatever it then says; the conversation is deleted even where that fails.
  package func ask(_ question: String, of space: String) async throws(Failure) -> GenieMessage {
    let begun: Begun
    do throws(WorkspaceError) { begun = try await begin(question, in: space) } catch { throw .workspace(error) }
    let result: Result<GenieMessage, Failure>
    do throws(Failure) { result = .success(try await answer(to: begun)) } catch { result = .failure(error) }
    await end(begun)
    return try result.get()
  }

  /// Puts a question. Where the workspace's reply was lost, the conversation is looked for before one more is begun.
  package func begin(_ question: String, in space: String) async throws(WorkspaceError) -> Begun {
    let path = GenieSpaces.path(of: space)
    for _ in 1..<Self.tries {
      do throws(WorkspaceError) {
        return try await start(question, path, space)
      } catch {
        guard error.mayHaveHappened else { throw error }
      }
      if let found = try await lost(question, path, space) { return found }
      try await workspace.wait(.seconds(1))
    }
    return try await start(question, path, space)
  }

  /// Polls until Genie is done; runs statements again whose rows are gone.
  package func answer(to begun: Begun) async throws(Failure) -> GenieMessage {
    let path = begun.place + "/messages/" + urlEscaped(begun.message)
    var message = try await final(path)
    guard message.status == .expired else { return message }
    do throws(WorkspaceError) {
      for query in message.queries {
        try await run(again: path + "/attachments/" + urlEscaped(query.attachment))
      }
    } catch {
      switch error {
      // The statement is there all the same.
      case .rejected, .conflict, .forbidden, .notFound: break
      default: throw .workspace(error)
      }
    }
    if !message.queries.isEmpty { message = try await final(path) }
    message.wasRunAgain = true
    return message
  }

  /// Deletes a conversation. One that cannot be deleted costs a place in the space, not the answer.
  package func end(_ begun: Begun) async {
    let deletion = Task { [workspace, claims] in
      _ = try? await workspace.call(.delete, begun.place)
      claims.withLock { _ = $0.remove(begun.conversation) }
    }
    if !Task.isCancelled { await deletion.value }
  }

  /// Says that somebody goes on with a conversation of an earlier session.
  package func claim(_ conversation: String) { claims.withLock { _ = $0.insert(conversation) } }

  /// Deletes the conversations of a space that nobody here knows of.
  package func tidy(_ space: String) async throws(WorkspaceError) {
    let path = GenieSpaces.path(of: space) + "/conversations"
    for item in try await workspace.list(path, "conversations") {
      guard let id = item["conversation_id"]?.stringValue, !claims.withLock({ $0.contains(id) }) else { continue }
      do throws(WorkspaceError) {
        _ = try await workspace.call(.delete, path + "/" + urlEscaped(id))
      } catch {
        guard case .notFound = error else { throw error }
      }
    }
  }

  private func start(_ question: String, _ path: String, _ space: String) async throws(WorkspaceError) -> Begun {
    let reply = try await workspace.call(.post, path + "/start-conversation", body: ["content": .string(question)])
    guard let conversation = reply["conversation_id"]?.stringValue, let message = reply["message_id"]?.stringValue
    else { throw .malformed(what: "a conversation without its ids") }
    // Somebody who looked for a lost one of the same words may have taken it.
    guard isMine(conversation) else { throw .malformed(what: "a conversation that is taken") }
    return Begun(space: space, conversation: conversation, message: message)
  }

  private func isMine(_ conversation: String) -> Bool { claims.withLock { $0.insert(conversation).inserted } }

  /// A conversation that was begun although nobody was told: it has the question, and nobody knows of it.
  private func lost(_ question: String, _ path: String, _ space: String) async throws(WorkspaceError) -> Begun? {
    for item in try await workspace.list(path + "/conversations", "conversations") {
      guard let id = item["conversation_id"]?.stringValue, !claims.withLock({ $0.contains(id) }) else { continue }
      do throws(WorkspaceError) {
        let messages = try await workspace.list(path + "/conversations/" + urlEscaped(id) + "/messages", "messages")
        guard let first = messages.first, first["content"]?.stringValue == question,
          let message = first["message_id"]?.stringValue ?? first["id"]?.stringValue, isMine(id)
        else { continue }
        return Begun(space: space, conversation: id, message: message)
      } catch {
        // It was of somebody who has just deleted it.
        guard case .notFound = error else { throw error }
      }
    }
    return nil
  }

  /// Polls: soon at first, then ever more rarely, at most ten seconds apart.
  private func final(_ path: String) async throws(Failure) -> GenieMessage {
    try await poll { () async throws(WorkspaceError) in
      let message = try GenieMessage(try await workspace.call(.get, path))
      return message.isFinal ? message : nil
    }
  }

  /// Runs the statement of an attachment once more; that may be asked for twice.
  private func run(again attachment: String) async throws(WorkspaceError) {
    let path = attachment + "/execute-query"
    var reply = try await workspace.call(.post, path, body: [:], isRepeatable: true)
    do throws(Failure) {
      try await poll { () async throws(WorkspaceError) -> Bool? in
        let state = reply["statement_response"]?["status"]?["state"]?.stringValue ?? ""
        guard ["PENDING", "RUNNING"].contains(state) else { return true }
        reply = try await workspace.call(.get, attachment + "/query-result")
        return nil
      }
    } catch {
      if case .workspace(let error) = error { throw error }
    }
  }

  @discardableResult
  private func poll<Value>(
    _ look: () async throws(WorkspaceError) -> Value?
  ) async throws(Failure) -> Value {
    var waited = Duration.zero
    var pause = Duration.milliseconds(250)
    while true {
      do throws(WorkspaceError) {
        if let value = try await look() { return value }
      } catch {
        throw .workspace(error)
      }
      guard waited < patience else { throw .outOfPatience(patience) }
      do throws(WorkspaceError) { try await workspace.wait(pause) } catch { throw .workspace(error) }
      waited += pause
      pause = min(pause * 3 / 2, .seconds(10))
    }
  }
}
