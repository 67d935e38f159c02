/// How a challenger and the champion fared on one question: the share of samples judged right, or nothing where
/// infrastructure failed either of them.
package struct Duel: Sendable, Hashable {
  package var question: String
  package var family: String
  package var champion: Double?
  package var challenger: Double?

  package init(question: String, family: String, champion: Double?, challenger: Double?) {
    self.question = question
    self.family = family
    self.champion = champion
    self.challenger = challenger
  }

  /// How much the challenger gained; nothing where the question is censored.
  package var gain: Double? {
    guard let champion, let challenger else { return nil }
    return challenger - champion
  }
}

/// Paired results, questions of one family together.
package struct Duels: Sendable, Hashable {
  package var duels: [Duel]

  package init(_ duels: [Duel]) { self.duels = duels }

  package struct Tally: Sendable, Hashable {
    package var wins = 0
    package var losses = 0
    package var ties = 0
    package var censored = 0

    mutating func count(_ gain: Double?) {
      guard let gain else { return censored += 1 }
      if gain > 1e-9 { wins += 1 } else if gain < -1e-9 { losses += 1 } else { ties += 1 }
    }

    package var posterior: Posterior { Posterior(wins: wins, losses: losses) }
    package var total: Int { wins + losses + ties }
  }

  /// Paraphrases stand or fall together, so a family wins or loses once.
  package var byFamily: Tally {
    var order: [String] = []
    var gains: [String: [Double?]] = [:]
    for duel in duels {
      if gains[duel.family] == nil { order.append(duel.family) }
      gains[duel.family, default: []].append(duel.gain)
    }
    return tally(
      order.map { family in
        let known = (gains[family] ?? []).compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +)
      })
  }

  package var byQuestion: Tally { tally(duels.map(\.gain)) }

  private func tally(_ gains: [Double?]) -> Tally {
    var tally = Tally()
    for gain in gains { tally.count(gain) }
    return tally
  }
}
