/// Why a text is not JSON, and the byte offset at which that was seen.
package struct JSONError: Error, Equatable, Sendable {
  package enum Reason: Sendable, Equatable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case invalidNumber
    case invalidEscape
    case invalidUTF8
    case controlCharacter
    case trailingText
    case tooDeep
  }
  package let reason: Reason
  package let offset: Int

  package init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSON {
  /// Nesting beyond this depth is refused, so that hostile input cannot exhaust the stack.
  package static let maximumDepth = 512

  /// Reads one JSON text (RFC 8259); white space around it is allowed, anything else is not.
  package init(parsing text: some Sequence<UInt8>) throws(JSONError) {
    var parser = JSONParser(bytes: Array(text))
    self = try parser.document()
  }

  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8)
  }

  /// Reads one JSON text and builds, where it is an object, only the members of some names; the others are checked
  /// and passed over.
  package init(parsing text: some Sequence<UInt8>, only names: [String]) throws(JSONError) {
    var parser = JSONParser(bytes: Array(text))
    self = try parser.document(only: names)
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// The members to build of the outermost object; `nil` for all.
  private var wanted: [String]?

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document(only names: [String]? = nil) throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    wanted = names
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure(.trailingText) }
    return value
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var unexpected: JSONError { failure(byte.map { .unexpectedByte($0) } ?? .unexpectedEnd) }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func value() throws(JSONError) -> JSON {
    skipSpace()
    guard let byte else { throw unexpected }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try descend()
      defer { depth -= 1 }
      return byte == UInt8(ascii: "{") ? try object() : try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected
    }
  }

  private mutating func descend() throws(JSONError) {
    guard depth < JSON.maximumDepth else { throw failure(.tooDeep) }
    depth += 1
    position += 1
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for expected in "\(word)".utf8 {
      guard byte == expected else { throw unexpected }
      position += 1
    }
    return value
  }

  private mutating func take(_ expected: UInt8) -> Bool {
    skipSpace()
    guard byte == expected else { return false }
    position += 1
    return true
  }

  private mutating func object() throws(JSONError) -> JSON {
    var object = JSONObject()
    if take(UInt8(ascii: "}")) { return .object(object) }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw unexpected }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw unexpected }
      if depth > 1 || wanted?.contains(name) ?? true { object[name] = try value() } else { try skip() }
      if take(UInt8(ascii: "}")) { return .object(object) }
      guard take(UInt8(ascii: ",")) else { throw unexpected }
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    var values: [JSON] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value())
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { throw unexpected }
    }
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    if byte == UInt8(ascii: "-") { position += 1 }
    if byte == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if byte == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return .number(JSONNumber(literal: String(decoding: bytes[start..<position], as: UTF8.self)))
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw failure(.invalidNumber) }
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    let isASCII = skipPlain()
    if byte == UInt8(ascii: "\"") {
      defer { position += 1 }
      // ASCII needs no second look.
      let plain = bytes[start..<position]
      return isASCII ? String(decoding: plain, as: UTF8.self) : try decoded(plain, from: start)
    }
    var unescaped = Array(bytes[start..<position])
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try decoded(unescaped[...], from: start)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &unescaped)
      case ..<0x20: throw failure(.controlCharacter)
      default:
        let start = position
        _ = skipPlain()
        unescaped += bytes[start..<position]
      }
    }
    throw failure(.unexpectedEnd)
  }

  /// Passes over what stands for itself in a string; whether all of it is ASCII.
  private mutating func skipPlain() -> Bool {
    let (end, isASCII) = bytes.withUnsafeBytes { JSONPlainText.end(in: $0, from: position) }
    position = end
    return isASCII
  }

  private func decoded(_ slice: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw JSONError(reason: .invalidUTF8, offset: start)
    }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte else { throw failure(.unexpectedEnd) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try unicodeEscape())).utf8)
    default:
      position -= 1
      throw failure(.invalidEscape)
    }
  }

  /// A lone surrogate is legal JSON but no character: it becomes U+FFFD.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let first = try hexadecimal()
    guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? replacement }
    guard byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      return replacement
    }
    let mark = position
    position += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else {
      position = mark
      return replacement
    }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte else { throw failure(.unexpectedEnd) }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure(.invalidEscape) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// Passing over values, as strict as building them.
extension JSONParser {
  private mutating func skip() throws(JSONError) {
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"):
      try descend()
      defer { depth -= 1 }
      try skipObject()
    case UInt8(ascii: "["):
      try descend()
      defer { depth -= 1 }
      try skipArray()
    case UInt8(ascii: "\""): try skipString()
    default: _ = try value()
    }
  }

  private mutating func skipObject() throws(JSONError) {
    if take(UInt8(ascii: "}")) { return }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw unexpected }
      try skipString()
      guard take(UInt8(ascii: ":")) else { throw unexpected }
      try skip()
      if take(UInt8(ascii: "}")) { return }
      guard take(UInt8(ascii: ",")) else { throw unexpected }
    }
  }

  private mutating func skipArray() throws(JSONError) {
    if take(UInt8(ascii: "]")) { return }
    while true {
      try skip()
      if take(UInt8(ascii: "]")) { return }
      guard take(UInt8(ascii: ",")) else { throw unexpected }
    }
  }

  private mutating func skipString() throws(JSONError) {
    let start = position
    position += 1
    while position < bytes.count, (0x20..<0x80).contains(bytes[position]), bytes[position] != UInt8(ascii: "\\") {
      if bytes[position] == UInt8(ascii: "\"") {
        position += 1
        return
      }
      position += 1
    }
    position = start
    _ = try string()
  }
}
