import Statistics
import Testing

@Suite struct AgreementTests {
  /// The textbook table 20, 5, 10, 15.
  @Test func kappaOfATable() {
    let agreement = Agreement(bothYes: 20, judgeYesPersonNo: 5, judgeNoPersonYes: 10, bothNo: 15)
    #expect(near(agreement.kappa, 0.4, 12))
    #expect(near(agreement.observed, 0.7, 12))
    #expect(near(agreement.truePositiveRate, 2.0 / 3, 12))
    #expect(near(agreement.trueNegativeRate, 0.75, 12))
    #expect(near(agreement.balancedAccuracy, 17.0 / 24, 12))
    // (20·15 − 5·10) / √(25·30·20·25)
    #expect(near(agreement.matthews, 0.40824829, 8))
  }

  @Test func pairsAreCounted() {
    let agreement = Agreement([
      (judge: true, person: true), (true, false), (false, true), (false, true), (false, false),
    ])
    #expect(agreement == Agreement(bothYes: 1, judgeYesPersonNo: 1, judgeNoPersonYes: 2, bothNo: 1))
  }

  @Test func oneSidedLabelsHaveNoKappa() {
    let agreement = Agreement(bothYes: 9, judgeYesPersonNo: 0, judgeNoPersonYes: 0, bothNo: 0)
    #expect(agreement.kappa == nil && agreement.matthews == nil && agreement.trueNegativeRate == nil)
    #expect(Agreement([]).observed == nil)
  }

  /// Krippendorff (2011), section A: two observers, binary data, α = 0.095.
  @Test func alphaOfTwoObservers() {
    let first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    let second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    #expect(near(krippendorffAlpha(zip(first, second).map { [$0, $1] }), 0.095, 3))
  }

  /// Krippendorff (2011), section C: four observers, missing labels, nominal α = 0.743.
  @Test func alphaWithMissingLabels() {
    let observers: [[Int?]] = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
      [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ]
    #expect(near(krippendorffAlpha((0..<12).map { unit in observers.map { $0[unit] } }), 0.743, 3))
    #expect(krippendorffAlpha([[1, nil], [2]]) == nil)
    #expect(krippendorffAlpha([[1, 1], [1, 1]]) == nil)
  }

  @Test func correctedRates() {
    // A test with 90 % and 95 % finds 0.9·0.4 + 0.05·0.6 = 0.39 positive where 0.4 are.
    #expect(near(roganGladen(rate: 0.39, truePositiveRate: 0.9, trueNegativeRate: 0.95), 0.4, 12))
    #expect(roganGladen(rate: 0.01, truePositiveRate: 0.9, trueNegativeRate: 0.95) == 0)
    #expect(roganGladen(rate: 0.5, truePositiveRate: 0.5, trueNegativeRate: 0.5) == nil)
  }

  @Test func predictionPoweredMeanRemovesTheBias() throws {
    let labelled = [(judge: 1.0, person: 1.0), (1, 0), (0, 0), (1, 1)]
    let judged = [1.0, 1, 1, 0, 1, 1, 0, 1]
    let estimate = try #require(predictionPoweredMean(labelled: labelled, judged: judged))
    #expect(near(estimate.value, 0.75 - 0.25, 12))
    // 1.959964 · √(0.1875 / 8 + 0.1875 / 4)
    #expect(near(estimate.interval.high, 0.5 + 0.519714, 5))
    #expect(predictionPoweredMean(labelled: [], judged: judged) == nil)
  }
}
