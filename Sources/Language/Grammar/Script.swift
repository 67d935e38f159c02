/// A cell with its loops taken apart.
///
///     for NAME in PATTERN
///       commands
///     end
///
/// runs the commands once for each file of the pattern, with `${NAME}` as its name and `${NAME_path}` as its path.
/// Loops stand in loops. Spans are those of the whole source, so that errors point to the true line.
package struct Script: Sendable, Equatable {
  package enum Block: Sendable, Equatable {
    case commands(Span)
    case loop(Loop)
  }

  package struct Loop: Sendable, Equatable {
    package let name: String
    /// Where the pattern is, without its quotes.
    package let pattern: Span
    package fileprivate(set) var body: [Block] = []
    fileprivate let head: Span
  }

  package let blocks: [Block]

  package var hasLoops: Bool {
    blocks.contains { if case .loop = $0 { true } else { false } }
  }

  package init(_ source: Source) throws(ParseError) {
    var lines = ScriptLines(source)
    guard lines.mayLoop else {
      blocks = [.commands(Span(0, source.count))]
      return
    }
    var open: [Loop] = []
    var finished: [Block] = []
    var start = 0
    func close(at end: Int, _ blocks: inout [Block]) {
      if end > start { blocks.append(.commands(Span(start, end))) }
    }
    while let line = lines.next() {
      switch line.kind {
      case .other: continue
      case .end where open.isEmpty: continue
      case .loop, .end: break
      }
      if open.isEmpty {
        close(at: line.span.start, &finished)
      } else {
        close(at: line.span.start, &open[open.count - 1].body)
      }
      start = line.after
      switch line.kind {
      case .loop(let name, let pattern):
        guard let name, let pattern else { throw ParseError(.badLoop, at: line.span) }
        guard open.count < Self.deepest else { throw ParseError(.deepLoop(Self.deepest), at: line.span) }
        open.append(Loop(name: name, pattern: pattern, head: line.span))
      case .end:
        let loop = open.removeLast()
        if open.isEmpty { finished.append(.loop(loop)) } else { open[open.count - 1].body.append(.loop(loop)) }
      case .other: break
      }
    }
    if let loop = open.last { throw ParseError(.openLoop, at: loop.head) }
    close(at: source.count, &finished)
    blocks = finished
  }

  private static let deepest = 16
}

/// The lines of a source, as far as loops are concerned; what stands in a triple-quoted block begins and ends none.
private struct ScriptLines {
  enum Kind {
    case loop(name: String?, pattern: Span?)
    case end
    case other
  }

  private let source: Source
  private var position = 0
  private var isInBlock = false

  init(_ source: Source) { self.source = source }

  /// Whether any line begins as a loop does.
  var mayLoop: Bool {
    var isLineStart = true
    for (index, byte) in source.bytes.enumerated() {
      if isLineStart, byte == UInt8(ascii: "f"), source.has("for", at: index), source.byte(index + 3)?.isBlank ?? true {
        return true
      }
      if byte == 0x0A || byte == 0x0D { isLineStart = true } else if !byte.isBlank { isLineStart = false }
    }
    return false
  }

  /// The next line: its text without blanks around it, and where the one after it starts.
  mutating func next() -> (kind: Kind, span: Span, after: Int)? {
    guard position < source.count else { return nil }
    var end = position
    while end < source.count, source.lineEnd(at: end) == end { end += 1 }
    var span = Span(position, end)
    position = source.lineEnd(at: end)
    while span.start < span.end, source.byte(span.start)?.isBlank ?? false { span.start += 1 }
    while span.start < span.end, source.byte(span.end - 1)?.isBlank ?? false { span.end -= 1 }
    let wasInBlock = isInBlock
    countQuotes(span)
    return (wasInBlock ? .other : kind(of: span), span, position)
  }

  private mutating func countQuotes(_ span: Span) {
    if !isInBlock, source.byte(span.start) == UInt8(ascii: "#") { return }
    var index = span.start
    while index + 3 <= span.end {
      if source.has("\"\"\"", at: index) {
        isInBlock.toggle()
        index += 3
      } else {
        index += 1
      }
    }
  }

  private func kind(of line: Span) -> Kind {
    let (first, afterFirst) = word(from: line.start, line)
    if first == "end" {
      let (second, _) = word(from: afterFirst, line)
      return second.isEmpty || second.hasPrefix("#") ? .end : .other
    }
    guard first == "for" else { return .other }
    let (name, afterName) = word(from: afterFirst, line)
    let (keyword, afterKeyword) = word(from: afterName, line)
    let isName = name.utf8.first?.isNameStart == true && name.utf8.allSatisfy(\.isNamePart)
    guard isName, keyword == "in" else { return .loop(name: nil, pattern: nil) }
    return .loop(name: name, pattern: pattern(from: afterKeyword, line))
  }

  private func word(from position: Int, _ line: Span) -> (text: String, end: Int) {
    var start = position
    while start < line.end, source.byte(start)?.isBlank ?? false { start += 1 }
    var end = start
    while end < line.end, source.byte(end)?.isBlank == false { end += 1 }
    return (source.text(Span(start, end)), end)
  }

  /// One word, or what stands in double quotes; nothing but a comment may follow.
  private func pattern(from position: Int, _ line: Span) -> Span? {
    var start = position
    while start < line.end, source.byte(start)?.isBlank ?? false { start += 1 }
    var found = Span(start, word(from: start, line).end)
    var end = found.end
    if source.byte(start) == UInt8(ascii: "\"") {
      guard let close = source.bytes[..<line.end].dropFirst(start + 1).firstIndex(of: UInt8(ascii: "\"")) else {
        return nil
      }
      found = Span(start + 1, close)
      end = close + 1
    }
    let rest = word(from: end, line).text
    return found.isEmpty || !(rest.isEmpty || rest.hasPrefix("#")) ? nil : found
  }
}
