/// A statement cut into tokens, tolerant of anything.
struct SQLTokens: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case name, text, number, symbol, parameter }

  /// A class because statements are taken apart and put together many times for one question.
  final class Token: Sendable, Hashable {
    let kind: Kind
    let text: String
    /// Without quotes; for a text literal its value.
    let plain: String
    /// In lower case, for comparison with keywords.
    let lower: String

    init(kind: Kind, text: String, plain: String, lower: String) {
      self.kind = kind
      self.text = text
      self.plain = plain
      self.lower = lower
    }

    static func == (left: Token, right: Token) -> Bool { left.kind == right.kind && left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
  }

  private(set) var tokens: [Token] = []

  init(_ sql: String) {
    let bytes = Array(sql.utf8)
    var index = 0
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while index < bytes.count {
      let byte = bytes[index]
      let start = index
      if byte <= 32 {
        index += 1
      } else if byte == 45, index + 1 < bytes.count, bytes[index + 1] == 45 {
        while index < bytes.count, bytes[index] != 10 { index += 1 }
      } else if byte == 39 || byte == 34 || byte == 96 || byte == 91 {
        let close: UInt8 = byte == 91 ? 93 : byte
        var plain: [UInt8] = []
        index += 1
        while index < bytes.count {
          if bytes[index] == close {
            guard index + 1 < bytes.count, bytes[index + 1] == close, close != 93 else { break }
            index += 1
          }
          plain.append(bytes[index])
          index += 1
        }
        index = min(index + 1, bytes.count)
        let value = String(decoding: plain, as: UTF8.self)
        let token = Token(
          kind: byte == 39 ? .text : .name, text: string(start..<index), plain: value, lower: value.lowercased())
        tokens.append(token)
      } else if Self.isName(byte), !(48...57).contains(byte) {
        while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
        append(.name, string(start..<index))
      } else if (48...57).contains(byte) {
        while index < bytes.count, Self.isName(bytes[index]) || bytes[index] == 46 { index += 1 }
        append(.number, string(start..<index))
      } else if byte == 58, index + 1 < bytes.count, Self.isName(bytes[index + 1]) {
        index += 1
        while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
        append(.parameter, string(start..<index))
      } else {
        index += 1
        if index < bytes.count {
          let two = string(start..<(index + 1))
          if ["<=", ">=", "<>", "!=", "||", "==", "->"].contains(two) { index += 1 }
        }
        append(.symbol, string(start..<index))
      }
    }
    while tokens.last?.text == ";" { tokens.removeLast() }
  }

  private mutating func append(_ kind: Kind, _ text: String) {
    tokens.append(Token(kind: kind, text: text, plain: text, lower: text.lowercased()))
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 36
      || byte >= 128
  }
}
