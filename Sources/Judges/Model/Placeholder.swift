/// What a judge's prompt may ask to be filled in: `{{question}}`.
package enum Placeholder: String, Sendable, Hashable, CaseIterable {
  case question, sql, rows, answer, expected, trace
  /// The two statements of a pairwise comparison, once in this order and once in the other.
  case first, second

  /// Those that a user's own prompt may hold.
  package static let open: [Placeholder] = allCases.filter { $0 != .first && $0 != .second }

  /// What is said where there is nothing to fill in.
  var absence: String {
    switch self {
    case .question: "There is no question."
    case .sql, .first: "There is no SQL."
    case .rows: "There are no rows."
    case .answer: "There is no answer in words."
    case .expected, .second: "There is no expected SQL."
    case .trace: "There is no trace."
    }
  }
}
