import Statistics
import Testing

/// Reference values by summing scipy.stats.binom over all outcomes, and by Connor's formula with scipy.stats.norm.
@Suite struct PowerTests {
  @Test(arguments: [
    (50, 0.2, 0.15, 0.5930545290305859), (100, 0.3, 0.15, 0.7465970434823268), (200, 0.2, 0.1, 0.8753004831125936),
    (1000, 0.2, 0.04, 0.8083843481260563),
  ])
  func powerIsTheReference(pairs: Int, discordance: Double, difference: Double, power: Double) {
    #expect(near(pairedPower(pairs: pairs, discordance: discordance, difference: difference), power, 8))
  }

  @Test func detectableEffectIsTheReference() {
    #expect(abs((minimumDetectableEffect(pairs: 100, discordance: 0.3) ?? 0) - 0.15853) < 2e-5)
    #expect(abs((minimumDetectableEffect(pairs: 1000, discordance: 0.2) ?? 0) - 0.03957) < 2e-5)
  }

  @Test func tooFewPairsDetectNothing() {
    #expect(minimumDetectableEffect(pairs: 5, discordance: 1) == nil)
    #expect(minimumDetectableEffect(pairs: 30, discordance: 0.1) == nil)
    #expect(minimumDetectableEffect(pairs: 6, discordance: 1) != nil)
    #expect(pairedPower(pairs: 0, discordance: 0.2, difference: 0.1) == 0)
    #expect(pairedPower(pairs: 1000, discordance: 1, difference: 1) == 1)
  }

  @Test func withoutADifferenceThePowerIsAtMostAlpha() {
    for pairs in [10, 40, 160, 300] { #expect(pairedPower(pairs: pairs, discordance: 0.4, difference: 0) <= 0.05) }
  }
}
