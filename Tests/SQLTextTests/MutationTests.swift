import SQLFuzzing
import SQLText
import Testing

/// Whatever the bytes: no trap, no hang; and what does parse prints as something that parses to the same print.
struct MutationTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func hostileTextsAreSurvived(seed: UInt64) {
    let corpus = FuzzCase.seeds + NormalFormTests.equal.map(\.0) + ResolvingTests.cases.map(\.0) + [UsageTests.text]
    var run = FuzzRun()
    for number in 0..<400 { run.check(FuzzCase(number, seed: seed, corpus: corpus)) }
    #expect(run.complaints == [])
    #expect(run.parsed > 40)
  }

  @Test func theSameNumberGivesTheSameText() {
    for number in [0, 7, 1_000_000] {
      #expect(FuzzCase(number, seed: 1).bytes == FuzzCase(number, seed: 1).bytes)
      #expect(FuzzCase(number, seed: 1).bytes != FuzzCase(number, seed: 2).bytes)
    }
  }
}
