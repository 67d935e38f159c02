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
    Table(
      "Tried and not kept",
      columns: [
        .init("proposer"), .init("change"), .init("fate"), .init("wins", .number), .init("losses", .number),
        .init("note"),
      ],
      rows: candidates.map { candidate in
        let more = candidate.patches.count > 1 ? " (+\(candidate.patches.count - 1))" : ""
        return [
          Table.Cell(candidate.proposer, .muted), Table.Cell((candidate.patches.first?.described() ?? "") + more),
          Table.Cell(candidate.fate.rawValue), Table.Cell(grouped(candidate.tally.wins)),
          Table.Cell(grouped(candidate.tally.losses)), Table.Cell(candidate.note, .muted),
        ]
      }, shown: 8)
  }

  /// Proposals as cards for a person to decide on.
  static func cards(of proposals: [Proposal], in space: Space) -> Page {
    let (first, rest) = (proposals.prefix(shownCards), proposals.dropFirst(shownCards))
    let cards = first.map { proposal -> Page.Part in
      var inner: [Page.Part] = [
        .changes(
          proposal.patches.prefix(15).map {
            Page.Change($0.operation == .remove ? .removed : .added, $0.described(in: space))
          })
      ]
      if proposal.patches.count > 15 { inner.append(.text("… and \(proposal.patches.count - 15) more changes")) }
      inner.append(
        .facts([
          .init("why", proposal.reason),
          .init("evidence", evidence(proposal.evidence)),
          .init("scope", "changes what \(counted(proposal.affected.count, "train question")) see"),
          .init("to test", counted(proposal.cost, "question") + " to ask"),
          .init("from", proposal.proposer),
        ]))
      return .card("Proposal \(proposal.number)", inner)
    }
    let table = rest.isEmpty ? [] : [Page.Part.table(Self.table(of: Array(rest), in: space))]
    return Page([.heading("\(counted(proposals.count, "proposal"))")] + cards + table)
  }

  /// Proposals shown as cards; what comes after them stands in a table.
  private static let shownCards = 6

  private static func table(of proposals: [Proposal], in space: Space) -> Table {
    Table(
      "More proposals",
      columns: [
        .init("proposal", .number), .init("change"), .init("why"), .init("changes what they see", .number),
        .init("from"),
      ],
      rows: proposals.map { proposal in
        let more = proposal.patches.count > 1 ? " (+\(proposal.patches.count - 1))" : ""
        return [
          Table.Cell("\(proposal.number)", .strong),
          Table.Cell((proposal.patches.first?.described(in: space) ?? "") + more),
          Table.Cell(proposal.reason, .muted), Table.Cell(counted(proposal.affected.count, "question")),
          Table.Cell(proposal.proposer, .muted),
        ]
      }, shown: 60)
  }

  private static func evidence(_ ids: [String]) -> String {
    ids.isEmpty ? "none" : ids.prefix(8).joined(separator: ", ") + (ids.count > 8 ? " and \(ids.count - 8) more" : "")
  }

  static func page(of certificate: Certificate, champion: String, start: String) -> Page {
    let proven = certificate.isLarge
    let verdict: String
    switch certificate.verdict {
    case .promoted:
      verdict =
        proven
        ? "\(champion) is proven better than \(start)."
        : "\(champion) did better than \(start); too few questions to speak of proof."
    case .notProven: verdict = proven ? "No difference is proven." : "No clear difference; there are few questions."
    case .worse: verdict = "\(champion) did worse than \(start)."
    }
    return Page([
      .heading("Certified on the sealed test split"),
      .text(verdict),
      .table(
        Table(
          columns: [
            .init("version"), .init("accuracy", .number), .init("95 % interval", .number), .init("n", .number),
          ],
          rows: [
            [
              Table.Cell(start), Table.Cell(percent(certificate.before)),
              Table.Cell(span(certificate.beforeInterval.lowerBound, certificate.beforeInterval.upperBound)),
              Table.Cell(grouped(certificate.questions)),
            ],
            [
              Table.Cell(champion, .strong),
              Table.Cell(percent(certificate.after), certificate.after > certificate.before ? .good : .plain),
              Table.Cell(span(certificate.afterInterval.lowerBound, certificate.afterInterval.upperBound)),
              Table.Cell(grouped(certificate.questions)),
            ],
          ])),
      .facts([
        .init(
          "families",
          "\(certificate.tally.wins) won, \(certificate.tally.losses) lost, \(certificate.tally.ties) unchanged"),
        .init(
          "difference",
          "\(points(certificate.after - certificate.before)), 95 % interval \(points(certificate.difference.lowerBound)) to \(points(certificate.difference.upperBound))"
        ),
        .init(
          "p",
          "\(certificate.p < 0.0001 ? "< 0.0001" : fixed(certificate.p, 4)) (two-sided, over whole families)"),
        .init("look", "number \(certificate.look) at this split; alpha \(fixed(certificate.alpha, 4))"),
      ]),
    ])
  }

  /// A difference of shares in points: `+12.5 points`.
  static func points(_ difference: Double) -> String {
    (difference > 0 ? "+" : "") + fixed(difference * 100, 1) + " points"
  }
}
