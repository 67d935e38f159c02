internal import Basics
internal import Databricks
internal import Spaces

/// Questions to shadows and their answers, each written into the ledger when it is put and when it is answered.
///
/// Whatever was put is waited for, also by a later session; what was answered is never asked again.
struct GenieCorrespondence: Sendable {
  private let shadows: ShadowSpaces
  private let conversations: GenieConversations
  private let ledger: any GenieLedger
  private let pacer: Pacer

  private static let tries = 3

  init(_ shadows: ShadowSpaces, _ ledger: any GenieLedger, _ pacer: Pacer) {
    self.shadows = shadows
    conversations = shadows.conversations
    self.ledger = ledger
    self.pacer = pacer
  }

  /// Why there is no answer; never the fault of the space.
  struct Failure: Error { var reason: String }

  /// A shadow under `space`; `input` is what the answer depends on.
  func answer(_ ask: Ask, under space: Space, _ input: SystemInput) async throws(Failure) -> GenieMessage {
    let question = ask.context.map { ask.text + "\n" + $0 } ?? ask.text
    let key = ContentHash(of: JSON.strings(["question", input.fingerprint.hex, question, "\(ask.sample)"]).bytes)
    var attempt = 1
    while true {
      do {
        let message: GenieMessage
        if let known = try await known(key) {
          message = known
        } else {
          message = try await asked(question, under: space, key)
        }
        guard message.isInfrastructure, attempt < Self.tries else { return message }
        try await conversations.workspace.wait(.seconds(1 << attempt))
      } catch GenieConversations.Failure.workspace(let error) {
        guard case .busy = error, attempt < Self.tries else { throw Failure(reason: error.predicate) }
        // Tries a second apart were in vain: others use up what the workspace allows in a minute.
        do { try await conversations.workspace.wait(.seconds(15 << attempt)) } catch {
          throw Failure(reason: error.predicate)
        }
      } catch GenieConversations.Failure.outOfPatience(let patience) {
        throw Failure(reason: "Genie was not done after \(patience.components.seconds) seconds")
      } catch let error as WorkspaceError {
        throw Failure(reason: error.predicate)
      } catch is CancellationError {
        throw Failure(reason: "cancelled")
      } catch {
        throw Failure(reason: "\(error)")
      }
      attempt += 1
    }
  }

  /// The answer that was given before, or that an earlier session put the question for.
  private func known(_ key: ContentHash) async throws -> GenieMessage? {
    guard let entry = try await ledger.entry(key) else { return nil }
    if let answer = entry["answer"] { return try? GenieMessage(answer) }
    guard let space = entry["space"]?.stringValue, let conversation = entry["conversation"]?.stringValue,
      let message = entry["message"]?.stringValue
    else { return nil }
    conversations.claim(conversation)
    let begun = GenieConversations.Begun(space: space, conversation: conversation, message: message)
    do {
      return try await finished(begun, key)
    } catch GenieConversations.Failure.workspace(.notFound) {
      try await ledger.forget(key)
      return nil
    }
  }

  private func asked(_ question: String, under space: Space, _ key: ContentHash) async throws -> GenieMessage {
    let result = try await shadows.with(space) { id in
      await Result<GenieMessage, any Error>.catching {
        try await pacer.turn()
        let begun: GenieConversations.Begun
        do throws(WorkspaceError) {
          begun = try await conversations.begin(question, in: id)
        } catch {
          if case .notFound = error { await shadows.lose(id) }
          throw GenieConversations.Failure.workspace(error)
        }
        let entry: JSON = [
          "space": .string(id), "conversation": .string(begun.conversation), "message": .string(begun.message),
        ]
        try await ledger.keep(entry, for: key, isOpen: true)
        return try await finished(begun, key)
      }
    }
    return try result.get()
  }

  /// Waits for the answer and writes it down before its conversation is deleted. What is cut off stays open.
  private func finished(_ begun: GenieConversations.Begun, _ key: ContentHash) async throws -> GenieMessage {
    let message: GenieMessage
    do {
      message = try await conversations.answer(to: begun)
    } catch {
      if case .outOfPatience = error {
        try await ledger.forget(key)
        await conversations.end(begun)
      }
      throw error
    }
    if message.isInfrastructure {
      try await ledger.forget(key)
    } else {
      try await ledger.keep(["answer": message.record], for: key, isOpen: false)
    }
    await conversations.end(begun)
    return message
  }
}
