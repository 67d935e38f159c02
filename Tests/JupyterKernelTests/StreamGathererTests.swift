import Testing

@testable import JupyterKernel

struct StreamGathererTests {
  private var gatherer = StreamGatherer()

  @Test mutating func gathersABurst() {
    let first = gatherer.add("a", to: .stdout, at: 0)
    #expect(!first)
    #expect(gatherer.deadline == StreamGatherer.blink)
    let second = gatherer.add("b", to: .stdout, at: 1)
    #expect(!second)
    let flushed = gatherer.flush(at: StreamGatherer.blink)
    #expect(flushed.map(\.text) == ["ab"])
    #expect(gatherer.deadline == nil)
    let third = gatherer.add("c", to: .stdout, at: StreamGatherer.blink + 1)
    #expect(!third)
    #expect(gatherer.deadline == StreamGatherer.blink + StreamGatherer.interval)
  }

  @Test mutating func keepsTheOrderOfStreams() {
    _ = gatherer.add("a", to: .stdout, at: 0)
    _ = gatherer.add("b", to: .stderr, at: 0)
    _ = gatherer.add("c", to: .stdout, at: 0)
    let flushed = gatherer.flush(at: 0)
    #expect(flushed.map(\.text) == ["a", "b", "c"])
    #expect(flushed.map(\.stream) == [.stdout, .stderr, .stdout])
  }

  @Test mutating func sendsAFullLoadAtOnce() {
    let load = gatherer.add(String(repeating: "x", count: StreamGatherer.load), to: .stdout, at: 0)
    #expect(load)
  }
}

struct FifoTests {
  @Test func keepsTheOrder() {
    var queue = Fifo<Int>()
    var expected = 0
    for number in 0..<2000 {
      queue.append(number)
      if number.isMultiple(of: 3) {
        let first = queue.popFirst()
        #expect(first == expected)
        expected += 1
      }
    }
    while let next = queue.popFirst() {
      #expect(next == expected)
      expected += 1
    }
    #expect(expected == 2000)
    #expect(queue.isEmpty)
  }
}

struct CaughtTextTests {
  @Test(
    arguments: [
      ([], 0), ([0x61], 1), ([0x61, 0xC3], 1), ([0xC3, 0xA9], 2), ([0xE4, 0xB8], 0), ([0xE4, 0xB8, 0xAD], 3),
      ([0x61, 0xF0, 0x9F, 0xA6], 1), ([0xF0, 0x9F, 0xA6, 0x99], 4), ([0x80, 0x80, 0x80, 0x80], 4),
    ] as [([UInt8], Int)])
  func cutsAtWholeCharacters(_ bytes: [UInt8], _ whole: Int) {
    #expect(StandardStreams.Catch.wholeCharacters(in: bytes) == whole)
  }
}
