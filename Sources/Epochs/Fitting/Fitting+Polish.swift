internal import Spaces

extension Fitting {
  /// Tries for every name the longer and shorter ones around it, and takes one that is better, or as good and surer.
  func polish(_ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var hasGained = false
    let association = context.association
    let all = Set(context.items.map(\.id))
    for part in ascent.fitted.parts {
      guard let (piece, names) = Self.named(part.patch) else { continue }
      for name in names {
        let own = Phrase(name)
        let links = association.candidates(
          for: piece.key, in: all, support: context.support, precision: Self.precision(of: piece.kind), atMost: 60
        ).filter { $0.phrase != own && (own.occurs(in: $0.phrase.stems) || $0.phrase.occurs(in: own.stems)) }
        let old = association.link(own, to: piece.key)
        var best: (move: FittingMove, outcome: Outcome, score: Double)?
        for link in links.prefix(6) {
          let patch = ascent.fitted.patch(part.patch.claim) ?? part.patch
          guard let changed = patch.renaming(name, link.surface) else { continue }
          let move = FittingMove(cluster: part.cluster, patches: [changed], phrase: nil)
          let asked = asked(Words(name).stems + link.phrase.stems)
          let trial = ascent.trial(["renamed", part.patch.claim, name, link.surface], asked)
          guard !ascent.futile.contains(trial), let next = ascent.fitted.replacing(part.patch.claim, with: move) else {
            continue
          }
          ascent.futile.insert(trial)
          let outcome = try await outcome(next, on: asked, from: ascent)
          let surer = 0.5 * (link.precision - old.precision)
          let shorter = 0.01 * Double(own.length - link.phrase.length)
          let score: Double = outcome.gain + surer + shorter
          if outcome.gain > -0.15, score > max(0.05, best?.score ?? 0) { best = (move, outcome, score) }
        }
        guard let best, await objection(best.move.patches[0], champion) == nil else { continue }
        ascent.accept(best.outcome)
        hasGained = true
      }
    }
    return hasGained
  }

  /// What a patch names, and how.
  private static func named(_ patch: Patch) -> (piece: SQLPiece, names: [String])? {
    switch (patch.lever, patch.payload, patch.target) {
    case (.synonym, .word(let word), .column(let table, let column)):
      let name = lastPart(of: table) + "." + column
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
}
