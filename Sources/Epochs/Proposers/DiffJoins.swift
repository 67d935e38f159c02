internal import Spaces
internal import Warehouses

/// Join specs as the expected SQL joins.
struct DiffJoins {
  private let context: ProposalContext
  private let links: PieceLinks
  private let origin: String

  init(_ context: ProposalContext, _ links: PieceLinks, origin: String) {
    self.context = context
    self.links = links
    self.origin = origin
  }

  /// The join `a.x = b.y`; where others between these tables compete with it, with the words that ask for this one.
  func patches(for condition: String, words known: [String]? = nil) -> [Patch] {
    guard let piece = links.piece(.join, condition), piece.columns.count == 2 else { return [] }
    let sides = piece.columns.map { $0.split(separator: ".").map(String.init) }
    guard sides.allSatisfy({ $0.count == 2 }) else { return [] }
    let users = context.items.filter { $0.expected.all.contains(piece) }
    guard Set(users.map(\.family)).count >= context.support else { return [] }
    let (first, second) = (sides[0], sides[1])
    let (firstUnique, secondUnique) = (isUnique(piece.columns[0]), isUnique(piece.columns[1]))
    let relationship: JoinSpec.Relationship =
      switch (firstUnique, secondUnique) {
      case (true, true): .oneToOne
      case (true, false): .oneToMany
      case (false, true): .manyToOne
      case (false, false): .manyToMany
      }
    let words = known ?? links.links(to: piece, atMost: 3).map(\.surface)
    let isAlone = known == nil && !rivals(of: piece).contains { context.association.count(of: $0.key) > 0 }
    let instruction = isAlone || words.isEmpty ? nil : "Use for " + words.joined(separator: ", ")
    let patch = JoinPatch.make(
      context.space, from: (first[0], first[1]), to: (second[0], second[1]), relationship: relationship,
      instruction: instruction, reason: "\(users.count) expected queries join \(condition).",
      evidence: users.map(\.id), origin: origin)
    return patch.map { [$0] } ?? []
  }

  private func isUnique(_ column: String) -> Bool {
    context.profiles.first { $0.name == column }?.isUnique ?? false
  }

  /// Other joins to the same column, or between the same tables: other ways to come by it.
  private func rivals(of piece: SQLPiece) -> [SQLPiece] {
    var found: Set<SQLPiece> = []
    for item in context.items {
      found.formUnion(
        item.expected.all.filter { other in
          other.kind == .join && other != piece
            && (other.tables == piece.tables || !Set(other.columns).isDisjoint(with: piece.columns))
        })
    }
    return found.sorted()
  }
}
