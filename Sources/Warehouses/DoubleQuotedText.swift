/// Text in double quotes, as much SQL for SQLite has it: `WHERE country = "France"`.
///
/// By the standard that is a name. SQLite takes it for a text where no column has that name, and so takes every
/// misspelt column for a text. Here only what stands where a value is compared with is taken for a text.
enum DoubleQuotedText {
  /// `sql` with `"name"` written as a text wherever it is compared with, or `nil` where it nowhere is.
  static func reading(_ name: String, asTextIn sql: String) -> String? {
    let bytes = Array(sql.utf8)
    let tokens = self.tokens(of: bytes)
    var output: [UInt8] = []
    var position = 0
    for (index, token) in tokens.enumerated() {
      guard token.kind == .doubleQuoted, unquoted(bytes[token.range]) == Array(name.utf8),
        name.isNoName || isComparedWith(index, tokens, bytes)
      else { continue }
      output += bytes[position..<token.range.lowerBound]
      output += [quote] + name.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
      position = token.range.upperBound
    }
    guard position > 0 else { return nil }
    return String(decoding: output + bytes[position...], as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "'")

  private enum Kind { case word, doubleQuoted, mark, other }

  private struct Token {
    var kind: Kind
    var range: Range<Int>
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var skip = false
    for byte in bytes.dropFirst().dropLast() {
      skip = !skip && byte == UInt8(ascii: "\"") && output.last == byte
      if !skip { output.append(byte) }
    }
    return output
  }

  /// Whether the token is the right side of a comparison or a member of an IN list.
  private static func isComparedWith(_ index: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
    func word(_ at: Int) -> String {
      guard tokens.indices.contains(at), tokens[at].kind == .word || tokens[at].kind == .mark else { return "" }
      return String(decoding: bytes[tokens[at].range], as: UTF8.self).uppercased()
    }
    if word(index + 1) == "." { return false }
    let before = word(index - 1)
    if ["=", "<", ">", "LIKE", "GLOB", "BETWEEN"].contains(before) { return true }
    if before == "AND" { return word(index - 3) == "BETWEEN" }
    guard before == "(" || before == "," else { return false }
    var start = index - 1
    while word(start) == "," { start -= 2 }
    return word(start) == "(" && word(start - 1) == "IN"
  }

  private static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var position = 0
    while position < bytes.count {
      let start = position
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      switch byte {
      case UInt8(ascii: " "), 9, 10, 13:
        position += 1
        continue
      case UInt8(ascii: "-") where next == byte:
        while position < bytes.count, bytes[position] != 10 { position += 1 }
        continue
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        position += 2
        while position < bytes.count, !(bytes[position - 1] == UInt8(ascii: "*") && bytes[position] == byte) {
          position += 1
        }
        position += 1
        continue
      case UInt8(ascii: "\""), quote, UInt8(ascii: "`"), UInt8(ascii: "["):
        position = end(of: bytes, quotedFrom: start, by: byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte)
        tokens.append(Token(kind: byte == UInt8(ascii: "\"") ? .doubleQuoted : .other, range: start..<position))
      case _ where isWordByte(byte):
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        tokens.append(Token(kind: .word, range: start..<position))
      default:
        position += 1
        tokens.append(Token(kind: .mark, range: start..<position))
      }
    }
    return tokens
  }

  private static func end(of bytes: [UInt8], quotedFrom start: Int, by mark: UInt8) -> Int {
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == mark {
        guard position + 1 < bytes.count, bytes[position + 1] == mark else { return position + 1 }
        position += 1
      }
      position += 1
    }
    return bytes.count
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}

extension String {
  /// Whether this can be no misspelt column: it has no letter, or a per-cent sign, as formats and patterns have.
  fileprivate var isNoName: Bool { contains("%") || !unicodeScalars.contains { $0.properties.isAlphabetic } }
}
