import Platform
import Testing

@Suite struct PartsTests {
  @Test(arguments: [(0, 4, 2), (1, 4, 2), (10, 3, 1), (100, 7, 4), (5, 0, 0), (5, 100, 3)])
  func everyItemIsInOnePartAndPartsAreInOrder(count: Int, size: Int, width: Int) async {
    let workers = Guarded<Set<Int>>([])
    let parts = await inParts(of: count, size: size, width: width) { worker, places in
      workers.withLock { _ = $0.insert(worker) }
      return Array(places)
    }
    #expect(parts.flatMap { $0 } == Array(0..<count))
    #expect(parts.allSatisfy { (1...max(1, size)).contains($0.count) })
    #expect(workers.withLock { $0 }.isSubset(of: 0..<max(1, width)))
  }

  @Test func aCancelledTaskTakesNoFurtherPart() async {
    let task = Task {
      await inParts(of: 1_000, size: 1, width: 2) { _, places in
        withUnsafeCurrentTask { $0?.cancel() }
        return places.lowerBound
      }
    }
    #expect(await task.value.count <= 2)
  }
}
