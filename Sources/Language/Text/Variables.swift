/// The values of `${name}` and `${name=default}` in a script.
package struct Variables: Sendable, Equatable {
  private let values: [String: String]
  /// The names met so far, in the order they were met.
  private(set) var used: [String] = []

  package init(_ values: [String: String] = [:]) { self.values = values }

  var given: [String] { values.keys.sorted() }

  /// The position after the variable that starts at `position`, or `nil` where it is not closed on its line.
  func end(at position: Int, in source: Source) -> Int? {
    var index = position + 2
    while let byte = source.byte(index), source.lineEnd(at: index) == index {
      if byte == UInt8(ascii: "}") { return index + 1 }
      index += 1
    }
    return nil
  }

  /// The text of `span` with each variable replaced by its value or default.
  package mutating func resolve(_ span: Span, in source: Source) throws(ParseError) -> String {
    var output: [UInt8] = []
    var index = span.start
    while index < span.end {
      guard source.has("${", at: index) else {
        output.append(source.bytes[index])
        index += 1
        continue
      }
      guard let after = end(at: index, in: source), after <= span.end else {
        throw ParseError(.openVariable, at: Span(index, index + 2))
      }
      output += try value(of: Span(index, after), in: source).utf8
      index = after
    }
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func value(of span: Span, in source: Source) throws(ParseError) -> String {
    let inner = source.bytes[(span.start + 2)..<(span.end - 1)]
    let parts = inner.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(decoding: parts.first ?? [], as: UTF8.self)
    guard let first = name.utf8.first, first.isNameStart, name.utf8.allSatisfy(\.isNamePart) else {
      throw ParseError(.badVariable(name), at: span)
    }
    if !used.contains(name) { used.append(name) }
    if let value = values[name] { return value }
    guard parts.count > 1 else { throw ParseError(.missingVariable(name), at: span) }
    return String(decoding: parts[1], as: UTF8.self)
  }
}
