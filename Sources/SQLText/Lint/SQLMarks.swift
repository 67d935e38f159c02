/// Where the parts of a parsed query stand in its text.
struct SQLMarks {
  struct Core {
    /// The word SELECT.
    var select: Range<Int>
    var items: Range<Int>
    /// The word HAVING.
    var having: Range<Int>?
  }

  var expressions: [(SQLExpression, Range<Int>)] = []
  var cores: [SelectCore: Core] = [:]
  var sources: [(TableSource, Range<Int>)] = []
  var limits: [(SQLExpression, Range<Int>)] = []

  /// The first place of an expression from `start` on, or else the first of all.
  func span(of expression: SQLExpression, from start: Int = 0) -> Range<Int>? {
    let places = expressions.lazy.filter { $0.0 == expression }.map(\.1)
    return places.first { $0.lowerBound >= start } ?? places.first
  }
}
