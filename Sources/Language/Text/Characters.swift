extension UInt8 {
  var isLetter: Bool { (0x61...0x7A).contains(self) || (0x41...0x5A).contains(self) }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isNameStart: Bool { isLetter || self == UInt8(ascii: "_") }
  var isNamePart: Bool { isNameStart || isDigit || self == UInt8(ascii: "-") }
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  /// Whether it stands between words.
  var endsWord: Bool { isBlank }
}

/// `text` without blanks and line ends around it.
package func trimmed(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard let first = bytes.firstIndex(where: { !$0.isBlank }), let last = bytes.lastIndex(where: { !$0.isBlank })
  else { return "" }
  return String(decoding: bytes[first...last], as: UTF8.self)
}

/// `text` with the escapes of a quoted string resolved; an unknown escape stays as it was written.
func unescaped(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
  var output: [UInt8] = []
  var escaping = false
  for byte in text.utf8 {
    if escaping {
      switch byte {
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): output.append(byte)
      default: output += [UInt8(ascii: "\\"), byte]
      }
      escaping = false
    } else if byte == UInt8(ascii: "\\") {
      escaping = true
    } else {
      output.append(byte)
    }
  }
  if escaping { output.append(UInt8(ascii: "\\")) }
  return String(decoding: output, as: UTF8.self)
}

/// The text of a triple-quoted block: without the line break after the opening quotes, the blank line before the
/// closing ones, and the indentation that all its lines share.
func dedented(_ text: String) -> String {
  var lines = splitLines(text)
  guard lines.count > 1 else { return trimmed(text) }
  if lines.first?.allSatisfy(\.isBlank) == true { lines.removeFirst() }
  if lines.last?.allSatisfy(\.isBlank) == true { lines.removeLast() }
  let indents = lines.filter { !$0.allSatisfy(\.isBlank) }.map { $0.prefix { $0 == 0x20 || $0 == 0x09 }.count }
  let shared = indents.min() ?? 0
  return lines.map { String(decoding: $0.dropFirst(shared), as: UTF8.self) }.joined(separator: "\n")
}

/// The lines of `text` without their ends.
func splitLines(_ text: String) -> [[UInt8]] {
  let source = Source(text)
  var lines: [[UInt8]] = []
  var start = 0
  var index = 0
  while index < source.count {
    let next = source.lineEnd(at: index)
    if next > index {
      lines.append(Array(source.bytes[start..<index]))
      start = next
      index = next
    } else {
      index += 1
    }
  }
  lines.append(Array(source.bytes[start...]))
  return lines
}
