internal import Basics
package import Databricks
package import Spaces
package import Warehouses

/// A Genie space as the system under test: shadows of it are asked, and their SQL runs on a warehouse of ours.
package struct GenieSystem: System {
  package let name = "genie"
  private let conversations: GenieConversations
  private let shadows: ShadowSpaces
  private let warehouse: any Warehouse
  private let pacer: Pacer

  package init(
    _ conversations: GenieConversations, shadows: ShadowSpaces, warehouse: any Warehouse, pacer: Pacer
  ) {
    self.conversations = conversations
    self.shadows = shadows
    self.warehouse = warehouse
    self.pacer = pacer
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    PreparedGenie(
      space: space, relevance: SpaceRelevance(space), conversations: conversations, shadows: shadows,
      warehouse: warehouse, pacer: pacer)
  }
}

private struct PreparedGenie: PreparedSystem {
  let space: Space
  let relevance: SpaceRelevance
  let conversations: GenieConversations
  let shadows: ShadowSpaces
  let warehouse: any Warehouse
  let pacer: Pacer

  private static let tries = 3
  private static let limits = ExecutionLimits(seconds: 60, rows: 10_000)

  func input(for ask: Ask) async -> SystemInput { relevance.input(for: ask) }

  func answer(_ ask: Ask) async -> Trace {
    let start = ContinuousClock.now
    var trace = Trace(ask: ask, input: relevance.input(for: ask), outcome: .unavailable(reason: "not asked yet"))
    var pause = Duration.seconds(2)
    for attempt in 1...Self.tries {
      let message: GenieMessage
      do {
        message = try await asked(ask)
      } catch let error as WorkspaceError {
        trace.outcome = .unavailable(reason: error.predicate)
        return trace
      } catch GenieConversations.Failure.workspace(let error) {
        trace.outcome = .unavailable(reason: error.predicate)
        return trace
      } catch GenieConversations.Failure.outOfPatience(let patience) {
        trace.outcome = .unavailable(reason: "Genie was not done after \(patience.components.seconds) seconds")
        return trace
      } catch {
        trace.outcome = .unavailable(reason: "cancelled")
        return trace
      }
      if let failure = message.error, failure.blame == .infrastructure, attempt < Self.tries {
        guard (try? await conversations.workspace.wait(pause)) != nil else { break }
        pause = pause * 2
        continue
      }
      trace.spans.append(span(message, ask, since: start))
      await conclude(&trace, message)
      return trace
    }
    trace.outcome = .unavailable(reason: "cancelled")
    return trace
  }

  private func asked(_ ask: Ask) async throws -> GenieMessage {
    let question = ask.context.map { ask.text + "\n" + $0 } ?? ask.text
    let result = try await shadows.with(space) { [conversations, pacer] id -> Result<GenieMessage, any Error> in
      do {
        try await pacer.turn()
        return .success(try await conversations.ask(question, of: id))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// What became of the question, and the rows of its SQL.
  private func conclude(_ trace: inout Trace, _ message: GenieMessage) async {
    trace.answer = message.text
    if let failure = message.error {
      switch failure.blame {
      case .infrastructure: trace.outcome = .unavailable(reason: failure.message)
      case .configuration, .answer: trace.outcome = .failed(reason: failure.message)
      }
      return
    }
    if message.status == .cancelled { return trace.outcome = .unavailable(reason: "Genie cancelled the question") }
    guard let sql = message.queries.first?.sql else {
      if let question = message.clarification { return trace.outcome = .askedBack(question: question) }
      return trace.outcome =
        message.status == .failed
        ? .failed(reason: "Genie failed without saying why") : .declined(reason: message.text ?? "there is no SQL")
    }
    trace.sql = sql
    do {
      trace.result = try await warehouse.execute(sql, limits: Self.limits)
      trace.outcome = .answered
    } catch {
      switch error {
      case .unavailable(let message): trace.outcome = .unavailable(reason: message)
      case .cancelled: trace.outcome = .unavailable(reason: "cancelled")
      case .invalid, .forbidden, .timedOut, .tooLarge: trace.outcome = .failed(reason: error.predicate)
      }
    }
  }

  private func span(_ message: GenieMessage, _ ask: Ask, since start: ContinuousClock.Instant) -> Span {
    let query = message.queries.first
    let thoughts = (query?.thoughts ?? []).map { thought -> JSON in
      ["kind": .string(thought.kind), "text": .string(thought.text)]
    }
    return Span(
      node: .generator, input: ["question": .string(ask.text)],
      output: [
        "sql": query.map { .string($0.sql) } ?? .null, "title": .string(query?.title ?? ""),
        "description": .string(query?.description ?? ""), "thoughts": .array(thoughts),
        "statements": .int(message.queries.count), "suggestions": .strings(message.suggestions),
      ],
      microseconds: (ContinuousClock.now - start).microseconds,
      checks: [Span.Check(name: "wrote a statement", passed: query != nil, note: message.clarification ?? "")])
  }
}
