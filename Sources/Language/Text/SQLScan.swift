/// What a scan over SQL text has to know to find its end: parentheses, quotes and comments, nothing more.
struct SQLScan {
  let source: Source
  var position: Int
  private(set) var depth = 0
  /// Whether a quote or comment was still open at the end of the text.
  private(set) var isInsideText = false

  init(_ source: Source, from position: Int) {
    self.source = source
    self.position = position
  }

  /// Passes over one byte, or over a whole quoted text or comment.
  mutating func advance() {
    guard let byte = source.byte(position) else { return }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): skip(to: byte)
    case UInt8(ascii: "-") where source.byte(position + 1) == byte:
      while position < source.count, source.lineEnd(at: position) == position { position += 1 }
    case UInt8(ascii: "/") where source.byte(position + 1) == UInt8(ascii: "*"):
      position += 2
      while position < source.count, !source.has("*/", at: position) { position += 1 }
      isInsideText = position >= source.count
      position = min(position + 2, source.count)
    case UInt8(ascii: "("):
      depth += 1
      position += 1
    case UInt8(ascii: ")"):
      depth -= 1
      position += 1
    default: position += 1
    }
  }

  private mutating func skip(to quote: UInt8) {
    position += 1
    while let byte = source.byte(position), byte != quote { position += 1 }
    isInsideText = position >= source.count
    position = min(position + 1, source.count)
  }
}

/// The position of the parenthesis that closes the one at `start`, or `nil`.
func closingParenthesis(in source: Source, from start: Int) -> Int? {
  var scan = SQLScan(source, from: start)
  repeat { scan.advance() } while scan.depth > 0 && scan.position < source.count
  return scan.depth == 0 && !scan.isInsideText ? scan.position - 1 : nil
}

/// The end of the SQL that starts at `start`: a semicolon that ends its line, or the end of the source.
func endOfSQL(in source: Source, from start: Int) -> (end: Int, isTerminated: Bool, isOpen: Bool) {
  var scan = SQLScan(source, from: start)
  while scan.position < source.count {
    if source.byte(scan.position) == UInt8(ascii: ";"), scan.depth <= 0 {
      var after = scan.position + 1
      while let byte = source.byte(after), byte == 0x20 || byte == 0x09 { after += 1 }
      if after >= source.count || source.lineEnd(at: after) > after { return (scan.position, true, false) }
    }
    scan.advance()
  }
  return (source.count, false, scan.depth > 0 || scan.isInsideText)
}
