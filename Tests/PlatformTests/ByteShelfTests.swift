import Platform
import Testing

@Suite struct ByteShelfTests {
  private static func piece(_ index: Int) -> [UInt8] {
    (0..<(index * 37 % 113)).map { UInt8(truncatingIfNeeded: index &* 31 &+ $0) }
  }

  @Test(arguments: [0, 1, 1_000, 50_000, .max])
  func whatWasAddedIsReadAtItsPlace(limit: Int) throws {
    let writer = ByteShelf.Writer(limit: limit)
    var starts: [Int] = []
    for index in 0..<10_000 {
      starts.append(writer.end)
      try writer.append(Self.piece(index))
    }
    let shelf = try writer.finish()
    for index in [9_999, 0, 17, 5_000, 16, 1_234] + Array(0..<500) {
      let piece = Self.piece(index)
      #expect(shelf.bytes(from: starts[index], count: piece.count) == piece)
    }
  }

  @Test(arguments: [10, .max])
  func pastTheEndIsNothing(limit: Int) throws {
    let writer = ByteShelf.Writer(limit: limit)
    for index in 1...9 { try writer.append([UInt8](repeating: UInt8(index), count: 3)) }
    let shelf = try writer.finish()
    #expect(shelf.bytes(from: 24, count: 100) == [9, 9, 9])
    #expect(shelf.bytes(from: 27, count: 1).isEmpty)
    #expect(shelf.bytes(from: -1, count: 1).isEmpty)
    #expect(shelf.bytes(from: 0, count: 0).isEmpty)
  }

  @Test func aWriterBeginsAnew() throws {
    let writer = ByteShelf.Writer(limit: 4)
    try writer.append([1, 2, 3, 4, 5, 6])
    let first = try writer.finish()
    #expect(writer.end == 0)
    try writer.append([7])
    #expect(try writer.finish().bytes(from: 0, count: 9) == [7])
    #expect(first.bytes(from: 0, count: 9) == [1, 2, 3, 4, 5, 6])
  }
}
