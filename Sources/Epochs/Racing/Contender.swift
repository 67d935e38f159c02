/// A candidate and how it did in its race.
struct Contender: Sendable {
  var candidate: Candidate
  var tally: Duels.Tally
  var decision: RaceRules.Decision

  init(_ candidate: Candidate) { self.init(candidate: candidate, tally: Duels.Tally(), decision: .undecided) }

  init(candidate: Candidate, tally: Duels.Tally, decision: RaceRules.Decision) {
    self.candidate = candidate
    self.tally = tally
    self.decision = decision
  }

  /// It lost clearly more than it won.
  var isHarmful: Bool { tally.losses > tally.wins && tally.posterior.confidence < 0.35 }
  /// How much more often it was seen in vain than with profit.
  var blame: Int { 3 * tally.losses + tally.ties - tally.wins }
  var net: Int { tally.wins - tally.losses }
}
