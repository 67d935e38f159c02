internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Models
internal import Store
internal import Systems
internal import Warehouses

/// The answers of a run with the verdicts of some judges.
struct Scored {
  struct Answer {
    var question: Question
    /// What was asked and the statement; its other parts have been read by the judges and are left out.
    var trace: Trace
    var verdicts: [Verdict]
  }

  var answers: [Answer] = []
  /// What is to be said of the judging: what models were asked, and why some could not tell.
  var notes: [String] = []
  /// For each judge how often it ruled what.
  var tallies: [[Verdict.Ruling: Int]]
}

extension Session {
  private static let page = 2_000

  /// Judges the answers of a run as they were recorded, a page at a time; no question is asked again.
  func scores(
    of run: String, with names: [String], samples: Int, _ screen: Screen, progress: ProgressDisplay?
  ) async throws -> Scored {
    let store = try await openStore(screen)
    let total = try await store.answerCount(ofRun: run)
    let own = try await store.judges()
    var scored = Scored(tallies: names.map { _ in [:] })
    var judges: [any Judge] = []
    for name in names { judges.append(try judge(named: name, own, samples: samples)) }
    let questions = QuestionIndex(try currentEvalset().questions)
    let panel = try await JudgePanel(judges, on: try currentConnection())
    let views = own.filter { $0.kind == .sql && names.contains($0.name) }
    let (before, spendNote) = (bench.models.purse.spent(by: .judge), bench.models.spendNote)
    var start = 0
    var next = try await store.answers(ofRun: run, from: 0, count: Self.page)
    while let page = next, !page.isEmpty {
      try Task.checkCancellation()
      let first = start
      progress?.show("Judging \(run)", done: first, total: total, notes: spendNote().map { [$0] } ?? [])
      start += page.count
      let from = start
      async let following = store.answers(ofRun: run, from: from, count: Self.page)
      let known = page.compactMap { answer in questions[answer.question].map { (answer: answer, question: $0) } }
      let verdicts = await panel.verdicts(on: known) { done in
        progress?.show("Judging \(run)", done: first + done, total: total, notes: spendNote().map { [$0] } ?? [])
      } _: { answer, question in
        var expectation = question.expectation
        expectation.category = question.category
        return Rescoring.Item(
          answer.trace(of: question.ask(sample: answer.sample), reading: panel.reads), expectation)
      }
      try Task.checkCancellation()
      for ((answer, question), given) in zip(known, verdicts) {
        let trace = answer.trace(of: question.ask(sample: answer.sample), reading: [])
        scored.answers.append(Scored.Answer(question: question, trace: trace, verdicts: given))
      }
      next = try await following
    }
    if panel.asksModel { scored.notes = modelNotes(scored, judges, since: before) }
    for judge in views {
      let rulings = try await store.rulings(of: judge, onRun: run)
      for position in names.indices where names[position] == judge.name {
        for index in scored.answers.indices {
          let ask = scored.answers[index].trace.ask
          let ruling = rulings["\(ask.id) \(ask.sample)"].flatMap(Verdict.Ruling.init(rawValue:)) ?? .error
          scored.answers[index].verdicts[position] = Verdict(judge: judge.name, ruling: ruling)
        }
      }
    }
    for answer in scored.answers {
      for (position, verdict) in answer.verdicts.enumerated() where scored.tallies.indices.contains(position) {
        scored.tallies[position][verdict.ruling, default: 0] += 1
      }
    }
    return scored
  }

  /// A judge by its name, whatever its kind.
  private func judge(named name: String, _ own: [StoredJudge], samples: Int) throws -> any Judge {
    // Recorded rows may be of other data than today's.
    if name == "result" { return ResultJudge(bench.expected, trustsRows: false) }
    if let judge = bench.judges[name] { return judge }
    if let judge = diagnosticJudges.first(where: { $0.name == name }) { return judge }
    if let rule = PublicRule(rawValue: name) { return PublicRuleJudge(rule, bench.expected) }
    if let stored = own.first(where: { $0.name == name }) {
      if stored.kind.asksModel { return try modelJudge(stored.template, name, samples) }
      return Self.judge(named: name, stored.kind, stored.expression, bench.expected) ?? ViewJudge(name: name)
    }
    if let template = JudgeTemplate.named(name) { return try modelJudge(template, name, samples) }
    if name == "follows_guideline" {
      throw SessionError.judge(
        problem: "\(name) needs a guideline", hint: "add judge NAME guideline \"TEXT\" makes a judge of one",
        at: ["with", "name"])
    }
    let known =
      bench.judges.names + diagnosticJudges.map(\.name) + PublicRule.allCases.map(\.rawValue) + own.map(\.name)
      + JudgeTemplate.all.map(\.name)
    throw SessionError.unknown(.judge, name, known: known, at: ["with", "name"])
  }

  /// A judge of a user's own that is not an SQL expression; `nil` where its definition makes no sense.
  static func judge(
    named name: String, _ kind: StoredJudge.Kind, _ what: String, _ results: ExpectedResults
  ) -> (any Judge)? {
    switch kind {
    case .sql, .llm, .guideline: nil
    case .uses: what.isEmpty ? nil : UsesSnippetJudge(name: name, snippet: what, results)
    case .rows: RowCountJudge(name: name, range: what)
    case .fresh: Int(what).flatMap { $0 >= 0 ? FreshnessJudge(name: name, days: $0, today: Self.today) : nil }
    }
  }

  @Sendable private static func today() -> String { SystemTime().now.iso8601 }
}

/// Stands for an SQL judge until its view is asked.
private struct ViewJudge: Judge {
  let name: String
  let summary = "An SQL expression over the trace."

  func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    Verdict(judge: name, ruling: .notApplicable)
  }
}
