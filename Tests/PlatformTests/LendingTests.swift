import Platform
import Testing

@Suite struct LendingTests {
  private struct Refused: Error {}

  @Test func atMostTheLimitIsLentAtOnceAndEachToOne() async throws {
    let made = Guarded(0)
    let lending = Lending<Int, Never>(limit: 3) {
      made.withLock { made in
        made += 1
        return made
      }
    }
    let (lent, most) = (Guarded<Set<Int>>([]), Guarded(0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard let item = await lending.take() else { return }
          let (isFirst, count) = lent.withLock { lent in (lent.insert(item).inserted, lent.count) }
          #expect(isFirst)
          most.withLock { $0 = max($0, count) }
          await Task.yield()
          lent.withLock { _ = $0.remove(item) }
          lending.give(item)
        }
      }
    }
    #expect(made.withLock { $0 } <= 3)
    #expect((1...3).contains(most.withLock { $0 }))
    #expect(lent.withLock { $0.isEmpty })
  }

  @Test func whoIsCancelledWhileWaitingGetsNothingAndTakesNothing() async throws {
    let lending = Lending<Int, Never>(limit: 1) { 7 }
    let item = try #require(await lending.take())
    let waiting = Task { await lending.take() }
    await Task.yield()
    waiting.cancel()
    #expect(await waiting.value == nil)
    lending.give(item)
    #expect(await lending.take() == 7)
  }

  @Test func theFirstFailureIsThrownAtOnceAndALaterOneLeavesRoom() async throws {
    #expect(throws: Refused.self) { try Lending<Int, Refused>(limit: 2) { () throws(Refused) in throw Refused() } }
    let fails = Guarded(false)
    let lending = try Lending<Int, Refused>(limit: 2) { () throws(Refused) in
      if fails.withLock({ $0 }) { throw Refused() }
      return 1
    }
    let first = try await lending.take()
    fails.withLock { $0 = true }
    await #expect(throws: Refused.self) { try await lending.take() }
    fails.withLock { $0 = false }
    #expect(try await lending.take() == 1)
    #expect(first == 1)
  }
}
