internal import Spaces
internal import Warehouses

/// Names for columns and tables that questions use and the space does not know.
struct DiffNames {
  private let context: ProposalContext
  private let links: PieceLinks
  private let origin: String

  init(_ context: ProposalContext, _ links: PieceLinks, origin: String) {
    self.context = context
    self.links = links
    self.origin = origin
  }

  /// Synonyms of `table.column`.
  func synonyms(of column: String) -> [Patch] {
    let parts = column.split(separator: ".").map(String.init)
    guard parts.count == 2, let table = context.space.table(parts[0]),
      let name = context.schema.table(parts[0])?.columns.first(where: { $0.name.lowercased() == parts[1] })?.name,
      let piece = links.piece(.column, column)
    else { return [] }
    return links.links(to: piece).map { link in
      Patch(
        .add, .synonym, on: .column(table: table.identifier, column: name), .word(link.surface),
        reason: reason(link, column), evidence: link.evidence, origin: origin)
    }
  }

  /// A description of a table by the words that questions use for it, beside what is there.
  func description(of table: String) -> [Patch] {
    guard let known = context.space.table(table), let piece = links.piece(.table, table) else { return [] }
    let found = links.links(to: piece, atMost: 3)
    guard let link = found.first else { return [] }
    let names = [known.description].compactMap { $0 } + found.map(\.surface)
    return [
      Patch(
        .set, .tableDescription, on: .table(known.identifier), .text(names.joined(separator: ", ").capitalised()),
        reason: reason(link, table), evidence: link.evidence, origin: origin)
    ]
  }

  private func reason(_ link: Association.Link, _ object: String) -> String {
    "\(link.together) of \(link.phraseCount) questions that say \u{201C}\(link.surface)\u{201D} need \(object)."
  }
}
