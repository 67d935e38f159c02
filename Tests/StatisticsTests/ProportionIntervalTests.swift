import Statistics
import Testing

/// Table I of Newcombe, Statistics in Medicine 17 (1998) 857–872: methods 3 and 5.
@Suite struct ProportionIntervalTests {
  static let published: [(successes: Int, trials: Int, wilson: (Double, Double), exact: (Double, Double))] = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)), (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0, 0.1611), (0, 0.1684)), (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
  ]

  @Test(arguments: published.indices)
  func intervalsAreThePublishedOnes(index: Int) {
    let row = Self.published[index]
    let wilson = wilsonInterval(successes: row.successes, trials: row.trials)
    #expect(near(wilson.low, row.wilson.0) && near(wilson.high, row.wilson.1))
    let exact = clopperPearsonInterval(successes: row.successes, trials: row.trials)
    #expect(near(exact.low, row.exact.0) && near(exact.high, row.exact.1))
  }

  @Test func edgesStayInsideTheUnitRange() {
    #expect(wilsonInterval(successes: 0, trials: 0) == Interval(low: 0, high: 1))
    #expect(wilsonInterval(successes: 20, trials: 20).high == 1)
    #expect(clopperPearsonInterval(successes: 20, trials: 20).high == 1)
    #expect(clopperPearsonInterval(successes: 99, trials: 20).high == 1)
    #expect(wilsonInterval(successes: 5, trials: 10, confidence: 0.5).contains(0.5))
  }

  @Test func binomialTailsAddUp() {
    #expect(near(binomialCumulative(1, trials: 8, p: 0.5), 9.0 / 256, 12))
    #expect(near(binomialCumulative(3, trials: 10, p: 0.3), 0.6496107184, 10))
    #expect(binomialCumulative(-1, trials: 8, p: 0.5) == 0 && binomialCumulative(8, trials: 8, p: 0.5) == 1)
  }
}
