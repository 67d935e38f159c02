/// The SQL in a model's words: in a fenced block, or from the first SELECT or WITH on; `nil` where there is none.
func statement(in text: String) -> String? {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  if let open = lines.firstIndex(where: { $0.drop { $0 == " " }.hasPrefix("```") }) {
    let rest = lines[(open + 1)...]
    let block = rest.prefix { !$0.drop { $0 == " " }.hasPrefix("```") }.joined(separator: "\n")
    if let sql = cut(block) { return sql }
  }
  return cut(text)
}

/// From the first word that begins a query to the first semicolon outside quotes that nothing but words follows.
private func cut(_ text: String) -> String? {
  let bytes = Array(text.utf8)
  guard let start = bytes.indices.first(where: { isStart(bytes, $0) }) else { return nil }
  var quote: UInt8?
  var end = bytes.count
  for index in start..<bytes.count {
    let byte = bytes[index]
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
      quote = byte
    } else if byte == UInt8(ascii: ";") {
      // What follows a semicolon on the same line is kept, so that a second statement is refused and not overlooked.
      let rest = bytes[(index + 1)...].prefix { $0 != 0x0A }
      if rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        end = index
        break
      }
    }
  }
  let sql = String(decoding: bytes[start..<end], as: UTF8.self)
  let trimmed = sql.drop { $0.isWhitespace }
  return trimmed.isEmpty ? nil : String(trimmed.reversed().drop { $0.isWhitespace }.reversed())
}

private func isStart(_ bytes: [UInt8], _ index: Int) -> Bool {
  func isPart(_ byte: UInt8) -> Bool { byte == 0x5F || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  guard index == 0 || !isPart(bytes[index - 1]) else { return false }
  return ["select", "with"].contains { word in
    let letters = Array(word.utf8)
    guard index + letters.count < bytes.count, !isPart(bytes[index + letters.count]) else { return false }
    return zip(bytes[index...], letters).allSatisfy { $0 | 0x20 == $1 }
  }
}
