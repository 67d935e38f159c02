internal import Spaces

extension Fitting {
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
      ascent.accept(outcome)
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
        let asked = asked(move)
        let trial = ascent.trial(["unnamed", part.patch.claim, name], asked)
        guard !ascent.futile.contains(trial), let next = ascent.fitted.adding(move) else { continue }
        let outcome = try await outcome(next, on: asked, from: ascent)
        guard outcome.gain > -0.01 else {
          ascent.futile.insert(trial)
          continue
        }
        ascent.accept(outcome)
        hasGained = outcome.gain > 0.01 || hasGained
      }
    }
    return hasGained
  }
}

extension Patch {
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
