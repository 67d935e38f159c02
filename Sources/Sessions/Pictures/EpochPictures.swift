internal import Basics
internal import Displays
internal import Epochs
internal import Spaces

extension Pictures {
  static func page(of report: EpochReport) -> Page {
    let name = report.version.map { " → \($0.name)" } ?? ""
    var parts: [Page.Part] = [
      .heading("Epoch \(report.number): \(report.decision.rawValue)\(name)"),
      .table(
        Table(
          columns: [
            .init("split"), .init("questions", .number), .init("before", .number), .init("after", .number),
            .init("wins", .number), .init("losses", .number), .init("ties", .number),
          ],
          rows: [row("train", report.train), row("validation", report.validation)])),
    ]
    if !report.patches.isEmpty {
      let changes = report.patches.prefix(kept).map { Page.Change(.added, $0.described(in: report.champion.space)) }
      let more = report.patches.count > kept ? [Page.Change(.kept, "… and \(report.patches.count - kept) more")] : []
      parts.append(.card("Kept: \(counted(report.patches.count, "change"))", [.changes(changes + more)]))
    }
    let others = report.candidates.filter { $0.fate != .accepted }
    // What was never raced says little; among the rest, what moved most answers comes first.
    let raced = others.filter { $0.fate != .screenedOut }.enumerated().sorted { left, right in
      (moved(right.element), left.offset) < (moved(left.element), right.offset)
    }.map(\.element)
    if !raced.isEmpty { parts.append(.table(table(of: raced))) }
    if others.count > raced.count {
      parts.append(.text("\(counted(others.count - raced.count, "proposal")) screened out before the race."))
    }
    parts += report.notes.map { .note($0) }
    return Page(parts)
  }

  /// Kept changes that an epoch lists.
  private static let kept = 20

  private static func moved(_ candidate: CandidateReport) -> Int { candidate.tally.wins + candidate.tally.losses }

  private static func row(_ name: String, _ change: EpochReport.Change) -> [Table.Cell] {
    let tone: Table.Tone = change.after > change.before ? .good : change.after < change.before ? .bad : .plain
    return [
      Table.Cell(name), Table.Cell(grouped(change.questions)), Table.Cell(percent(change.before)),
      Table.Cell(percent(change.after), tone), Table.Cell(grouped(change.tally.wins)),
      Table.Cell(grouped(change.tally.losses)), Table.Cell(grouped(change.tally.ties)),
    ]
  }

  private static func table(of candidates: [CandidateReport]) -> Table {
    let hasNotes = candidates.contains { !$0.note.isEmpty }
    return Table(
      "Tried and not kept",
      columns: [
        .init("proposer"), .init("change"), .init("fate"), .init("wins", .number), .init("losses", .number),
      ] + (hasNotes ? [.init("note")] : []),
      rows: candidates.map { candidate in
        let more = candidate.patches.count > 1 ? " (+\(candidate.patches.count - 1))" : ""
        return [
          Table.Cell(candidate.proposer, .muted), Table.Cell((candidate.patches.first?.described() ?? "") + more),
          Table.Cell(candidate.fate.rawValue), Table.Cell(grouped(candidate.tally.wins)),
          Table.Cell(grouped(candidate.tally.losses)),
        ] + (hasNotes ? [Table.Cell(candidate.note, .muted)] : [])
      }, shown: 8)
  }
}
