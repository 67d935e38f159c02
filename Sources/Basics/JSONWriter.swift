extension JSON {
  /// The value as compact JSON in UTF-8, members in their order.
  package var bytes: [UInt8] {
    var writer = JSONWriter(indent: nil)
    writer.output.reserveCapacity(expectedLength)
    writer.write(self, level: 0)
    return writer.output
  }

  /// About how many bytes the value takes, so that they are set aside once.
  private var expectedLength: Int {
    switch self {
    case .null, .bool: 5
    case .number(let number): number.literal.utf8.count
    case .string(let text): text.utf8.count + text.utf8.count / 16 + 2
    case .array(let values): values.reduce(2) { $0 + $1.expectedLength + 1 }
    case .object(let object): object.members.reduce(2) { $0 + $1.name.utf8.count + $1.value.expectedLength + 4 }
    }
  }

  /// The value as compact JSON.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value as JSON with `indent` spaces a level and a line for each member.
  package func pretty(indent: Int = 2) -> String {
    var writer = JSONWriter(indent: indent)
    writer.write(self, level: 0)
    return String(decoding: writer.output, as: UTF8.self)
  }
}

private struct JSONWriter {
  var output: [UInt8] = []
  let indent: Int?

  init(indent: Int?) { self.indent = indent }

  mutating func write(_ value: JSON, level: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .number(let value): append(value.literal)
    case .string(let value): write(value)
    case .array(let values):
      list(values, "[", "]", level) { writer, value in writer.write(value, level: level + 1) }
    case .object(let object):
      list(object.members, "{", "}", level) { writer, member in
        writer.write(member.name)
        writer.output.append(UInt8(ascii: ":"))
        if writer.indent != nil { writer.output.append(0x20) }
        writer.write(member.value, level: level + 1)
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ level: Int,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    output.append(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      newLine(level + 1)
      body(&self, element)
    }
    if !elements.isEmpty { newLine(level) }
    output.append(UInt8(ascii: close))
  }

  private mutating func newLine(_ level: Int) {
    guard let indent else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: indent * level))
  }

  private mutating func write(_ text: String) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var start = 0
      while true {
        let end = JSONPlainText.end(in: raw, from: start).index
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        guard end < bytes.count else { break }
        escape(bytes[end])
        start = end + 1
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { output.append(contentsOf: $0) }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    default: append("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
    }
  }
}
