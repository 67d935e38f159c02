import Statistics
import Testing

@Suite struct ResamplingTests {
  /// Darwin's Zea mays in Fisher, The Design of Experiments, section 21: 1726 of 32,768 assignments are as extreme.
  private static let darwin: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

  @Test func signFlipIsExactForFewPairs() {
    var generator = TestGenerator(state: 1)
    #expect(signFlipP(Self.darwin, using: &generator) == 1726.0 / 32768)
    #expect(signFlipP([0, 0], using: &generator) == 1)
    #expect(signFlipP([], using: &generator) == 1)
    #expect(signFlipP([1, 1, 1, 1, 1, 1], using: &generator) == 2.0 / 64)
  }

  @Test func signFlipAgreesWithTheBinomialTestOnManyPairs() {
    var generator = TestGenerator(state: 2)
    let differences = Array(repeating: 1.0, count: 25) + Array(repeating: -1.0, count: 12)
    let p = signFlipP(differences, resamples: 20_000, using: &generator)
    #expect(abs(p - PairedCounts(wins: 25, losses: 12, ties: 0).exactP) < 0.006)
  }

  @Test func signFlipReplaysFromTheSeed() {
    let differences = (0..<40).map { Double($0 % 7) - 2.5 }
    var (first, second) = (TestGenerator(state: 5), TestGenerator(state: 5))
    #expect(
      signFlipP(differences, resamples: 500, using: &first) == signFlipP(differences, resamples: 500, using: &second))
  }

  @Test func bootstrapOfSingleQuestionsHasTheWidthOfTheNormalInterval() throws {
    var generator = TestGenerator(state: 3)
    let families = (0..<400).map { [$0 < 300 ? 1.0 : 0.0] }
    let estimate = try #require(clusterBootstrap(families, resamples: 4_000, using: &generator))
    #expect(estimate.value == 0.75)
    // 1.96 standard errors of 0.0217.
    #expect(abs(estimate.interval.low - 0.7076) < 0.006 && abs(estimate.interval.high - 0.7924) < 0.006)
  }

  @Test func familiesThatShareTheirFateWidenTheInterval() throws {
    var generator = TestGenerator(state: 4)
    let outcomes = (0..<40).map { $0 < 30 ? 1.0 : 0.0 }
    let single = outcomes.flatMap { outcome in Array(repeating: [outcome], count: 10) }
    let together = outcomes.map { Array(repeating: $0, count: 10) }
    let narrow = try #require(clusterBootstrap(single, using: &generator)).interval
    let wide = try #require(clusterBootstrap(together, using: &generator)).interval
    #expect((wide.high - wide.low) / (narrow.high - narrow.low) > 2.5)
  }

  @Test func bootstrapReplaysAndNeedsValues() {
    var (first, second) = (TestGenerator(state: 6), TestGenerator(state: 6))
    let families = [[1.0, -1], [0, 1, 1], [], [1]]
    #expect(clusterBootstrap(families, using: &first) == clusterBootstrap(families, using: &second))
    #expect(clusterBootstrap([[]], using: &first) == nil)
  }

  @Test func quantilesInterpolate() {
    #expect(quantile(0.25, of: [1, 2, 3, 4]) == 1.75)
    #expect(quantile(0, of: [1, 2]) == 1 && quantile(1, of: [1, 2]) == 2 && quantile(2, of: [1, 2]) == 2)
    #expect(quantile(0.5, of: []).isNaN)
  }
}
