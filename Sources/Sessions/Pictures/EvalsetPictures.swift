internal import Basics
internal import Displays
internal import Epochs
internal import Judges

extension Pictures {
  /// Questions and families by split.
  static func splits(of evalset: Evalset) -> Table {
    let rows = Split.allCases.map { split -> [Table.Cell] in
      [
        Table.Cell(split.rawValue + (split == .test ? " (sealed)" : "")),
        Table.Cell(grouped(evalset.questions.count(in: split))),
        Table.Cell(grouped(evalset.questions.familyCount(in: split))),
      ]
    }
    return Table(
      "\(evalset.name): \(counted(evalset.questions.count, "question"))",
      columns: [.init("split"), .init("questions", .number), .init("families", .number)], rows: rows)
  }

  static func questions(_ questions: [Question], of total: Int) -> Table {
    Table(
      columns: [.init("id"), .init("split"), .init("family"), .init("question"), .init("expected SQL")],
      rows: questions.map { question in
        [
          Table.Cell(question.id), Table.Cell(question.split.rawValue), Table.Cell(question.family, .muted),
          Table.Cell(question.text), Table.Cell(question.expectation.sql ?? ""),
        ]
      }, shown: questions.count, total: total)
  }
}
