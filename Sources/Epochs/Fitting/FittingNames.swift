internal import Systems
internal import Spaces
internal import Warehouses

/// Makes the patch by which a phrase becomes a name of a piece of SQL.
struct FittingNames: Sendable {
  let schema: Schema
  let origin: String
  let support: Int
  /// Whether no other piece goes with the phrase better.
  let isBest: @Sendable (SQLPiece, Phrase) -> Bool

  /// Names are short.
  private static func plainness(_ phrase: Phrase) -> Double { phrase.length < 3 ? 1 : phrase.length == 3 ? 0.8 : 0.6 }

  /// Nothing where the piece has the name already, or where nothing of its kind can have one.
  func move(_ piece: SQLPiece, _ link: Association.Link, in fitted: FittedSpace) -> FittingMove? {
    var move: FittingMove? =
      switch piece.kind {
      case .column: column(piece, link, fitted)
      case .table: table(piece, link, fitted)
      case .filter: snippet(piece, .filter, link, fitted)
      case .measure: snippet(piece, .measure, link, fitted)
      case .expression: snippet(piece, .expression, link, fitted)
      case .join: nil
      }
    move?.prior = (0.3 + link.precision) * (isBest(piece, link.phrase) ? 1 : 0.35) * Self.plainness(link.phrase)
    move?.support = min(support, link.families)
    return move
  }

  private func column(_ piece: SQLPiece, _ link: Association.Link, _ fitted: FittedSpace) -> FittingMove? {
    let parts = piece.sql.split(separator: ".").map(String.init)
    guard parts.count == 2, let table = fitted.space.table(parts[0]),
      let name = schema.table(parts[0])?.columns.first(where: { $0.name.lowercased() == parts[1] })?.name,
      table.column(name)?.synonyms.contains(where: { Phrase($0) == link.phrase }) != true
    else { return nil }
    let patch = Patch(
      .add, .synonym, on: .column(table: table.identifier, column: name), .word(link.surface),
      reason: reason(link, piece.sql), evidence: link.evidence, origin: origin)
    return FittingMove(
      cluster: Cluster.Key(.generator, .synonym, piece.sql, "column"), patches: [patch], phrase: link.phrase)
  }

  private func table(_ piece: SQLPiece, _ link: Association.Link, _ fitted: FittedSpace) -> FittingMove? {
    guard let table = fitted.space.table(piece.sql) else { return nil }
    let names = [table.description].compactMap { $0 } + [link.surface]
    let patch = Patch(
      .set, .tableDescription, on: .table(table.identifier), .text(names.joined(separator: ", ").capitalised()),
      reason: reason(link, piece.sql), evidence: link.evidence, origin: origin)
    return FittingMove(
      cluster: Cluster.Key(.generator, .tableDescription, piece.sql, "table"), patches: [patch], phrase: link.phrase)
  }

  private func snippet(
    _ piece: SQLPiece, _ lever: Lever, _ link: Association.Link, _ fitted: FittedSpace
  ) -> FittingMove? {
    let known =
      lever == .filter
      ? fitted.space.filters
      : lever == .measure ? fitted.space.measures : fitted.space.expressions
    let patch: Patch
    if var snippet = known.first(where: { $0.sql == piece.sql }) {
      let names = [snippet.displayName] + snippet.synonyms
      guard snippet.instruction == nil, !names.contains(where: { Phrase($0) == link.phrase }) else { return nil }
      snippet.synonyms.append(link.surface)
      let own = fitted.patch(lever.rawValue + ":" + piece.sql)
      let isNew = own.map { $0.operation == .add } ?? false
      patch = Patch(
        isNew ? .add : .replace, lever, on: isNew ? .space : .element(id: snippet.id), .snippet(snippet),
        reason: own?.reason ?? reason(link, piece.sql),
        evidence: Array(Set((own?.evidence ?? []) + link.evidence)).sorted(), origin: origin)
    } else {
      let alias = lever == .filter ? nil : link.surface.asAlias(besides: known)
      let snippet = Snippet(
        id: ElementID.make(lever.rawValue, piece.sql), alias: alias, displayName: link.surface, sql: piece.sql)
      patch = Patch(
        .add, lever, on: .space, .snippet(snippet), reason: reason(link, piece.sql), evidence: link.evidence,
        origin: origin)
    }
    return FittingMove(
      cluster: Cluster.Key(.generator, lever, piece.sql, piece.kind.rawValue), patches: [patch], phrase: link.phrase)
  }

  private func reason(_ link: Association.Link, _ object: String) -> String {
    "\(link.together) of \(link.phraseCount) questions that say \u{201C}\(link.surface)\u{201D} need \(object)."
  }
}
