import Dispatch
import Platform
import Testing

@Suite struct BlockingPoolTests {
  private actor Counter {
    var count = 0
    func add() { count += 1 }
  }

  @Test(arguments: [1, 3, 64])
  func everyJobRunsOnce(limit: Int) async {
    let pool = BlockingPool(limit: limit)
    let counter = Counter()
    await pool.run {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<500 { group.addTask { await counter.add() } }
      }
    }
    #expect(await counter.count == 500)
  }

  @Test func jobsThatBlockHoldUpNobody() async {
    let pool = BlockingPool(limit: 8)
    let gate = DispatchSemaphore(value: 0)
    let blocked = (0..<7).map { _ in Task(executorPreference: pool) { Self.block(on: gate) } }
    let answer = await pool.run { 42 }
    #expect(answer == 42)
    for _ in blocked { gate.signal() }
    for task in blocked { await task.value }
  }

  @Test func errorsPassThrough() async {
    struct Refused: Error {}
    let pool = BlockingPool(limit: 1)
    await #expect(throws: Refused.self) { try await pool.run { () async throws(Refused) in throw Refused() } }
  }

  private static func block(on gate: DispatchSemaphore) { gate.wait() }
}
