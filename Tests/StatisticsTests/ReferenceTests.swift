import Basics
import FoundationEssentials
import Testing

@testable import Statistics

/// Values computed by scipy, statsmodels, krippendorff and ppi_py: References/make_references.py says how.
@Suite struct ReferenceTests {
  static let references: JSON = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let bytes = (try? Data(contentsOf: folder.appending(path: "References/references.json"))) ?? Data()
    return (try? JSON(parsing: bytes)) ?? .null
  }()

  private func cases(_ name: String) throws -> [JSON] {
    let found = try #require(Self.references[name]?.arrayValue)
    #expect(!found.isEmpty)
    return found
  }

  @Test func proportions() throws {
    for item in try cases("intervals") {
      let (k, n, confidence) = (item.int("successes"), item.int("trials"), item.double("confidence"))
      let wilson = wilsonInterval(successes: k, trials: n, confidence: confidence)
      #expect(agree([wilson.low, wilson.high], item.doubles("wilson")))
      let exact = clopperPearsonInterval(successes: k, trials: n, confidence: confidence)
      #expect(agree([exact.low, exact.high], item.doubles("exact")))
    }
    for item in try cases("binomial") {
      let found = binomialCumulative(item.int("successes"), trials: item.int("trials"), p: item.double("p"))
      #expect(agree(found, item.double("cumulative")))
    }
  }

  @Test func pairedTests() throws {
    for item in try cases("mcnemar") {
      let counts = PairedCounts(wins: item.int("wins"), losses: item.int("losses"), ties: 3)
      #expect(agree(counts.exactP, item.double("exact")))
      #expect(agree(counts.midP, item.double("mid")))
      #expect(agree(counts.probabilityBetter, item.double("better")))
    }
    var generator = TestGenerator(state: 1)
    for item in try cases("signFlip") {
      #expect(agree(signFlipP(item.doubles("differences"), using: &generator), item.double("p")))
    }
  }

  @Test func powerAndEffects() throws {
    for item in try cases("power") {
      let found = pairedPower(
        pairs: item.int("pairs"), discordance: item.double("discordance"), difference: item.double("difference"),
        alpha: item.double("alpha"))
      #expect(agree(found, item.double("power")))
    }
    for item in try cases("effects") {
      let found = minimumDetectableEffect(pairs: item.int("pairs"), discordance: item.double("discordance"))
      #expect(agree(found, item.double("effect")))
    }
  }

  @Test func severalTests() throws {
    let discoveries = try #require(Self.references["falseDiscoveries"])
    #expect(agree(benjaminiHochberg(discoveries.doubles("p")), discoveries.doubles("adjusted")))
    for item in try cases("spending") {
      let (looks, alpha) = (item.int("looks"), item.double("alpha"))
      for (rule, name) in [(AlphaSpending.late(looks: looks), "late"), (.even(looks: looks), "even")] {
        #expect(agree((1...looks).map { rule.alpha(forLook: $0, of: alpha) }, item.doubles(name)))
      }
    }
    for item in try cases("maxima") { #expect(agree(winnersCurse(of: item.int("count")), item.double("mean"))) }
  }

  @Test func agreement() throws {
    for item in try cases("agreement") {
      let table = item.doubles("table").map { Int($0) }
      let found = Agreement(
        bothYes: table[0], judgeYesPersonNo: table[1], judgeNoPersonYes: table[2], bothNo: table[3])
      #expect(agree(found.kappa, item.double("kappa")))
      #expect(agree(found.matthews, item.double("matthews")))
      #expect(agree(found.prevalenceAdjustedKappa, item.double("adjusted")))
      let pairs = [(1, 1), (1, 0), (0, 1), (0, 0)]
      let units = zip(pairs, table).flatMap { pair, count in
        Array(repeating: [Int?(pair.0), Int?(pair.1)], count: count)
      }
      #expect(agree(krippendorffAlpha(units), item.double("alpha")))
    }
    let raters = try #require(Self.references["krippendorff"])
    let units = (raters["units"]?.arrayValue ?? []).map { unit in (unit.arrayValue ?? []).map(\.intValue) }
    #expect(agree(krippendorffAlpha(units), raters.double("alpha")))
  }

  @Test func predictionPoweredInference() throws {
    let item = try #require(Self.references["predictionPowered"])
    let labelled = zip(item.doubles("judge"), item.doubles("person")).map { (judge: $0, person: $1) }
    let found = try #require(predictionPoweredMean(labelled: labelled, judged: item.doubles("judged"))).interval
    #expect(agree([found.low, found.high], [item.double("low"), item.double("high")]))
  }

  @Test func repeatedAnswers() throws {
    for item in try cases("passes") {
      let (n, c, k) = (item.int("samples"), item.int("correct"), item.int("k"))
      #expect(agree(passAtK(samples: n, correct: c, k: k), item.double("any")))
      #expect(agree(passAllK(samples: n, correct: c, k: k), item.double("all")))
    }
    let item = try #require(Self.references["flakes"])
    let answers = zip(item.doubles("right"), item.doubles("samples")).map { (right: Int($0), samples: Int($1)) }
    let noise = try #require(answerNoise(answers))
    #expect(agree(noise.disagreement, item.double("disagreement")))
    #expect(agree(noise.deviation, item.double("deviation")))
    #expect(noise.flakeRate == 0.6)
    #expect(agree(noise.floor(), 1.959963984540054 * noise.deviation))
    #expect(answerNoise([(right: 1, samples: 1)]) == nil)
  }
}

/// Agreement to 1e-9, absolute or relative.
private func agree(_ value: Double?, _ reference: Double) -> Bool {
  guard let value else { return false }
  return abs(value - reference) <= 1e-9 * max(1, abs(reference))
}

private func agree(_ values: [Double], _ references: [Double]) -> Bool {
  values.count == references.count && zip(values, references).allSatisfy { agree($0, $1) }
}

extension JSON {
  fileprivate func int(_ name: String) -> Int { self[name]?.intValue ?? Int.min }
  fileprivate func double(_ name: String) -> Double { self[name]?.doubleValue ?? .nan }
  fileprivate func doubles(_ name: String) -> [Double] {
    (self[name]?.arrayValue ?? []).map { $0.doubleValue ?? .nan }
  }
}
