/// What stands for itself inside a JSON string: all but quotes, backslashes and control characters.
enum JSONPlainText {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The first place from `start` on that does not stand for itself, and whether all before it is ASCII.
  static func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> (index: Int, isASCII: Bool) {
    var index = start
    var seen: UInt64 = 0
    // Eight at a time: a byte's top bit is set in `special` where the byte is the first special one.
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let special =
        ((word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & tops
      if special != 0 { break }
      seen |= word
      index += 8
    }
    while index < bytes.count, !isSpecial(bytes[index]) {
      seen |= UInt64(bytes[index])
      index += 1
    }
    return (index, seen & tops == 0)
  }

  static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
