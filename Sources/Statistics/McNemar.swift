import Glibc

/// Wins, losses and ties of one arm against another on the same questions.
package struct PairedCounts: Sendable, Hashable {
  package var wins: Int
  package var losses: Int
  package var ties: Int

  package init(wins: Int, losses: Int, ties: Int) {
    self.wins = max(0, wins)
    self.losses = max(0, losses)
    self.ties = max(0, ties)
  }

  package var total: Int { wins + losses + ties }
  package var discordant: Int { wins + losses }
  /// The difference of the two rates, wins counting for the first arm.
  package var difference: Double { total == 0 ? 0 : Double(wins - losses) / Double(total) }

  /// The exact two-sided p-value that wins and losses are equally likely.
  ///
  /// McNemar, Psychometrika 12 (1947), by the binomial distribution of the discordant pairs. Never too small; on few
  /// pairs rather too large.
  package var exactP: Double { min(1, 2 * binomialCumulative(min(wins, losses), trials: discordant, p: 0.5)) }

  /// The two-sided mid-p value: half of the probability of what was seen is left out.
  ///
  /// Fagerland, Lydersen and Laake, "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better
  /// than exact conditional", BMC Medical Research Methodology 13:91 (2013).
  package var midP: Double {
    guard discordant > 0 else { return 1 }
    let seen = exp(SpecialFunctions.logChoose(discordant, wins) - Double(discordant) * log(2))
    if wins == losses { return 1 - seen / 2 }
    return max(0, 2 * binomialCumulative(min(wins, losses), trials: discordant, p: 0.5) - seen)
  }

  /// The posterior probability that a discordant question is more likely won than lost, every rate being equally
  /// likely at first: P(θ > 1/2 | Beta(1 + wins, 1 + losses)).
  ///
  /// Gelman et al., Bayesian Data Analysis (3rd edition), section 2.4.
  package var probabilityBetter: Double {
    SpecialFunctions.incompleteBeta(0.5, Double(1 + losses), Double(1 + wins))
  }
}
