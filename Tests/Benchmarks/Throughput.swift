import Basics
import Judges
import Warehouses

/// Pairs judged in a second, everything executed and with shortcuts and caches.
struct Throughput {
  let pairs: [Pair]
  let folder: String
  private static let limits = ExecutionLimits(seconds: 5, rows: 1_000_000, bytes: 1 << 30)

  /// `all`: every statement is executed, the expected ones too; `generated`: every generated one is; `cached`: with
  /// shortcuts and caches; `again`: the same when everything was judged before.
  func print(_ mode: String) async throws {
    switch mode {
    case "all": try await measure(mode, Mode(keepsExpected: false))
    case "generated": try await measure(mode, Mode())
    case "again": try await measure(mode, Mode(keepsGenerated: true, takesShortcuts: true, rounds: 2))
    default: try await measure(mode, Mode(keepsGenerated: true, takesShortcuts: true))
    }
  }

  /// What a measurement may leave out.
  private struct Mode {
    var keepsExpected = true
    var keepsGenerated = false
    var takesShortcuts = false
    /// Of which the last is measured.
    var rounds = 1
  }

  private func measure(_ name: String, _ mode: Mode) async throws {
    func results() -> ExpectedResults {
      ExpectedResults(
        limits: Self.limits, capacity: 300_000, isCaching: mode.keepsExpected, keepsVerdicts: mode.keepsGenerated)
    }
    for rules in [[PublicRule.bird], [.genie], [.bird, .genie]] {
      let results = results()
      try await measure(name, rules.map { PublicRuleJudge($0, results) }, mode.rounds)
    }
    try await measure(name, [ResultJudge(results(), takesShortcuts: mode.takesShortcuts)], mode.rounds)
  }

  /// As in a run: what one judge has run for a pair the next one does not run again.
  private func measure(_ name: String, _ judges: [any Judge], _ rounds: Int) async throws {
    let databases = try Databases(folder, for: pairs)
    for round in 1...rounds {
      let processor = processorSeconds()
      let elapsed = await seconds {
        _ = await eachInParallel(pairs) { pair in
          guard let database = databases[pair] else { return [Verdict.Ruling.error] }
          let warehouse = database.shared(among: judges.count)
          var rulings: [Verdict.Ruling] = []
          for judge in judges {
            rulings.append(await judge.judge(pair.trace, against: pair.expectation, on: warehouse).ruling)
          }
          return rulings
        }
      }
      guard round == rounds else { continue }
      let rate = Double(pairs.count) / elapsed
      Swift.print(
        "\(name) \(judges.map(\.name).joined(separator: " and ")): \(fixed(rate, 0)) pairs/s (\(fixed(elapsed, 2)) s, "
          + "\(fixed(processorSeconds() - processor, 2)) s of processor time, peak \(fixed(peakMegabytes(), 0)) MB)")
    }
  }
}
