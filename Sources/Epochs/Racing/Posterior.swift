/// What paired wins and losses say about a change, ties being silent.
package struct Posterior: Sendable, Hashable {
  package var wins: Int
  package var losses: Int

  package init(wins: Int = 0, losses: Int = 0) {
    self.wins = max(0, wins)
    self.losses = max(0, losses)
  }

  /// Pr(θ > ½ | Beta(1 + wins, 1 + losses)): how surely the change wins more often than it loses.
  ///
  /// For whole parameters the incomplete beta function at ½ is a binomial tail (Abramowitz and Stegun, 26.5.24): the
  /// chance of at most `wins` heads in `wins + losses + 1` throws. Summed without logarithms, so that every machine
  /// gets the same bits.
  package var confidence: Double {
    let throwsLeft = wins + losses + 1
    var term = 1.0
    var total = 1.0
    var halvings = throwsLeft
    for heads in stride(from: 1, through: wins, by: 1) {
      term *= Double(throwsLeft - heads + 1) / Double(heads)
      total += term
      while total > 0x1p500, halvings >= 500 {
        term *= 0x1p-500
        total *= 0x1p-500
        halvings -= 500
      }
    }
    while halvings > 0, total > 0 {
      let step = min(halvings, 500)
      total *= Double(sign: .plus, exponent: -step, significand: 1)
      halvings -= step
    }
    return min(1, total)
  }

  /// The confidence if every one of `more` further questions were won.
  package func best(with more: Int) -> Double { Posterior(wins: wins + max(0, more), losses: losses).confidence }

  package static func + (left: Posterior, right: Posterior) -> Posterior {
    Posterior(wins: left.wins + right.wins, losses: left.losses + right.losses)
  }
}
