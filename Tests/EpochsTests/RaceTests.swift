import Basics
import Statistics
import Testing

@testable import Epochs

struct RaceTests {
  @Test(arguments: [(0, 0, 0.5), (1, 0, 0.75), (2, 0, 0.875), (0, 3, 0.0625), (5, 5, 0.5), (9, 3, 0.95385742)])
  func confidence(wins: Int, losses: Int, expected: Double) {
    #expect(abs(Posterior(wins: wins, losses: losses).confidence - expected) < 1e-6)
  }

  @Test(arguments: [(40, 31), (300, 260), (2_000, 1_900), (1, 700)])
  func agreesWithTheBetaFunction(wins: Int, losses: Int) {
    let reference = PairedCounts(wins: wins, losses: losses, ties: 0).probabilityBetter
    #expect(abs(Posterior(wins: wins, losses: losses).confidence - reference) < 1e-9)
  }

  @Test func stopsForFutilityAndNeverEarlyForSuccess() {
    let rules = RaceRules(acceptBar: 0.85, dropBar: 0.45)
    #expect(rules.decision(on: Posterior(wins: 9, losses: 0), remaining: 5) == .undecided)
    #expect(rules.decision(on: Posterior(wins: 9, losses: 0), remaining: 0) == .accept)
    #expect(rules.decision(on: Posterior(wins: 0, losses: 5), remaining: 3) == .drop)
    #expect(rules.decision(on: Posterior(wins: 0, losses: 0), remaining: 1) == .drop)
    #expect(rules.decision(on: Posterior(wins: 1, losses: 1), remaining: 0) == .drop)
  }

  /// How often a change that does nothing is accepted, on a system that flips a tenth of its answers at random.
  private func falseAcceptance(epoch: Int, trials: Int) -> Double {
    var generator = SeededGenerator(seed: 11, purpose: "noise")
    let rules = RaceRules(acceptBar: EpochSettings().bar(epoch: epoch), dropBar: 0.45)
    var accepted = 0
    for _ in 0..<trials {
      var posterior = Posterior()
      var decision = RaceRules.Decision.undecided
      var remaining = 60
      while decision == .undecided {
        for _ in 0..<20 {
          let (champion, challenger) = (generator.uniform() < 0.9, generator.uniform() < 0.9)
          if challenger, !champion { posterior.wins += 1 }
          if champion, !challenger { posterior.losses += 1 }
        }
        remaining -= 20
        decision = rules.decision(on: posterior, remaining: remaining)
      }
      if decision == .accept { accepted += 1 }
    }
    return Double(accepted) / Double(trials)
  }

  /// Keeping whatever scored better accepts useless edits 35 to 46 times in a hundred.
  @Test func noiseIsSeldomAccepted() {
    #expect(falseAcceptance(epoch: 1, trials: 4_000) < 0.16)
    #expect(falseAcceptance(epoch: 6, trials: 4_000) < 0.06)
  }

  @Test func aFamilyWinsOnceAndCensoredQuestionsCountForNobody() {
    let duels = Duels([
      Duel(question: "a", family: "f", champion: 0, challenger: 1),
      Duel(question: "b", family: "f", champion: 0, challenger: 1),
      Duel(question: "c", family: "f", champion: 1, challenger: 0),
      Duel(question: "d", family: "g", champion: 1, challenger: nil),
      Duel(question: "e", family: "h", champion: 0.5, challenger: 0.5),
    ])
    #expect(duels.byFamily == Duels.Tally(wins: 1, losses: 0, ties: 1, censored: 1))
    #expect(duels.byQuestion == Duels.Tally(wins: 2, losses: 1, ties: 1, censored: 1))
  }

  @Test func foldsAreEvenAndKeepFamiliesWhole() {
    let families = (0..<50).map { "f\($0)" }
    let folds = CrossFit(families: families + families, count: 5, seed: 3)
    let sizes = (0..<5).map { fold in families.filter { folds.fold(of: $0) == fold }.count }
    #expect(sizes == [10, 10, 10, 10, 10])
    #expect(
      CrossFit(families: families.reversed(), count: 5, seed: 3) == CrossFit(families: families, count: 5, seed: 3))
  }
}
