import Statistics
import Testing

@Suite struct McNemarTests {
  /// Fagerland, Lydersen and Laake (2013), the airway hyper-responsiveness data: 1 against 7.
  @Test func publishedExample() {
    let counts = PairedCounts(wins: 7, losses: 1, ties: 13)
    #expect(near(counts.exactP, 0.0703))
    #expect(near(counts.midP, 0.0391))
    #expect(near(counts.difference, 6.0 / 21, 12))
  }

  /// Reference values by scipy.stats.binomtest and scipy.special.betainc.
  @Test(arguments: [
    (25, 12, 0.04703102743951604, 0.03355243967962451, 0.9832237801601877), (10, 10, 1, 0.9119014739990235, 0.5),
    (0, 5, 0.0625, 0.03125, 0.015625), (7, 1, 0.0703125, 0.0390625, 0.98046875),
  ])
  func referenceValues(wins: Int, losses: Int, exact: Double, mid: Double, better: Double) {
    let counts = PairedCounts(wins: wins, losses: losses, ties: 0)
    #expect(near(counts.exactP, exact, 11))
    #expect(near(counts.midP, mid, 11))
    #expect(near(counts.probabilityBetter, better, 11))
    #expect(near(PairedCounts(wins: losses, losses: wins, ties: 9).exactP, exact, 11))
  }

  @Test func nothingSeenProvesNothing() {
    let counts = PairedCounts(wins: 0, losses: 0, ties: 50)
    #expect(counts.exactP == 1 && counts.midP == 1)
    #expect(near(counts.probabilityBetter, 0.5, 12))
    #expect(PairedCounts(wins: -3, losses: 0, ties: 0).total == 0)
  }
}
