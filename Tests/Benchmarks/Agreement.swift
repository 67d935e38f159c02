import Basics
import Glibc
import Judges
import Warehouses

/// How often our readings of the public rules agree with recorded verdicts, and where the strict judge differs.
struct Agreement {
  let pairs: [Pair]
  let databases: Databases
  let listed: Int

  /// A recorded rule and ours for it.
  private static let rules: [(recorded: String, rule: PublicRule)] = [
    ("bird_ex", .bird), ("ts_exec", .testSuite), ("ts_exec_keep_distinct", .testSuiteDistinct),
    ("defog_exact", .sqlEvalExact), ("defog_correct", .sqlEval), ("genie", .genie),
  ]

  /// The limits under which the recorded verdicts came about.
  private static let limits = ExecutionLimits(seconds: 5, rows: 1_000_000, bytes: 1 << 30)

  func print() async {
    for (recorded, rule) in Self.rules {
      await compare(recorded, PublicRuleJudge(rule, ExpectedResults(limits: Self.limits)))
    }
    await differences()
  }

  /// What the judge says in the words of the record.
  private func said(_ verdict: Verdict, _ judge: PublicRuleJudge) -> String {
    guard judge.rule == .genie else { return verdict.ruling == .yes ? "1" : "0" }
    return verdict.ruling == .yes ? "GOOD" : verdict.rationale == PublicRuleJudge.needsReview ? "NEEDS_REVIEW" : "BAD"
  }

  private func compare(_ recorded: String, _ judge: PublicRuleJudge) async {
    let verdicts = await eachInParallel(pairs) { pair in
      guard let warehouse = databases[pair] else { return Verdict(judge: "", ruling: .error) }
      return await judge.judge(pair.trace, against: pair.expectation, on: warehouse)
    }
    var agreed = 0
    var counted = 0
    var lines: [String] = []
    for (pair, verdict) in zip(pairs, verdicts) where pair.isComparable {
      let wanted = pair.verdicts[recorded].map { $0.stringValue ?? $0.text } ?? ""
      counted += 1
      if said(verdict, judge) == wanted {
        agreed += 1
      } else {
        lines.append(
          "  \(pair.id) [\(pair.kind)] recorded \(wanted), ours \(said(verdict, judge)): \(verdict.rationale)")
      }
    }
    let share = fixed(100 * Double(agreed) / Double(max(1, counted)), 3)
    fflush(nil)
    Swift.print("\(judge.name): \(agreed) of \(counted) agree with \(recorded) (\(share) %)")
    for line in lines.prefix(listed) { Swift.print(line) }
  }

  /// The strict judge against each public rule, counted by what the strict judge says and by the pair's kind.
  private func differences() async {
    let judge = ResultJudge(ExpectedResults(limits: Self.limits))
    let verdicts = await eachInParallel(pairs) { pair in
      guard let warehouse = databases[pair] else { return Verdict(judge: "", ruling: .error) }
      return await judge.judge(pair.trace, against: pair.expectation, on: warehouse)
    }
    var tally: [String: Int] = [:]
    for verdict in verdicts { tally[verdict.ruling.rawValue, default: 0] += 1 }
    Swift.print("strict: " + tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    for (recorded, rule) in Self.rules {
      var counts: [String: (count: Int, example: String)] = [:]
      for (pair, verdict) in zip(pairs, verdicts) where pair.isComparable && pair.verdicts[recorded] != nil {
        let word = pair.verdicts[recorded].map { $0.stringValue ?? $0.text } ?? ""
        let isRight = word == "1" || word == "GOOD"
        guard verdict.ruling == .error || isRight != (verdict.ruling == .yes) else { continue }
        let why = verdict.ruling == .yes ? "right by value" : verdict.reason + " " + verdict.rationale
        let key = "\(pair.kind): \(rule.rawValue) says \(word), strict \(verdict.ruling.rawValue) (\(why))"
        counts[key, default: (0, pair.id)].count += 1
      }
      let total = counts.values.reduce(0) { $0 + $1.count }
      Swift.print("strict differs from \(recorded) in \(total) pairs:")
      for (key, value) in counts.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(listed) {
        Swift.print("  \(value.count) × \(key), such as \(value.example)")
      }
    }
  }
}
