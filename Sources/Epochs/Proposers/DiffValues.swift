internal import Spaces

/// Measure and expression snippets: computed values that a phrase stands for.
struct DiffValues {
  private let context: ProposalContext
  private let links: PieceLinks
  private let origin: String

  init(_ context: ProposalContext, _ links: PieceLinks, origin: String) {
    self.context = context
    self.links = links
    self.origin = origin
  }

  func patches(_ lever: Lever, _ sql: String) -> [Patch] {
    let known = lever == .measure ? context.space.measures : context.space.expressions
    guard let piece = links.piece(lever == .measure ? .measure : .expression, sql),
      !known.contains(where: { $0.sql == sql })
    else { return [] }
    let found = links.links(to: piece)
    guard let first = found.first else { return [] }
    let snippet = Snippet(
      id: ElementID.make(lever.rawValue, sql), alias: first.surface.asAlias(besides: known), displayName: first.surface,
      sql: sql,
      synonyms: found.dropFirst().map(\.surface))
    return [
      Patch(
        .add, lever, on: .space, .snippet(snippet),
        reason:
          "\(first.together) of \(first.phraseCount) questions that say \u{201C}\(first.surface)\u{201D} compute \(sql).",
        evidence: Array(Set(found.flatMap(\.evidence))).sorted(), origin: origin)
    ]
  }
}
