package import Basics
package import Spaces
internal import Statistics

extension Optimizer {
  /// Below this many validation questions nobody speaks of proof.
  package static let provingQuestions = 30

  /// Opens the sealed test split once more and compares the champion with the version that tuning started from.
  ///
  /// The look is counted before the split is opened, and may use half of the error probability that the looks before
  /// it left (alpha spending). Only totals leave this method.
  package func certify(
    _ champion: Version, against start: Version, samples: Int? = nil, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> Certificate {
    let test = try questions(.test)
    let samples = max(1, samples ?? self.samples)
    progress?(.stage("certify"))
    let alpha = settings.alpha
    let look: Int
    do {
      look = try await journal.openLook(
        Look(
          champion: champion.hash, start: start.hash, evalset: evalset.hash, split: evalset.splitHash, alpha: alpha))
    } catch {
      throw .journal(message: "\(error)")
    }
    let spent = AlphaSpending.halving.alpha(forLook: look, of: alpha)
    let before = try await evaluator.results(start.space, test, samples: samples, progress: progress)
    let after = try await evaluator.results(champion.space, test, samples: samples, progress: progress)
    let certificate = Certificate(
      champion: champion.hash, start: start.hash, look: look, alpha: spent, samples: samples, questions: test,
      before: before, after: after, seed: settings.seed,
      isLarge: evalset.questions.count(in: .validation) >= Self.provingQuestions)
    do {
      try await journal.closeLook(look, result: certificate.json)
    } catch {
      throw .journal(message: "\(error)")
    }
    return certificate
  }
}

extension Certificate {
  init(
    champion: ContentHash, start: ContentHash, look: Int, alpha: Double, samples: Int, questions: [Question],
    before: Results, after: Results, seed: UInt64, isLarge: Bool
  ) {
    let duels = Duels(
      questions.map { question in
        Duel(
          question: question.id, family: question.family, champion: before.share(question.id),
          challenger: after.share(question.id))
      })
    var families: [String] = []
    var gains: [String: [Double]] = [:]
    for duel in duels.duels {
      guard let gain = duel.gain else { continue }
      if gains[duel.family] == nil { families.append(duel.family) }
      gains[duel.family, default: []].append(gain)
    }
    let grouped = families.map { gains[$0] ?? [] }
    var bootstrap = SeededGenerator(seed: seed, purpose: "certify bootstrap")
    var flips = SeededGenerator(seed: seed, purpose: "certify sign flips")
    let estimate = clusterBootstrap(grouped, using: &bootstrap)
    let tally = duels.byFamily
    let isPaired = grouped.allSatisfy { $0.count == 1 && $0.allSatisfy { abs($0) == 1 || $0 == 0 } }
    // One question a family and one sample: the exact test. Else families are exchanged as wholes.
    let p =
      isPaired
      ? PairedCounts(wins: tally.wins, losses: tally.losses, ties: tally.ties).exactP
      : signFlipP(grouped.map { $0.reduce(0, +) }, using: &flips)
    let difference = estimate?.value ?? 0
    self.init(
      champion: champion, start: start, look: look, alpha: alpha, questions: questions.count,
      families: families.count, samples: samples, before: before.accuracy, after: after.accuracy,
      beforeInterval: Self.interval(before), afterInterval: Self.interval(after), tally: tally,
      difference: Self.range(estimate?.interval), p: p,
      verdict: difference > 0 && p <= alpha ? .promoted : (difference < 0 ? .worse : .notProven), isLarge: isLarge)
  }

  private static func interval(_ results: Results) -> ClosedRange<Double> {
    let successes = Int((results.accuracy * Double(results.counted)).rounded())
    return range(wilsonInterval(successes: successes, trials: results.counted))
  }

  private static func range(_ interval: Interval?) -> ClosedRange<Double> {
    guard let interval, interval.low <= interval.high else { return -1...1 }
    return interval.low...interval.high
  }

  /// What the journal keeps of the look.
  package var json: JSON {
    [
      "look": .int(look), "alpha": .double(alpha), "questions": .int(questions), "families": .int(families),
      "samples": .int(samples), "before": .double(before), "after": .double(after), "tally": tally.json,
      "difference": .array([.double(difference.lowerBound), .double(difference.upperBound)]), "p": .double(p),
      "verdict": .string(verdict.rawValue), "champion": .string(champion.hex), "start": .string(start.hex),
    ]
  }
}
