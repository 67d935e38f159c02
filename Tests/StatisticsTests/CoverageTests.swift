import Simulations
import Testing

@testable import Statistics

/// Approximate methods hold what they promise; `checks coverage` does the same with many more rounds.
@Suite struct CoverageTests {
  @Test func approximateMethodsKeepTheirRates() {
    for found in simulations(rounds: 150) {
      // Bootstrap intervals of few families are a little short, and tests on steps a little careful.
      #expect(abs(found.share - found.nominal) <= found.slack + 0.02, "\(found)")
    }
  }

  @Test func theBestOfManyLooksBetterThanItIs() throws {
    var generator = TestGenerator(state: 9)
    // Twenty arms of one quality on 200 questions: the best looks about 1.87 standard errors too good.
    let arms = (0..<20).map { _ in (0..<200).map { _ in UInt8.random(in: 0..<2, using: &generator) == 0 ? 1.0 : 0 } }
    let optimism = try #require(
      selectionOptimism(arms, sizes: Array(repeating: 1, count: 200), resamples: 300, using: &generator))
    let expected = winnersCurse(of: 20) * (0.25 / 200).squareRoot()
    #expect(optimism > expected / 3 && optimism < expected)
    #expect(selectionOptimism([[1]], sizes: [1], using: &generator) == nil)
    #expect(selectionOptimism([[1], [0]], sizes: [], using: &generator) == nil)
  }
}
