/// Text that must never be shown: its description, debug description and mirror hide it.
package struct Secret: Sendable, Hashable {
  private let text: String

  package init(_ text: String) { self.text = text }

  package var isEmpty: Bool { text.isEmpty }

  /// Lends the text to the one place that sends it.
  package func withText<Result, Failure: Error>(_ body: (String) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(text)
  }

  /// `words` with every occurrence of the secret blotted out.
  package func redacted(from words: String) -> String {
    guard !text.isEmpty else { return words }
    return String(decoding: redacted(from: Array(words.utf8)), as: UTF8.self)
  }

  /// `bytes` with every occurrence of the secret blotted out.
  package func redacted(from bytes: [UInt8]) -> [UInt8] {
    let pattern = Array(text.utf8)
    guard let first = pattern.first, bytes.count >= pattern.count else { return bytes }
    var output: [UInt8] = []
    var copied = 0
    var position = 0
    while let found = bytes[position...].firstIndex(of: first), found + pattern.count <= bytes.count {
      position = found + 1
      guard bytes[found..<(found + pattern.count)].elementsEqual(pattern) else { continue }
      output += bytes[copied..<found]
      output += Self.blot.utf8
      copied = found + pattern.count
      position = copied
    }
    return copied == 0 ? bytes : output + bytes[copied...]
  }

  private static let blot = "[secret]"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { Self.blot }
  package var debugDescription: String { Self.blot }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
