internal import Basics
package import Databricks
package import Spaces
package import Warehouses

/// Genie's own evaluation as a system: the platform asks all questions at once, in a shadow that has them as its
/// benchmarks, and its verdicts stand in the traces beside its answers.
package struct GenieEvaluationSystem: System {
  package let name = "genie evaluation"
  private let questions: [Benchmark]
  private let shadows: ShadowSpaces
  private let ledger: any GenieLedger
  private let warehouse: any Warehouse
  private let watch: (@Sendable (GenieEvaluations.Progress) -> Void)?

  /// A question that the platform is to evaluate, with the SQL that it holds answers against.
  package struct Benchmark: Sendable {
    var ask: Ask
    var sql: String

    package init(_ ask: Ask, sql: String) { (self.ask, self.sql) = (ask, sql) }

    var text: String { ask.context.map { ask.text + "\n" + $0 } ?? ask.text }
    var id: String { String(ContentHash(of: JSON.strings([ask.id, text, sql]).bytes).hex.prefix(32)) }
  }

  /// `watch` hears how far the platform is.
  package init(
    _ questions: [Benchmark], shadows: ShadowSpaces, ledger: any GenieLedger, warehouse: any Warehouse,
    watch: (@Sendable (GenieEvaluations.Progress) -> Void)? = nil
  ) {
    self.watch = watch
    self.questions = questions
    self.shadows = shadows
    self.ledger = ledger
    self.warehouse = warehouse
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    PreparedEvaluation(
      space: space.canonical(), ids: Dictionary(questions.map { ($0.ask.id, $0.id) }) { first, _ in first },
      evaluation: GenieEvaluation(questions, under: space, shadows, ledger, watch: watch), warehouse: warehouse)
  }
}

private struct PreparedEvaluation: PreparedSystem {
  let space: Space
  /// Of benchmark questions, by the question's own.
  let ids: [String: String]
  let evaluation: GenieEvaluation
  let warehouse: any Warehouse

  private static let limits = ExecutionLimits(seconds: 60, rows: 10_000)

  /// All of the space: one evaluation costs no more for a few questions more.
  func input(for ask: Ask) async -> SystemInput {
    SystemInput(parts: ["space"], fingerprint: ContentHash(of: space.document.bytes))
  }

  func answer(_ ask: Ask) async -> Trace {
    let start = ContinuousClock.now
    var trace = Trace(ask: ask, input: await input(for: ask), outcome: .unavailable(reason: "cancelled"))
    guard let id = ids[ask.id] else {
      trace.outcome = .unavailable(reason: "the platform evaluates only questions with expected SQL")
      return trace
    }
    switch await evaluation.outcomes(sample: ask.sample) {
    case .failure(let failure): trace.outcome = .unavailable(reason: "the workspace " + failure.reason)
    case .success(let outcomes):
      guard let outcome = outcomes[id] else {
        trace.outcome = .unavailable(reason: "the platform did not evaluate it")
        return trace
      }
      trace.answer = outcome.text
      trace.spans.append(
        Span(
          node: .generator, input: ["question": .string(ask.text)],
          output: [
            "sql": outcome.sql.map { .string($0) } ?? .null, "assessment": .string(outcome.assessment),
            "assessment_reasons": .strings(outcome.reasons),
          ],
          microseconds: (ContinuousClock.now - start).microseconds,
          checks: [Span.Check(name: "wrote a statement", passed: outcome.sql != nil)]))
      guard let sql = outcome.sql else {
        trace.outcome = .declined(reason: outcome.text ?? "there is no SQL")
        return trace
      }
      await trace.run(sql, on: warehouse, within: Self.limits)
    }
    return trace
  }
}

extension Trace {
  /// Runs what a system wrote and takes over the rows, or why there are none.
  mutating func run(_ sql: String, on warehouse: any Warehouse, within limits: ExecutionLimits) async {
    self.sql = sql
    do {
      result = try await warehouse.execute(sql, limits: limits)
      outcome = .answered
    } catch {
      switch error {
      case .unavailable(let message): outcome = .unavailable(reason: message)
      case .cancelled: outcome = .unavailable(reason: "cancelled")
      case .invalid, .forbidden, .timedOut, .tooLarge: outcome = .failed(reason: "the statement \(error.predicate)")
      }
    }
  }
}
