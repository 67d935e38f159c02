/// A stretch of source, in bytes of its UTF-8.
package struct Span: Sendable, Hashable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  package var isEmpty: Bool { start == end }

  /// The least span that holds both.
  package func joined(with other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}
