import Spaces
import Testing

@testable import Epochs

struct CopilotTests {
  private let helpful = Bench.synonym("helpful")
  private let broken = Patch(
    .add, .filter, on: .space,
    .snippet(Snippet(id: String(repeating: "a", count: 32), displayName: "open", sql: "orders.no_such = 1")),
    origin: "fixed")
  private func bench() -> Bench { Bench { _ in ScriptedSystem.Rule(needs: ["helpful"]) } }

  @Test func showsNumberedCardsAndScreensTheRest() async throws {
    let bench = bench()
    let proposals = try await bench.optimizer([[helpful], [broken]]).suggest(bench.start, epoch: 1).proposals
    #expect(proposals.map(\.number) == [1])
    #expect(proposals.first?.patches == [helpful])
    #expect(proposals.first?.affected.count == 60)
    #expect(proposals.first?.cost == 60)
    #expect(bench.journal.fates.map(\.fate) == [.proposed])
  }

  @Test func acceptsWhatAPersonChose() async throws {
    let bench = bench()
    let optimizer = bench.optimizer([[helpful]])
    let proposals = try await optimizer.suggest(bench.start, epoch: 1).proposals
    let report = try await optimizer.accept(proposals, into: bench.start, epoch: 1)
    #expect(report.version?.space.column("orders", "stat")?.synonyms == ["helpful"])
    #expect(report.train.after == 1)
  }

  @Test func proposesNoMoreWhatAPersonRefused() async throws {
    let bench = bench()
    let optimizer = bench.optimizer([[helpful]])
    try await optimizer.reject(try await optimizer.suggest(bench.start, epoch: 1).proposals, epoch: 1, because: "no")
    let history = EpochHistory(bench.journal.fates)
    #expect(try await optimizer.suggest(bench.start, epoch: 2, history: history).proposals.isEmpty)
  }
}
