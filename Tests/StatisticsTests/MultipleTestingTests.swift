import Statistics
import Testing

@Suite struct MultipleTestingTests {
  /// The fifteen p-values of Benjamini and Hochberg (1995), section 4.1: four discoveries at 5 %.
  @Test func publishedExampleOfFalseDiscoveries() {
    let pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
    ]
    let adjusted = benjaminiHochberg(pValues)
    #expect(adjusted.map { $0 <= 0.05 } == [true, true, true, true] + Array(repeating: false, count: 11))
    #expect(near(adjusted[3], 0.0095 * 15 / 4, 10))
    #expect(benjaminiHochberg(pValues.reversed()) == Array(adjusted.reversed()))
    #expect(benjaminiHochberg([]).isEmpty)
  }

  @Test func halvingNeverSpendsMoreThanAlpha() {
    let looks = (1...50).map { AlphaSpending.halving.alpha(forLook: $0, of: 0.05) }
    #expect(looks.prefix(3) == [0.025, 0.0125, 0.00625])
    #expect(looks.reduce(0, +) <= 0.05)
    #expect(AlphaSpending.halving.alpha(forLook: 0, of: 0.05) == 0)
  }

  /// Cumulative values of both functions at five equal steps, by scipy.stats.norm.
  @Test func boundariesSpendAsPublished() {
    func cumulative(_ rule: AlphaSpending) -> [Double] {
      (1...5).map { last in (1...last).map { rule.alpha(forLook: $0, of: 0.05) }.reduce(0, +) }
    }
    let late = [0.0000117264, 0.0019419130, 0.0113964185, 0.0284296308, 0.05]
    let even = [0.0147697265, 0.0261568582, 0.0354256534, 0.0432419863, 0.05]
    for (spent, published) in zip(cumulative(.late(looks: 5)), late) { #expect(near(spent, published, 9)) }
    for (spent, published) in zip(cumulative(.even(looks: 5)), even) { #expect(near(spent, published, 9)) }
    #expect(AlphaSpending.even(looks: 5).alpha(forLook: 6, of: 0.05) == 0)
  }
}
