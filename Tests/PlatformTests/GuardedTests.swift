import Platform
import Testing

@Suite struct GuardedTests {
  @Test func noIncrementIsLost() async {
    let count = Guarded(0)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<10_000 { count.withLock { $0 += 1 } } }
      }
    }
    #expect(count.withLock { $0 } == 80_000)
  }

  @Test func errorsPassThroughAndFreeTheLock() {
    struct Refused: Error {}
    let value = Guarded("kept")
    #expect(throws: Refused.self) { try value.withLock { (_) throws(Refused) in throw Refused() } }
    #expect(value.withLock { $0 } == "kept")
  }

  private actor Counter {
    nonisolated let executor = QueueExecutor(label: "counter")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private(set) var count = 0
    func increment() { count += 1 }
  }

  @Test func anActorOnItsOwnQueueStaysSerial() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { await counter.increment() } }
    }
    #expect(await counter.count == 100)
  }
}
