/// A whole answer.
package struct HTTPResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  package let body: [UInt8]

  /// Whether the status is one of 200 to 299.
  package var isSuccess: Bool { (200..<300).contains(status) }
  /// The body as text; bytes that are not UTF-8 become U+FFFD.
  package var text: String { String(decoding: body, as: UTF8.self) }
}

/// The fields above an answer's body; kept as they came and searched when asked.
package struct HTTPHeaders: Sendable {
  private let raw: [UInt8]

  package init(_ raw: [UInt8] = []) { self.raw = raw }

  /// The first value under a name in any case.
  package subscript(name: String) -> String? { values(of: name).first }

  /// Every value under a name in any case, in order.
  package func values(of name: String) -> [String] {
    let wanted = name.utf8.map(Self.lowered)
    return raw.split(separator: 0x0A).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].map(Self.lowered) == wanted else {
        return nil
      }
      return String(decoding: Self.trimmed(line[(colon + 1)...]), as: UTF8.self)
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D { bytes.removeLast() }
    return bytes
  }
}
