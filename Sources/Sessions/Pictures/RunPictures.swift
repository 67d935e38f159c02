internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Spaces
internal import Statistics
internal import Systems

extension Pictures {
  /// `62.5 % (95 % interval 53.6–70.6 %, n = 120)`: never a rate without its n and interval.
  static func rate(_ right: Int, _ counted: Int) -> String {
    guard counted > 0 else { return "nothing was counted" }
    let interval = wilsonInterval(successes: right, trials: counted)
    return
      "\(percent(Double(right) / Double(counted))) (95 % interval \(span(interval.low, interval.high)), n = \(grouped(counted)))"
  }

  /// `53.6–70.6 %`
  static func span(_ low: Double, _ high: Double) -> String { fixed(low * 100, 1) + "–" + percent(high) }

  static func page(of report: RunReport, on title: String) -> Page {
    let results = report.results
    var facts = [
      Page.Fact("accuracy", rate(report.right, report.counted)),
      Page.Fact("right", grouped(report.right)), Page.Fact("wrong", grouped(report.counted - report.right)),
    ]
    facts += noise(of: report)
    if !results.censored.isEmpty {
      facts.append(
        .init("left out", "\(counted(results.censored.count, "question")) that infrastructure or a judge failed"))
    }
    var parts: [Page.Part] = [
      .heading("\(report.version.name) on \(title)"), .facts(facts), .table(judges(of: report)),
    ]
    let reasons = reasons(of: report)
    if !reasons.rows.isEmpty { parts.append(.table(reasons)) }
    return Page(parts)
  }

  private static func judges(of report: RunReport) -> Table {
    var order: [String] = []
    var tallies: [String: [Verdict.Ruling: Int]] = [:]
    for question in report.questions {
      for verdict in report.results[question.id].first?.verdicts ?? [] {
        if tallies[verdict.judge] == nil { order.append(verdict.judge) }
        tallies[verdict.judge, default: [:]][verdict.ruling, default: 0] += 1
      }
    }
    let rows = order.map { judge -> [Table.Cell] in
      let tally = tallies[judge] ?? [:]
      let (yes, no) = (tally[.yes] ?? 0, tally[.no] ?? 0)
      let share = yes + no > 0 ? percent(Double(yes) / Double(yes + no)) : "–"
      return [
        Table.Cell(judge), Table.Cell(share), Table.Cell(grouped(yes), .good),
        Table.Cell(grouped(no), no > 0 ? .bad : .muted),
        Table.Cell(grouped(tally[.notApplicable] ?? 0), .muted), Table.Cell(grouped(tally[.error] ?? 0), .muted),
      ]
    }
    return Table(
      "Judges",
      columns: [
        .init("judge"), .init("share", .number), .init("yes", .number), .init("no", .number), .init("n/a", .number),
        .init("error", .number),
      ], rows: rows)
  }

  private static func reasons(of report: RunReport) -> Table {
    var counts: [String: Int] = [:]
    for question in report.questions {
      guard let evaluation = report.results[question.id].first, evaluation.isRight == false else { continue }
      counts[failure(evaluation).reason, default: 0] += 1
    }
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return Table(
      "Why", columns: [.init("reason"), .init("questions", .number)],
      rows: ordered.map { [Table.Cell($0.key), Table.Cell(grouped($0.value))] })
  }

  /// Why an answer is not right: in a word, and in a sentence.
  static func failure(_ evaluation: Evaluation) -> (reason: String, rationale: String) {
    switch evaluation.outcome {
    case .declined(let reason): return ("declined", reason)
    case .askedBack(let question): return ("asked back", question)
    case .failed(let reason): return ("SQL failed", reason)
    case .unavailable(let reason): return ("left out", reason)
    case .answered:
      let verdict = evaluation.verdicts.first
      let reason = verdict?.reason ?? ""
      return (reason.isEmpty ? "wrong result" : reason, verdict?.rationale ?? "")
    }
  }

  static func failures(_ rows: [(question: Question, evaluation: Evaluation)], shown: Int, caption: String) -> Table {
    Table(
      caption,
      columns: [
        .init("id"), .init("question"), .init("node"), .init("reason"), .init("generated SQL", .code),
        .init("expected SQL", .code),
      ],
      rows: rows.map { question, evaluation in
        [
          Table.Cell(question.id, .strong), Table.Cell(question.text),
          Table.Cell(evaluation.fault?.node.rawValue ?? "generator", .muted),
          Table.Cell(failure(evaluation).reason, .bad), Table.Cell(evaluation.sql ?? "–"),
          Table.Cell(question.expectation.sql ?? "", .muted),
        ]
      }, shown: shown)
  }
}
