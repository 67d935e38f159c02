internal import Spaces
internal import Systems
internal import Warehouses

extension Fitting {
  func pieces(_ kind: SQLPiece.Kind) -> [SQLPiece] {
    var found: Set<SQLPiece> = []
    for item in context.items { found.formUnion(item.expected.of(kind)) }
    return found.sorted()
  }

  /// Conditions that always go with a table or a measure.
  func conditions(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    let context = context.with(ascent.fitted.space)
    let filters = DiffFilters(context, PieceLinks(context), origin: Self.origin)
    for piece in pieces(.filter) {
      let moves = standing(piece, filters)
      if !moves.isEmpty { hasGained = try await take(moves, &ascent) || hasGained }
    }
    return hasGained
  }

  func standing(_ piece: SQLPiece, _ filters: DiffFilters) -> [FittingMove] {
    let key = Cluster.Key(.generator, .filter, piece.sql, "filter")
    return filters.standing(piece).map { FittingMove(cluster: key, patches: [$0]) }
  }

  /// Names for what the answers lack, the commonest first.
  func names(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    let association = association(ascent.fitted.space)
    let names = FittingNames(schema: context.schema, origin: Self.origin, support: context.support) { piece, phrase in
      association.isBest(piece.key, for: phrase, weight: PieceLinks.weight(for: piece))
    }
    for piece in missing(ascent) {
      while true {
        let lacking = lacking(piece, ascent)
        guard lacking.count >= 2 else { break }
        let links = association.candidates(
          for: piece.key, in: lacking, support: context.support, precision: Self.precision(of: piece.kind),
          atMost: Self.phrases)
        let moves = links.compactMap { names.move(piece, $0, in: ascent.fitted) }
        guard !moves.isEmpty, try await take(moves, &ascent) else { break }
        hasGained = true
      }
    }
    return hasGained
  }

  /// How often a phrase must go with what it is to name: a condition that comes unasked does more harm than a column.
  static func precision(of kind: SQLPiece.Kind) -> Double {
    switch kind {
    case .filter: 0.6
    case .measure, .expression: 0.4
    case .column, .table, .join: 0.3
    }
  }

  /// The association among the questions shown, where words inside of a longer name belong to that name only: "year"
  /// of "last year" is not "year".
  func association(_ space: Space) -> Association {
    var names = (space.filters + space.measures + space.expressions).flatMap { [$0.displayName] + $0.synonyms }
    names += (space.tables + space.metricViews).flatMap { $0.columns.flatMap(\.synonyms) }
    let long = Set(names.map { Words($0).stems }.filter { $0.count > 1 }).sorted { $0.lexicographicallyPrecedes($1) }
    return Association(
      context.items.map { item in
        var masked = item.masked
        for name in long { masked.formUnion(item.words.positions(of: name)) }
        return Association.Observation(
          id: item.id, family: item.family, phrases: item.words.phrases(masked: masked), pieces: item.named)
      })
  }

  /// Words that tell joins apart which compete.
  func joins(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    let joins = DiffJoins(context, PieceLinks(context), origin: Self.origin)
    for join in pieces(.join) {
      let lacking = lacking(join, ascent)
      guard lacking.count >= context.support else { continue }
      let links = context.association.candidates(
        for: join.key, in: lacking, support: context.support, precision: Self.precision(of: .join), atMost: Self.phrases
      )
      let key = Cluster.Key(.generator, .join, join.sql, "join")
      let moves = links.flatMap { link in
        joins.patches(for: join.sql, words: [link.surface]).map {
          FittingMove(cluster: key, patches: [$0], phrase: link.phrase)
        }
      }
      if !moves.isEmpty { hasGained = try await take(moves, &ascent) || hasGained }
    }
    return hasGained
  }

  /// The pieces that answers lack, those that most families lack first.
  func missing(_ ascent: Ascent) -> [SQLPiece] {
    var families: [SQLPiece: Set<String>] = [:]
    for item in context.items where ascent.scores[item.id].map({ !$0.isRight }) ?? false {
      let (have, named) = (rehearser.pieces(of: ascent.scores[item.id]?.sql), item.named)
      for piece in item.expected.all
      where !have.contains(piece.key) && named.contains(piece.key) && item.leavesUnsaid(piece) {
        families[piece, default: []].insert(item.family)
      }
    }
    return families.filter { $0.key.kind != .join }.sorted { left, right in
      let (first, second) = (Self.rank(left.key.kind), Self.rank(right.key.kind))
      return (first, right.value.count, left.key) < (second, left.value.count, right.key)
    }.map(\.key)
  }

  /// What says most takes its names first: a phrase that means a measure also goes with its columns and its table.
  private static func rank(_ kind: SQLPiece.Kind) -> Int {
    switch kind {
    case .measure, .filter, .expression: 0
    case .column: 1
    case .table, .join: 2
    }
  }

  /// The questions with a wrong answer that lacks the piece.
  func lacking(_ piece: SQLPiece, _ ascent: Ascent) -> Set<String> {
    Set(
      context.items.filter { item in
        guard let score = ascent.scores[item.id], !score.isRight, item.leavesUnsaid(piece) else { return false }
        return !rehearser.pieces(of: score.sql).contains(piece.key)
      }.map(\.id))
  }
}
