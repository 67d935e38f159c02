package import Basics

/// What a look at the sealed test split said; never which questions.
package struct Certificate: Sendable, Hashable {
  package enum Verdict: String, Sendable, Hashable {
    case promoted
    case notProven = "not proven"
    case worse
  }

  package var champion: ContentHash
  package var start: ContentHash
  /// The look's number, from 1, and the error probability that it could use.
  package var look: Int
  package var alpha: Double
  package var questions: Int
  package var families: Int
  package var samples: Int
  package var before: Double
  package var after: Double
  /// Of ``before`` and ``after``, 95 % by Wilson.
  package var beforeInterval: ClosedRange<Double>
  package var afterInterval: ClosedRange<Double>
  /// Families won, lost and left as they were.
  package var tally: Duels.Tally
  /// The difference in accuracy, 95 % by a paired bootstrap over families.
  package var difference: ClosedRange<Double>
  /// Two-sided: McNemar exact where each family is one question, else by flipping the signs of whole families.
  package var p: Double
  package var verdict: Verdict
  /// Whether there are enough questions to speak of proof.
  package var isLarge: Bool
}
