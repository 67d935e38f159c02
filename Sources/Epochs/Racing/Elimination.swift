internal import Spaces

/// Leave-one-out: takes candidates out of a bundle that do not pay for their place.
struct Elimination: Sendable {
  let trial: Trial
  let champion: Space

  /// The bundle without what could be left out, and the candidates that were.
  ///
  /// A candidate stays when the bundle without it does worse on the train questions that this changes. That figure
  /// flatters (the candidate was made from some of them); what is left is raced once more on what it was not made
  /// from. One that read no question (flags for all columns of a kind) stays unless leaving
  /// it out surely does better: what train does not exercise, other questions may.
  func prune(_ contenders: [Contender]) async throws(OptimizerError) -> (kept: [Contender], dropped: [Contender]) {
    let (whole, dropped) = try await pass(contenders)
    // Only what broke something is taken apart.
    let parts = whole.flatMap { contender -> [Contender] in
      guard contender.cost > 0, contender.candidate.patches.count > 1 else { return [contender] }
      return contender.candidate.split.map {
        Contender(candidate: $0, tally: contender.tally, decision: contender.decision, cost: contender.cost)
      }
    }
    guard parts.count > whole.count else { return (whole, dropped) }
    let (kept, more) = try await pass(parts)
    return (kept, dropped + more)
  }

  private func pass(_ contenders: [Contender]) async throws(OptimizerError) -> (kept: [Contender], dropped: [Contender])
  {
    var kept = contenders
    var dropped: [Contender] = []
    var larger = whole(contenders)
    let order = contenders.sorted { ($0.net, $1.candidate.cluster) < ($1.net, $0.candidate.cluster) }
    for contender in order where kept.count > 1 {
      let rest = kept.filter { $0.candidate.identity != contender.candidate.identity }
      let smaller = whole(rest)
      let asked = try await trial.affected(smaller, larger, among: trial.questions)
      let tally = try await trial.duels(smaller, larger, on: asked).byQuestion
      let isSilent = contender.candidate.versions == .same
      if isSilent ? tally.posterior.confidence < 0.15 : tally.wins <= tally.losses {
        dropped.append(contender)
        kept = rest
        larger = smaller
      } else if let index = kept.firstIndex(where: { $0.candidate.identity == contender.candidate.identity }) {
        kept[index].cost = tally.losses
      }
    }
    return (kept, dropped)
  }

  private func whole(_ contenders: [Contender]) -> Space {
    Composer.apply(contenders.flatMap(\.candidate.patches), to: champion, limits: trial.limits).space
  }
}
