extension Source {
  /// The source with stars, byte for byte, for what stands where only the name of a key belongs: somebody may have
  /// written the key itself, and what is wrong elsewhere in the line must not repeat it.
  var withoutKeys: Source {
    let text = text(Span(0, count)).lowercased()
    guard text.contains("use"), text.utf8.count == count else { return self }
    var hidden = bytes
    let words = ["key", "token", "secret", "password"].map { Array($0.utf8) }
    for position in bytes.indices where bytes[position] == UInt8(ascii: "=") {
      var end = position
      while end > 0, bytes[end - 1].isBlank { end -= 1 }
      guard words.contains(where: { isWord($0, endingAt: end) }) else { continue }
      var start = position + 1
      while start < count, bytes[start].isBlank { start += 1 }
      if start < count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") { start += 1 }
      var stop = start
      while stop < count, !bytes[stop].isBlank { stop += 1 }
      let value = trimmedQuote(Span(start, stop))
      guard ValueKind.variable.value(of: value) == nil else { continue }
      for position in start..<stop { hidden[position] = UInt8(ascii: "*") }
    }
    return Source(String(decoding: hidden, as: UTF8.self))
  }

  private func trimmedQuote(_ span: Span) -> String {
    let last = byte(span.end - 1)
    let isQuoted = last == UInt8(ascii: "\"") || last == UInt8(ascii: "'")
    return text(Span(span.start, isQuoted ? span.end - 1 : span.end))
  }

  private func isWord(_ word: [UInt8], endingAt end: Int) -> Bool {
    end >= word.count && word.indices.allSatisfy { bytes[end - word.count + $0] | 0x20 == word[$0] }
  }
}
