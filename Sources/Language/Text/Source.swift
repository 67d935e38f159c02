/// The text of a cell or a script, as bytes with the positions that front ends and people use.
package struct Source: Sendable, Equatable {
  package let bytes: [UInt8]

  package init(_ text: String) { bytes = Array(text.utf8) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The source up to `end`, with the same positions.
  func prefix(_ end: Int) -> Source { end < count ? Source(bytes: Array(bytes.prefix(max(0, end)))) : self }

  package var count: Int { bytes.count }
  package var end: Span { Span(count, count) }

  /// The text of `span`, cut to what there is.
  package func text(_ span: Span) -> String {
    let start = min(max(0, span.start), count)
    return String(decoding: bytes[start..<min(max(start, span.end), count)], as: UTF8.self)
  }

  /// The byte at `position`, or `nil` past the end.
  func byte(_ position: Int) -> UInt8? { position >= 0 && position < count ? bytes[position] : nil }

  /// Whether the bytes at `position` are `literal`.
  func has(_ literal: StaticString, at position: Int) -> Bool {
    guard position >= 0, position + literal.utf8CodeUnitCount <= count else { return false }
    return literal.withUTF8Buffer { buffer in
      buffer.indices.allSatisfy { buffer[$0] == bytes[position + $0] }
    }
  }

  /// The offset in Unicode scalars of a byte offset.
  package func scalars(before position: Int) -> Int {
    bytes[..<min(max(0, position), count)].count { $0 & 0xC0 != 0x80 }
  }

  /// The byte offset of an offset in Unicode scalars; any offset is answered.
  package func position(ofScalar offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    var seen = 0
    for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if seen == offset { return index }
      seen += 1
    }
    return count
  }

  /// The line around `position` without its line end, and its number from 1.
  package func line(at position: Int) -> (span: Span, number: Int) {
    let position = min(max(0, position), count)
    var start = 0
    var number = 1
    var index = 0
    while index < position {
      let next = lineEnd(at: index)
      if next > index {
        guard next <= position else { break }
        start = next
        number += 1
        index = next
      } else {
        index += 1
      }
    }
    var end = start
    while end < count, lineEnd(at: end) == end { end += 1 }
    return (Span(start, end), number)
  }

  /// The position after the line end at `position`, or `position` where there is none: `\n`, `\r\n` or `\r`.
  func lineEnd(at position: Int) -> Int {
    switch byte(position) {
    case 0x0A: position + 1
    case 0x0D: byte(position + 1) == 0x0A ? position + 2 : position + 1
    default: position
    }
  }
}
