/// A candidate and how it did in its race.
struct Contender: Sendable {
  var candidate: Candidate
  var tally: Duels.Tally
  var decision: RaceRules.Decision
  /// Questions that it breaks in the bundle, beside those that it puts right.
  var cost = 0

  /// It lost clearly more than it won.
  var isHarmful: Bool { tally.losses > tally.wins && tally.posterior.confidence < 0.35 }
  var net: Int { tally.wins - tally.losses }
}
