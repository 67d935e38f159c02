internal import Basics
internal import Displays
internal import Epochs
internal import Judges

extension Pictures {
  /// What the doctor found in an evalset, what it covers, and what it can prove.
  static func health(of evalset: Evalset, _ findings: [EvalsetFinding], _ coverage: EvalsetCoverage) -> Page {
    var parts: [Page.Part] = []
    let grave = Set(findings.filter { $0.weight != .note }.map(\.question)).count
    if findings.isEmpty {
      parts.append(.text("Every expected SQL runs, returns something, and says what no other question contradicts."))
    } else {
      let verdict =
        grave == 0
        ? "Every question can be trusted; some teach little"
        : "\(counted(grave, "question")) of \(grouped(evalset.questions.count)) cannot be trusted"
      parts += [.table(kinds(findings, verdict)), .table(questions(evalset, findings))]
    }
    return Page(parts + [.table(power(coverage)), .table(clauses(coverage)), .table(tables(coverage))])
  }

  private static func kinds(_ findings: [EvalsetFinding], _ caption: String) -> Table {
    let rows = EvalsetFinding.Kind.allCases.compactMap { kind -> [Table.Cell]? in
      let found = findings.filter { $0.kind == kind }
      guard let first = found.first else { return nil }
      return [
        Table.Cell(kind.rawValue, first.weight == .error ? .bad : .plain), Table.Cell(first.weight.rawValue, .muted),
        Table.Cell(grouped(found.count)),
      ]
    }
    return Table(caption, columns: [.init("finding"), .init("weight"), .init("questions", .number)], rows: rows)
  }

  private static func questions(_ evalset: Evalset, _ findings: [EvalsetFinding]) -> Table {
    let known = QuestionIndex(evalset.questions)
    let order = EvalsetFinding.Weight.allCases
    let sorted = order.flatMap { weight in findings.filter { $0.weight == weight } }
    return Table(
      columns: [.init("id"), .init("split"), .init("finding"), .init("why"), .init("question")],
      rows: sorted.map { finding in
        let question = known[finding.question]
        let isSealed = question?.split == .test
        return [
          Table.Cell(finding.question, .strong), Table.Cell(question?.split.rawValue ?? "", .muted),
          Table.Cell(finding.kind.rawValue, finding.weight == .error ? .bad : .plain),
          Table.Cell(finding.note, .muted), Table.Cell(isSealed ? "(sealed)" : question?.text ?? ""),
        ]
      }, shown: 50)
  }

  private static func power(_ coverage: EvalsetCoverage) -> Table {
    Table(
      "What each split can prove, if one answer in ten changes",
      columns: [.init("split"), .init("questions", .number), .init("least gain found in 4 of 5 cases")],
      rows: coverage.splits.map { split in
        let effect = split.detectable.map { percent($0) } ?? "none: too few questions"
        return [
          Table.Cell(split.split.rawValue), Table.Cell(grouped(split.questions)),
          Table.Cell(effect, split.detectable == nil ? .bad : .plain),
        ]
      })
  }

  private static func clauses(_ coverage: EvalsetCoverage) -> Table {
    let unparsed = coverage.unparsed > 0 ? " (\(coverage.unparsed) without SQL that parses)" : ""
    return Table(
      "Clauses of the expected SQL" + unparsed, columns: [.init("clause"), .init("questions", .number)],
      rows: coverage.clauses.map {
        [Table.Cell($0.clause), Table.Cell(grouped($0.questions), $0.questions == 0 ? .bad : .plain)]
      })
  }

  private static func tables(_ coverage: EvalsetCoverage) -> Table {
    Table(
      "Tables and columns that are asked for",
      columns: [.init("table"), .init("questions", .number), .init("columns"), .init("never asked for")],
      rows: coverage.tables.map { use in
        let rest = use.unread.count > 6 ? " and \(use.unread.count - 6) more" : ""
        return [
          Table.Cell(use.table, .strong), Table.Cell(grouped(use.questions), use.questions == 0 ? .bad : .plain),
          Table.Cell("\(use.columns - use.unread.count) of \(use.columns)"),
          Table.Cell(use.unread.prefix(6).joined(separator: ", ") + rest, .muted),
        ]
      }, shown: 60)
  }
}
