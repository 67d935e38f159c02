internal import SQLText

/// The SQL in a model's words: in a fenced block, or from the first SELECT or WITH on; `nil` where there is none.
///
/// Whatever the model wrote as SQL is given whole, also what only the guard may refuse: a change is not made a query
/// by leaving its first words out, and a second statement is not overlooked.
func statement(in text: String) -> String? {
  if let block = blocks(of: text).first(where: { firstWord(of: $0).map(verbs.contains) ?? false }) {
    return withoutEnd(block)
  }
  if let word = firstWord(of: text), changes.contains(word) { return cut(text, from: 0) }
  let bytes = Array(text.utf8)
  return bytes.indices.first { isStart(bytes, $0) }.flatMap { cut(text, from: $0) }
}

private let queries: Set<String> = ["SELECT", "WITH"]
private let changes: Set<String> = [
  "ALTER", "ANALYZE", "ATTACH", "COPY", "CREATE", "DELETE", "DETACH", "DROP", "EXPLAIN", "INSERT", "MERGE", "PRAGMA",
  "REINDEX", "REPLACE", "TRUNCATE", "UPDATE", "VACUUM",
]
private let verbs = queries.union(changes).union(["BEGIN", "CALL", "COMMIT", "SAVEPOINT", "SET", "USE", "VALUES"])

/// What stands between fences.
private func blocks(of text: String) -> [String] {
  var blocks: [String] = []
  var lines: [Substring]?
  // By scalars: a carriage return and a newline are one character.
  for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init) {
    if line.drop(while: { $0 == " " }).hasPrefix("```") {
      if let found = lines { blocks.append(found.joined(separator: "\n")) }
      lines = lines == nil ? [] : nil
    } else {
      lines?.append(line)
    }
  }
  // A block that the text ends in counts.
  if let open = lines { blocks.append(open.joined(separator: "\n")) }
  return blocks
}

/// The first word of a text, in upper case, after comments and parentheses.
private func firstWord(of text: String) -> String? {
  var lexer = SQLLexer(Array(text.utf8))
  while true {
    let token = lexer.next()
    if token.kind == .comment || ["(", ";"].contains(token.text) { continue }
    return token.keyword.isEmpty ? nil : token.keyword
  }
}

/// From a place to the first semicolon that ends a line and after which no change follows.
private func cut(_ text: String, from start: Int) -> String? {
  let bytes = Array(text.utf8)[start...]
  let sql = String(decoding: bytes, as: UTF8.self)
  for token in SQLLexer.tokens(of: sql) where token.kind == .symbol && token.text == ";" {
    let rest = bytes[(start + token.span.upperBound)...]
    guard rest.prefix(while: { $0 != 0x0A }).allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { continue }
    if let word = firstWord(of: String(decoding: rest, as: UTF8.self)), changes.contains(word) { continue }
    return withoutEnd(String(decoding: bytes[..<(start + token.span.lowerBound)], as: UTF8.self))
  }
  return withoutEnd(sql)
}

/// Without white space around it and semicolons at its end.
private func withoutEnd(_ sql: String) -> String? {
  let end: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", ";"]
  let scalars = sql.unicodeScalars.drop { end.contains($0) && $0 != ";" }
  guard let last = scalars.lastIndex(where: { !end.contains($0) }) else { return nil }
  return String(scalars[...last])
}

private func isStart(_ bytes: [UInt8], _ index: Int) -> Bool {
  func isPart(_ byte: UInt8) -> Bool { byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) }
  let word: [UInt8]
  switch bytes[index] | 0x20 {
  case UInt8(ascii: "s"): word = Array("select".utf8)
  case UInt8(ascii: "w"): word = Array("with".utf8)
  default: return false
  }
  let end = index + word.count
  guard end < bytes.count, !isPart(bytes[end]), index == 0 || !isPart(bytes[index - 1]) else { return false }
  return zip(bytes[index..<end], word).allSatisfy { $0 | 0x20 == $1 }
}
