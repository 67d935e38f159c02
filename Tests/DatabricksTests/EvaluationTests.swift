import Basics
import Databricks
import Platform
import Testing

@Suite(.timeLimit(.minutes(10))) struct EvaluationTests {
  private static let ids = (1...12).map { String(repeating: "0", count: $0 < 10 ? 31 : 30) + "\($0)" }

  /// A space that holds its questions, and an evaluation of them that has begun.
  private func begun(_ standIn: StandIn) async throws -> (space: String, run: String) {
    let questions = Self.ids.map { id -> JSON in
      [
        "id": .string(id), "question": .strings(["question \(id)?"]),
        "answer": [["format": "SQL", "content": ["SELECT 1"]]],
      ]
    }
    let content: JSON = [
      "version": 2, "data_sources": ["tables": [["identifier": "main.shop.orders"]]],
      "benchmarks": ["questions": .array(questions)],
    ]
    let space = try await GenieSpaces(standIn.workspace()).make(content.text, title: "x", warehouse: "w")
    return (space.id, try await GenieEvaluations(standIn.workspace()).begin(Self.ids, in: space.id))
  }

  @Test func progressIsToldWhileThePlatformAsksAndWhileItsVerdictsAreRead() async throws {
    let standIn = try await StandIn()
    let (space, run) = try await begun(standIn)
    let heard = Guarded<[GenieEvaluations.Progress]>([])
    let outcomes = try await GenieEvaluations(standIn.workspace()).outcomes(of: run, in: space) { event in
      heard.withLock { $0.append(event) }
    }
    #expect(outcomes.map(\.question) == Self.ids)
    let events = heard.withLock { $0 }
    #expect(events.suffix(Self.ids.count) == (1...Self.ids.count).map { .read($0, of: Self.ids.count) }[...])
    #expect(events.dropLast(Self.ids.count).last == .evaluated(Self.ids.count, of: Self.ids.count))
    #expect(events.contains(.evaluated(8, of: Self.ids.count)))
  }

  @Test func oneVerdictThatCannotBeReadIsAnErrorAndNoneIsLeftOut() async throws {
    let standIn = try await StandIn()
    let (space, run) = try await begun(standIn)
    try await standIn.fault(["path": "eval-runs/.*/results/", "fault": 403, "times": 1])
    await #expect(throws: GenieEvaluations.Failure.self) {
      try await GenieEvaluations(standIn.workspace()).outcomes(of: run, in: space)
    }
    #expect(try await GenieEvaluations(standIn.workspace()).outcomes(of: run, in: space).count == Self.ids.count)
  }
}
