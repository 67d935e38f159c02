internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Store
internal import Systems

extension Pictures {
  /// `model` is what judges that ask one would ask.
  static func judges(
    _ always: [any Judge], _ further: [any Judge], _ own: [StoredJudge], model: String?
  ) -> Table {
    func row(_ name: String, _ kind: String, _ node: String, _ says: String, isHeadline: Bool = false) -> [Table.Cell] {
      [
        Table.Cell(name, isHeadline ? .strong : .plain), Table.Cell(kind, .muted), Table.Cell(node, .muted),
        Table.Cell(says),
      ]
    }
    var rows = always.enumerated().map { index, judge in
      row(
        judge.name, "every run", judge.node.rawValue, judge.summary + (index == 0 ? " (the headline)" : ""),
        isHeadline: index == 0)
    }
    rows += further.map { row($0.name, "by name", $0.node.rawValue, $0.summary) }
    rows += JudgeRegistry.publicRules.map { row($0.name, "public rule", $0.node.rawValue, $0.summary) }
    rows += own.map { judge in
      let timing = judge.kind == .sql ? ", " + judge.timing.rawValue : ""
      return row(
        judge.name, "yours, version \(judge.version)", "", "\(judge.kind.rawValue)\(timing): \(judge.expression)")
    }
    let kind = model.map { "asks \($0)" } ?? "needs a model"
    rows += JudgeTemplate.all.map { row($0.name, kind, $0.node.rawValue, $0.summary) }
    rows.append(
      row("follows_guideline", kind, Span.Node.writer.rawValue, "add judge NAME guideline \"TEXT\" makes one"))
    return Table(
      "Judges", columns: [.init("judge"), .init("kind"), .init("looks at"), .init("says")], rows: rows, shown: 200)
  }

  static func rejudged(_ run: String, _ names: [String], _ tallies: [[Verdict.Ruling: Int]]) -> Table {
    let rows = zip(names, tallies).map { name, tally -> [Table.Cell] in
      let (yes, no) = (tally[.yes] ?? 0, tally[.no] ?? 0)
      return [
        Table.Cell(name, .strong), Table.Cell(rate(yes, yes + no)),
        Table.Cell(grouped(tally[.notApplicable] ?? 0), .muted), Table.Cell(grouped(tally[.error] ?? 0), .muted),
      ]
    }
    return Table(
      "\(run), judged again",
      columns: [.init("judge"), .init("yes"), .init("n/a", .number), .init("error", .number)], rows: rows, shown: 100)
  }

  static func apportioning(_ apportioning: Apportioning) -> Table {
    let rows = apportioning.scores.map { score -> [Table.Cell] in
      let reasons = score.reasons.prefix(3).map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
      return [
        Table.Cell(score.node.rawValue, .strong), Table.Cell(rate(score.passed, score.reached)),
        Table.Cell(percent(score.cumulative)), Table.Cell(reasons, .muted),
      ]
    }
    let notes = [
      apportioning.unexplained > 0 ? "\(apportioning.unexplained) wrong answers that no node's judge explains" : nil,
      apportioning.harmless > 0 ? "\(apportioning.harmless) right answers that some node's judge objects to" : nil,
      apportioning.censored > 0 ? "\(apportioning.censored) left out" : nil,
    ].compactMap { $0 }
    return Table(
      "Where answers go wrong" + (notes.isEmpty ? "" : " (" + notes.joined(separator: "; ") + ")"),
      columns: [
        .init("node"), .init("sound of those that reached it"), .init("sound so far", .number), .init("why not"),
      ],
      rows: rows)
  }

  static func confusion(_ matrix: ConfusionMatrix) -> Table {
    func share(_ value: Double?) -> String { value.map { percent($0) } ?? "–" }
    return Table(
      "The guard: precision \(share(matrix.precision)), recall \(share(matrix.recall)), F1 \(share(matrix.f1)), "
        + "n = \(grouped(matrix.total))",
      columns: [.init("question"), .init("let through", .number), .init("declined", .number)],
      rows: [
        [
          Table.Cell("can be answered"), Table.Cell(grouped(matrix.truePositives)),
          Table.Cell(grouped(matrix.falseNegatives)),
        ],
        [
          Table.Cell("cannot"), Table.Cell(grouped(matrix.falsePositives)), Table.Cell(grouped(matrix.trueNegatives)),
        ],
      ])
  }

  static func clusters(_ clusters: [FailureCluster], _ questions: [Question]) -> Table {
    Table(
      "Failures that are alike",
      columns: [.init("what they share"), .init("answers", .number), .init("such as")],
      rows: clusters.map { cluster in
        let shown = cluster.members.filter { questions.indices.contains($0) && questions[$0].split != .test }
        return [
          Table.Cell(cluster.signature, .strong), Table.Cell(grouped(cluster.members.count)),
          Table.Cell(shown.prefix(4).map { questions[$0].id }.joined(separator: ", "), .muted),
        ]
      }, shown: 12)
  }

  static func proposals(_ opinions: [(Question, Arbiter.Opinion)]) -> Table {
    Table(
      "Corrections of the evalset to think about (nothing was changed)",
      columns: [.init("id"), .init("at fault"), .init("why"), .init("proposal")],
      rows: opinions.map { question, opinion in
        let proposal =
          switch opinion.proposal {
          case .addAlternative(let sql): "accept as well: " + sql
          case .reviewExpected(let why): "review the expected SQL: " + why
          case nil: ""
          }
        return [
          Table.Cell(question.id, .strong), Table.Cell(opinion.culprit.rawValue), Table.Cell(opinion.rationale),
          Table.Cell(proposal, .muted),
        ]
      }, shown: 20)
  }

  static func example(_ question: String, _ trace: Trace, _ verdict: Verdict) -> [Table.Cell] {
    let style: Table.Tone = verdict.ruling == .yes ? .good : verdict.ruling == .no ? .bad : .muted
    return [
      Table.Cell(verdict.ruling.rawValue, style), Table.Cell(trace.ask.id, .strong), Table.Cell(question),
      Table.Cell(trace.sql ?? "–"),
      Table.Cell(([verdict.rationale] + verdict.evidence).first { !$0.isEmpty } ?? "", .muted),
    ]
  }

  static func examples(
    of judge: String, on run: String, _ rows: [[Table.Cell]], _ tally: [Verdict.Ruling: Int]
  ) -> Table {
    let counts = Verdict.Ruling.allCases.compactMap { ruling in
      tally[ruling].map { "\(grouped($0)) \(ruling.rawValue)" }
    }
    return Table(
      "\(judge) on \(run): " + (counts.isEmpty ? "no answer" : counts.joined(separator: ", ")),
      columns: [.init("says"), .init("id"), .init("question"), .init("SQL"), .init("why")], rows: rows, shown: 100)
  }
}
