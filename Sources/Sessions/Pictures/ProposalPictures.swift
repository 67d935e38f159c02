internal import Basics
internal import Displays
internal import Epochs
internal import Spaces

extension Pictures {
  /// Proposals as cards for a person to decide on.
  static func cards(of proposals: [Proposal], in space: Space) -> Page {
    let (first, rest) = (proposals.prefix(shownCards), proposals.dropFirst(shownCards))
    let cards = first.map { proposal -> Page.Part in
      var inner: [Page.Part] = [
        .changes(
          proposal.patches.prefix(shownChanges).map {
            Page.Change($0.operation == .remove ? .removed : .added, $0.described(in: space))
          })
      ]
      if proposal.patches.count > shownChanges {
        inner.append(.text("… and \(counted(proposal.patches.count - shownChanges, "more change"))"))
      }
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
  /// Changes listed on a card.
  private static let shownChanges = 8

  private static func table(of proposals: [Proposal], in space: Space) -> Table {
    Table(
      "More proposals",
      columns: [
        .init("proposal", .number), .init("change"), .init("why"), .init("reaches", .number),
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
}
