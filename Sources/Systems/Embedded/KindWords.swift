/// "The Colorado river" and "the state of Texas": a value with the word for its kind is one thing.
enum KindWords {
  private static let between: Set<String> = ["of", "named", "called"]

  /// The span of a value, with the singular word for its kind in front or behind.
  static func around(_ span: Range<Int>, _ words: Words, _ kinds: Set<UInt64>) -> Range<Int> {
    guard !kinds.isEmpty else { return span }
    func isKind(_ index: Int) -> Bool {
      words.words.indices.contains(index) && kinds.contains(words[index].stem) && !words[index].text.hasSuffix("s")
    }
    if isKind(span.upperBound) { return span.lowerBound..<(span.upperBound + 1) }
    if isKind(span.lowerBound - 1) { return (span.lowerBound - 1)..<span.upperBound }
    if span.lowerBound >= 2, between.contains(words[span.lowerBound - 1].text), isKind(span.lowerBound - 2) {
      return (span.lowerBound - 2)..<span.upperBound
    }
    return span
  }
}
