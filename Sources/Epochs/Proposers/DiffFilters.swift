internal import Spaces

/// Filter snippets: conditions that a phrase stands for, and conditions that always go with a table.
struct DiffFilters {
  private let context: ProposalContext
  private let links: PieceLinks
  private let origin: String

  /// The share of the queries on a table that have a condition before it is taken for a policy.
  private static let policyShare = 0.75
  /// The same for a table that is only joined to that one.
  private static let followingShare = 0.9

  init(_ context: ProposalContext, _ links: PieceLinks, origin: String) {
    self.context = context
    self.links = links
    self.origin = origin
  }

  func patches(for condition: String) -> [Patch] {
    guard let piece = links.piece(.filter, condition),
      !context.space.filters.contains(where: { $0.sql == condition })
    else { return [] }
    let standing = standing(piece)
    return standing.isEmpty ? named(piece) : standing
  }

  /// The condition as one that always goes with a table or a measure, where it does.
  func standing(_ piece: SQLPiece) -> [Patch] {
    guard !context.space.filters.contains(where: { $0.sql == piece.sql }) else { return [] }
    return policy(piece) ?? attached(piece) ?? []
  }

  /// A condition that most queries on its table have, whatever their question says.
  private func policy(_ piece: SQLPiece) -> [Patch]? {
    guard piece.tables.count == 1, let table = piece.tables.first, let known = context.space.table(table) else {
      return nil
    }
    // A question about the very column overrules what goes without saying.
    let open = context.items.filter { item in
      !item.expected.of(.filter).contains { $0 != piece && !Set($0.columns).isDisjoint(with: piece.columns) }
    }
    let subjects = open.filter { $0.expected.subjects.contains(table) }
    let tables = open.filter { $0.expected.keys.contains(SQLPiece(.table, table).key) }
    func share(_ users: [TrainItem]) -> Double {
      Double(users.filter { $0.expected.all.contains(piece) }.count) / Double(max(1, users.count))
    }
    let users = share(subjects) > share(tables) ? subjects : tables
    let holders = users.filter { $0.expected.all.contains(piece) && !$0.saysValues(of: piece) }
    let families = Set(holders.map(\.family)).count
    guard families >= max(2, context.support), Double(holders.count) >= Self.policyShare * Double(users.count) else {
      return nil
    }
    let named = [known.name] + followers(of: piece, table)
    let reason = "\(holders.count) of \(users.count) queries on \(known.name) have \(piece.sql)."
    return [always(piece, known.name, named, reason, holders)]
  }

  /// A condition that goes with a measure, whatever else the question says, though not with its table: only customers
  /// that still exist are counted, and orders of all of them.
  private func attached(_ piece: SQLPiece) -> [Patch]? {
    let holders = context.items.filter { $0.expected.all.contains(piece) && !$0.saysValues(of: piece) }
    var measures: Set<SQLPiece> = []
    for item in holders { measures.formUnion(item.expected.of(.measure)) }
    var subjects: [String] = []
    for measure in measures.sorted() where measure.tables == piece.tables {
      let users = context.items.filter { $0.expected.all.contains(measure) }
      let both = users.filter { $0.expected.all.contains(piece) }
      guard Set(both.map(\.family)).count >= max(2, context.support),
        Double(both.count) >= Self.policyShare * Double(users.count)
      else { continue }
      let known = context.space.measures.filter { $0.sql == measure.sql }.map(\.displayName)
      subjects += known.isEmpty ? links.links(to: measure, atMost: 1).map(\.surface) : known
    }
    guard let first = subjects.first, let table = piece.tables.first else { return nil }
    return [
      always(piece, table, subjects, "Queries that count \(first) have \(piece.sql).", holders)
    ]
  }

  private func always(
    _ piece: SQLPiece, _ table: String, _ subjects: [String], _ reason: String, _ holders: [TrainItem]
  ) -> Patch {
    let subject = subjects.map { Words(identifier: $0).surface.joined(separator: " ") }.joined(separator: ", ")
    let snippet = Snippet(
      id: ElementID.make("filter", piece.sql), displayName: "rows of \(table) where \(piece.sql)", sql: piece.sql,
      instruction: "Always apply to \(subject), unless the question asks about this very condition.")
    return Patch(
      .add, .filter, on: .space, .snippet(snippet), reason: reason, evidence: holders.map(\.id), origin: origin)
  }

  /// Tables that join the policy's table and are never used without the condition, such as the lines of an order.
  private func followers(of piece: SQLPiece, _ table: String) -> [String] {
    var joined: Set<String> = []
    for item in context.items {
      for join in item.expected.of(.join) where join.tables.contains(table) { joined.formUnion(join.tables) }
    }
    return joined.subtracting([table]).sorted().filter { other in
      let users = context.items.filter { $0.expected.keys.contains(SQLPiece(.table, other).key) }
      let holders = users.filter { $0.expected.all.contains(piece) }
      let share = Double(holders.count) / Double(max(1, users.count))
      return share >= Self.followingShare && Set(holders.map(\.family)).count >= max(2, context.support)
    }
  }

  private func named(_ piece: SQLPiece) -> [Patch] {
    let found = links.links(to: piece)
    guard let first = found.first else { return [] }
    let snippet = Snippet(
      id: ElementID.make("filter", piece.sql), displayName: first.surface, sql: piece.sql,
      synonyms: found.dropFirst().map(\.surface))
    return [
      Patch(
        .add, .filter, on: .space, .snippet(snippet),
        reason:
          "\(first.together) of \(first.phraseCount) questions that say \u{201C}\(first.surface)\u{201D} need "
          + "\(piece.sql).",
        evidence: Array(Set(found.flatMap(\.evidence))).sorted(), origin: origin)
    ]
  }
}
