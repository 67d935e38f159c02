internal import Spaces
internal import Systems

extension Fitting {
  /// What the data alone suggests, taken at once: it costs nothing and most other changes need it.
  func start(_ ascent: inout Ascent) async throws(OptimizerError) {
    let mine = MineProposer()
    let links = PieceLinks(context)
    var moves: [FittingMove] = []
    for key in [
      Cluster.Key(.retriever, .entityMatching, "", "value"), Cluster.Key(.generator, .formatAssistance, "", "column"),
    ] {
      for patches in await mine.propose(for: Cluster(key: key, questions: []), in: context) {
        moves += patches.map { FittingMove(cluster: key, patches: [$0]) }
      }
    }
    let joins = DiffJoins(context, links, origin: "diff")
    for join in pieces(.join) {
      let key = Cluster.Key(.generator, .join, join.sql, "join")
      moves += joins.patches(for: join.sql).map { FittingMove(cluster: key, patches: [$0]) }
    }
    let filters = DiffFilters(context, links, origin: Self.origin)
    moves += pieces(.filter).flatMap { standing($0, filters) }
    for move in moves { await adopt(move, into: &ascent, judgedIn: ascent.fitted.space) }
    await guess(&ascent)
    ascent.scores = try await rehearser.scores(ascent.fitted.space, questions)
  }

  /// The names that questions suggest most clearly, taken at once, because a question often needs several.
  private func guess(_ ascent: inout Ascent) async {
    let diff = DiffProposer()
    let context = context.with(ascent.fitted.space)
    for kind in [SQLPiece.Kind.measure, .filter, .expression, .column] {
      for piece in pieces(kind) where context.items.contains(where: { $0.leavesUnsaid(piece) }) {
        let key = Cluster.Key(.generator, kind.lever, piece.sql, kind.rawValue)
        for patches in await diff.propose(for: Cluster(key: key, questions: []), in: context) {
          for patch in patches {
            await adopt(FittingMove(cluster: key, patches: [patch]), into: &ascent, judgedIn: champion)
          }
        }
      }
    }
  }

  /// Takes a move without a trial, where nothing speaks against it.
  private func adopt(_ move: FittingMove, into ascent: inout Ascent, judgedIn space: Space) async {
    for patch in move.patches where await objection(patch, space) != nil { return }
    if let next = ascent.fitted.adding(move) { ascent.fitted = next }
  }
}

extension SQLPiece.Kind {
  /// The lever that names such a piece.
  var lever: Lever {
    switch self {
    case .table: .tableDescription
    case .column: .synonym
    case .join: .join
    case .filter: .filter
    case .measure: .measure
    case .expression: .expression
    }
  }
}

extension TrainItem {
  /// Whether the expected SQL has the piece without the question spelling its constants.
  func leavesUnsaid(_ piece: SQLPiece) -> Bool { expected.all.contains(piece) && !saysValues(of: piece) }
}
