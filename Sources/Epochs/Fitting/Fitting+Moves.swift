internal import Systems
internal import Spaces
internal import Warehouses

extension Fitting {
  /// What the data alone suggests, taken at once: it costs nothing and most other changes need it.
  func start(_ ascent: inout Ascent) async throws(OptimizerError) {
    let mine = MineProposer()
    var moves: [FittingMove] = []
    for key in [
      Cluster.Key(.retriever, .entityMatching, "", "value"), Cluster.Key(.generator, .formatAssistance, "", "column"),
    ] {
      for patches in await mine.propose(for: Cluster(key: key, questions: []), in: context) {
        moves += patches.map { FittingMove(cluster: key, patches: [$0]) }
      }
    }
    for join in pieces(.join) {
      let key = Cluster.Key(.generator, .join, join.sql, "join")
      let links = PieceLinks(context)
      for patch in DiffJoins(context, links, origin: "diff").patches(for: join.sql) {
        moves.append(FittingMove(cluster: key, patches: [patch]))
      }
    }
    for move in moves {
      var isAllowed = true
      for patch in move.patches where await objection(patch, ascent.fitted.space) != nil { isAllowed = false }
      if isAllowed, let next = ascent.fitted.adding(move) { ascent.fitted = next }
    }
    let filters = DiffFilters(context, PieceLinks(context), origin: Self.origin)
    for piece in pieces(.filter) {
      let key = Cluster.Key(.generator, .filter, piece.sql, "filter")
      for patch in filters.standing(piece) {
        guard await objection(patch, ascent.fitted.space) == nil,
          let next = ascent.fitted.adding(FittingMove(cluster: key, patches: [patch]))
        else { continue }
        ascent.fitted = next
      }
    }
    try await guess(&ascent)
    ascent.scores = try await rehearser.scores(ascent.fitted.space, questions)
  }

  /// The names that questions suggest most clearly, taken at once, because a question often needs several.
  private func guess(_ ascent: inout Ascent) async throws(OptimizerError) {
    let diff = DiffProposer()
    let context = context.with(ascent.fitted.space)
    for kind in [SQLPiece.Kind.measure, .filter, .expression, .column] {
      for piece in pieces(kind) {
        guard context.items.contains(where: { $0.expected.all.contains(piece) && !$0.saysValues(of: piece) }) else {
          continue
        }
        let lever: Lever =
          switch kind {
          case .measure: .measure
          case .filter: .filter
          case .expression: .expression
          default: .synonym
          }
        let key = Cluster.Key(.generator, lever, piece.sql, kind.rawValue)
        for patches in await diff.propose(for: Cluster(key: key, questions: []), in: context) {
          for patch in patches {
            guard await objection(patch, champion) == nil,
              let next = ascent.fitted.adding(FittingMove(cluster: key, patches: [patch]))
            else { continue }
            ascent.fitted = next
          }
        }
      }
    }
  }

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
      let key = Cluster.Key(.generator, .filter, piece.sql, "filter")
      let moves = filters.standing(piece).map { FittingMove(cluster: key, patches: [$0]) }
      if !moves.isEmpty { hasGained = try await take(moves, &ascent) || hasGained }
    }
    return hasGained
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
  private static func precision(of kind: SQLPiece.Kind) -> Double {
    switch kind {
    case .filter: 0.6
    case .measure, .expression: 0.4
    case .column, .table, .join: 0.3
    }
  }

  /// The association among the questions shown, where words inside of a longer name belong to that name only: "year"
  /// of "last year" is not "year".
  private func association(_ space: Space) -> Association {
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
    for join in pieces(.join) {
      let lacking = lacking(join, ascent)
      guard lacking.count >= context.support else { continue }
      let links = context.association.candidates(
        for: join.key, in: lacking, support: context.support, precision: Self.precision(of: .join), atMost: Self.phrases
      )
      let joins = DiffJoins(context, PieceLinks(context), origin: Self.origin)
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
  private func missing(_ ascent: Ascent) -> [SQLPiece] {
    var families: [SQLPiece: Set<String>] = [:]
    for item in context.items where ascent.scores[item.id].map({ !$0.isRight }) ?? false {
      let have = SQLPieces(ascent.scores[item.id]?.sql ?? "", schema: context.schema).keys
      for piece in item.expected.all
      where !have.contains(piece.key) && item.named.contains(piece.key) && !item.saysValues(of: piece) {
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
  private func lacking(_ piece: SQLPiece, _ ascent: Ascent) -> Set<String> {
    Set(
      context.items.filter { item in
        guard let score = ascent.scores[item.id], !score.isRight, item.expected.all.contains(piece),
          !item.saysValues(of: piece)
        else {
          return false
        }
        return !SQLPieces(score.sql ?? "", schema: context.schema).keys.contains(piece.key)
      }.map(\.id))
  }

  /// Leaves out what the answers are as near without, and what they are nearer without.
  func prune(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    for part in ascent.fitted.parts.reversed() {
      let visible = part.patch.parts
      let asked = questions.filter { question in
        ascent.scores[question.id].map { !$0.parts.isDisjoint(with: visible) } ?? false
      }
      let isFlag = if case .flag = part.patch.payload { true } else { false }
      let trial = ascent.trial(["without", part.patch.claim], asked)
      guard !asked.isEmpty || !isFlag, !ascent.futile.contains(trial),
        let next = ascent.fitted.removing([part.patch.claim])
      else { continue }
      let outcome = try await outcome(next, on: asked, from: ascent)
      guard outcome.gain > (isFlag ? 0.2 : -0.01) else {
        ascent.futile.insert(trial)
        continue
      }
      ascent.fitted = next
      ascent.scores.merge(outcome.scores) { _, new in new }
      hasGained = outcome.gain > 0.01 || hasGained
    }
    return try await pruneNames(&ascent) || hasGained
  }

  /// The same for each of several names of a snippet.
  private func pruneNames(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    for part in ascent.fitted.parts {
      guard case .snippet(let original) = part.patch.payload, original.instruction == nil else { continue }
      for name in original.synonyms + [original.displayName] {
        guard let patch = ascent.fitted.patch(part.patch.claim), let shorter = patch.without(name) else { continue }
        let move = FittingMove(cluster: part.cluster, patches: [shorter], phrase: Phrase(name))
        let trial = ascent.trial(["unnamed", part.patch.claim, name], asked(move))
        guard !ascent.futile.contains(trial), let next = ascent.fitted.adding(move) else { continue }
        let outcome = try await outcome(next, on: asked(move), from: ascent)
        guard outcome.gain > -0.01 else {
          ascent.futile.insert(trial)
          continue
        }
        ascent.fitted = next
        ascent.scores.merge(outcome.scores) { _, new in new }
        hasGained = outcome.gain > 0.01 || hasGained
      }
    }
    return hasGained
  }
}

extension Fitting {
  /// Tries for every name the longer and shorter ones around it, and takes one that is better, or as good and surer.
  func polish(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    let association = context.association
    for part in ascent.fitted.parts {
      guard let (piece, names) = Self.named(part.patch) else { continue }
      for name in names {
        let all = Set(context.items.map(\.id))
        let own = Phrase(name)
        let links = association.candidates(
          for: piece.key, in: all, support: context.support, precision: Self.precision(of: piece.kind), atMost: 60
        ).filter { $0.phrase != own && (own.occurs(in: $0.phrase.stems) || $0.phrase.occurs(in: own.stems)) }
        let old = association.link(own, to: piece.key)
        var best: (move: FittingMove, outcome: Outcome, score: Double)?
        for link in links.prefix(6) {
          guard let patch = ascent.fitted.patch(part.patch.claim) ?? Optional(part.patch),
            let changed = patch.renaming(name, link.surface)
          else { continue }
          let move = FittingMove(cluster: part.cluster, patches: [changed], phrase: nil)
          let asked = asked(Words(name).stems + link.phrase.stems)
          let trial = ascent.trial(["renamed", part.patch.claim, name, link.surface], asked)
          guard !ascent.futile.contains(trial), let next = ascent.fitted.replacing(part.patch.claim, with: move) else {
            continue
          }
          ascent.futile.insert(trial)
          let outcome = try await outcome(next, on: asked, from: ascent)
          let score =
            outcome.gain + 0.5 * (link.precision - old.precision) + 0.01 * Double(own.length - link.phrase.length)
          if outcome.gain > -0.15, score > max(0.05, best?.score ?? 0) { best = (move, outcome, score) }
        }
        guard let best, await objection(best.move.patches[0], champion) == nil else { continue }
        ascent.fitted = best.outcome.fitted
        ascent.scores.merge(best.outcome.scores) { _, new in new }
        hasGained = true
      }
    }
    return hasGained
  }

  /// Questions with any of these words.
  private func asked(_ words: [String]) -> [Question] {
    let roots = words.filter(Words.isContent).map { $0.prefix(4) }
    let ids = Set(
      context.items.filter { item in
        roots.contains { root in item.words.stems.contains { $0.hasPrefix(root) } }
      }.map(\.id))
    return questions.filter { ids.contains($0.id) }
  }

  /// What a patch names, and how.
  private static func named(_ patch: Patch) -> (piece: SQLPiece, names: [String])? {
    switch (patch.lever, patch.payload, patch.target) {
    case (.synonym, .word(let word), .column(let table, let column)):
      let name = (table.split(separator: ".").last.map(String.init) ?? table) + "." + column
      return (SQLPiece(.column, name.lowercased()), [word])
    case (_, .snippet(let snippet), _) where snippet.instruction == nil:
      let kind: SQLPiece.Kind = patch.lever == .filter ? .filter : patch.lever == .measure ? .measure : .expression
      return (SQLPiece(kind, snippet.sql), [snippet.displayName] + snippet.synonyms)
    default: return nil
    }
  }
}

extension Phrase {
  var stems: [String] { key.split(separator: " ").map(String.init) }
}

extension Patch {
  /// The same with another name in the place of one.
  fileprivate func renaming(_ name: String, _ other: String) -> Patch? {
    var patch = self
    switch payload {
    case .word(name): patch.payload = .word(other)
    case .snippet(let old):
      var names = [old.displayName] + old.synonyms
      guard let index = names.firstIndex(of: name), !names.contains(other) else { return nil }
      names[index] = other
      let alias = old.alias.map { index == 0 ? other.asAlias() : $0 }
      patch.payload = .snippet(
        Snippet(
          id: old.id, alias: alias, displayName: names[0], sql: old.sql, synonyms: Array(names.dropFirst())))
    default: return nil
    }
    return patch
  }

  /// The same snippet with a name less; nothing where it is the only one.
  fileprivate func without(_ name: String) -> Patch? {
    guard case .snippet(var snippet) = payload, !snippet.synonyms.isEmpty else { return nil }
    if snippet.displayName == name, let first = snippet.synonyms.first {
      let alias = snippet.alias
      snippet = Snippet(
        id: snippet.id, alias: alias == nil ? nil : first.asAlias(), displayName: first, sql: snippet.sql,
        synonyms: Array(snippet.synonyms.dropFirst()))
    } else {
      snippet.synonyms.removeAll { $0 == name }
    }
    var patch = self
    patch.payload = .snippet(snippet)
    return patch
  }
}
