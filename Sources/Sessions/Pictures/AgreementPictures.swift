internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Statistics

extension Pictures {
  /// Our headline verdicts and the platform's on the answers of a run that the platform evaluated.
  static func besidePlatform(_ report: RunReport) -> [Page.Part] {
    let names = ["result", "platform"]
    let verdicts = report.questions.flatMap { report.results[$0.id] }.map { evaluation in
      names.map { evaluation.verdict(of: $0) ?? Verdict(judge: $0, ruling: .error) }
    }
    let open = verdicts.count { $0[1].ruling == .notApplicable }
    let note = Page.Part.note(
      "\(counted(open, "answer")) the platform leaves to a person; those count for neither side here.")
    return sideBySide(names, verdicts) + (open > 0 ? [note] : [])
  }

  /// How the first judge and each other one that rules on whole answers rule on the same ones, and in which words.
  static func sideBySide(_ names: [String], _ verdicts: [[Verdict]]) -> [Page.Part] {
    let whole = Set(JudgeRegistry.publicRules.map(\.name) + ["result", "platform"])
    let places = names.indices.filter { whole.contains(names[$0]) }
    guard let first = places.first, places.count > 1 else { return [] }
    let pairs = places.dropFirst().map { other in
      (
        name: names[other],
        verdicts: verdicts.compactMap { given in
          given.indices.contains(max(first, other)) ? (one: given[other], other: given[first]) : nil
        }
      )
    }
    let rows = pairs.map { name, verdicts in agreement(name, verdicts) }
    let table = Table(
      "Beside \(names[first])",
      columns: [
        .init("judge"), .init("both yes", .number), .init("only it", .number), .init("only \(names[first])", .number),
        .init("both no", .number), .init("agree"), .init("kappa", .number), .init("PABAK", .number),
        .init("MCC", .number),
      ], rows: rows)
    let speaking = pairs.filter { $0.verdicts.contains { !$0.one.reason.isEmpty } }
    return [.table(table)] + speaking.map { .table(reasons($0.name, names[first], $0.verdicts)) }
  }

  private static func agreement(_ name: String, _ verdicts: [(one: Verdict, other: Verdict)]) -> [Table.Cell] {
    let ruled: [(judge: Bool, person: Bool)] = verdicts.compactMap { pair in
      guard let one = pair.one.ruling.isYes, let other = pair.other.ruling.isYes else { return nil }
      return (one, other)
    }
    let agreement = Agreement(ruled)
    func number(_ value: Double?) -> Table.Cell { Table.Cell(value.map { fixed($0, 2) } ?? "–") }
    return [
      Table.Cell(name, .strong), Table.Cell(grouped(agreement.bothYes)),
      Table.Cell(grouped(agreement.judgeYesPersonNo)), Table.Cell(grouped(agreement.judgeNoPersonYes)),
      Table.Cell(grouped(agreement.bothNo)), Table.Cell(rate(agreement.bothYes + agreement.bothNo, agreement.total)),
      number(agreement.kappa), number(agreement.prevalenceAdjustedKappa), number(agreement.matthews),
    ]
  }

  private static func reasons(
    _ name: String, _ first: String, _ verdicts: [(one: Verdict, other: Verdict)]
  ) -> Table {
    let rows = reasonConfusion(verdicts).filter { $0.one != $0.other }.map { row in
      [Table.Cell(row.other), Table.Cell(row.one), Table.Cell(grouped(row.count))]
    }
    return Table(
      rows.isEmpty ? "\(first) and \(name) say the same" : "Where \(name) has another word",
      columns: [.init(first), .init(name), .init("answers", .number)], rows: rows, shown: 12)
  }
}

extension Verdict.Ruling {
  /// Yes or no; `nil` for neither.
  fileprivate var isYes: Bool? { self == .yes ? true : self == .no ? false : nil }
}
