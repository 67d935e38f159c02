internal import Basics
internal import Databricks
package import Spaces
package import Warehouses

/// A Genie space as the system under test: shadows of it are asked, and their SQL runs on a warehouse of ours.
package struct GenieSystem: System {
  package let name = "genie"
  private let shadows: ShadowSpaces
  private let ledger: any GenieLedger
  private let warehouse: any Warehouse
  private let pacer: Pacer

  package init(shadows: ShadowSpaces, ledger: any GenieLedger, warehouse: any Warehouse, pacer: Pacer) {
    self.shadows = shadows
    self.ledger = ledger
    self.warehouse = warehouse
    self.pacer = pacer
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    PreparedGenie(
      space: space, relevance: SpaceRelevance(space), correspondence: GenieCorrespondence(shadows, ledger, pacer),
      warehouse: warehouse)
  }
}

private struct PreparedGenie: PreparedSystem {
  let space: Space
  let relevance: SpaceRelevance
  let correspondence: GenieCorrespondence
  let warehouse: any Warehouse

  private static let limits = ExecutionLimits(seconds: 60, rows: 10_000)

  func input(for ask: Ask) async -> SystemInput { relevance.input(for: ask) }

  func answer(_ ask: Ask) async -> Trace {
    let start = ContinuousClock.now
    var trace = Trace(ask: ask, input: relevance.input(for: ask), outcome: .unavailable(reason: "cancelled"))
    do throws(GenieCorrespondence.Failure) {
      let message = try await correspondence.answer(ask, under: space, trace.input)
      trace.spans.append(span(message, ask, since: start))
      await conclude(&trace, message)
    } catch {
      trace.outcome = .unavailable(reason: error.reason)
    }
    return trace
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
    guard !message.isInfrastructure else {
      let what = message.status == .expired ? "the answer is gone" : "Genie cancelled the question"
      return trace.outcome = .unavailable(reason: what)
    }
    guard let sql = message.queries.first?.sql else {
      if let question = message.clarification { return trace.outcome = .askedBack(question: question) }
      return trace.outcome =
        message.status == .failed
        ? .failed(reason: "Genie failed without saying why") : .declined(reason: message.text ?? "there is no SQL")
    }
    await trace.run(sql, on: warehouse, within: Self.limits)
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
        "run again": .bool(message.wasRunAgain),
      ],
      microseconds: (ContinuousClock.now - start).microseconds,
      checks: [Span.Check(name: "wrote a statement", passed: query != nil, note: message.clarification ?? "")])
  }
}
