/// When a race ends, and how.
package struct RaceRules: Sendable, Hashable {
  package enum Decision: String, Sendable, Hashable {
    case accept, drop, undecided
  }

  package var acceptBar: Double
  package var dropBar: Double

  package init(acceptBar: Double, dropBar: Double) {
    self.acceptBar = acceptBar
    self.dropBar = dropBar
  }

  /// The decision with `remaining` families still to be asked.
  ///
  /// A race is given up early, for futility, but never won early: looking several times and stopping at the first
  /// good sight would accept more useless changes than the bar promises, while futility stops only make that rarer.
  package func decision(on posterior: Posterior, remaining: Int) -> Decision {
    if remaining == 0 { return posterior.confidence >= acceptBar ? .accept : .drop }
    if posterior.wins + posterior.losses > 0, posterior.confidence < dropBar, posterior.losses > posterior.wins + 1 {
      return .drop
    }
    return posterior.best(with: remaining) < acceptBar ? .drop : .undecided
  }
}
