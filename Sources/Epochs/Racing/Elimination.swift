internal import Spaces

/// Leave-one-out: takes candidates out of a bundle that do not pay for their place.
struct Elimination: Sendable {
  let trial: Trial
  let champion: Space

  /// The bundle without what could be left out, and the candidates that were.
  ///
  /// A candidate stays when the bundle without it does worse on the train questions that this changes, each tested
  /// on versions made without it. One that read no question (flags for all columns of a kind) stays unless leaving
  /// it out does better: what train does not exercise, other questions may.
  func prune(_ contenders: [Contender]) async throws(OptimizerError) -> (kept: [Contender], dropped: [Contender]) {
    var kept = contenders
    var dropped: [Contender] = []
    let order = contenders.sorted { ($0.net, $1.candidate.cluster) < ($1.net, $0.candidate.cluster) }
    for contender in order where kept.count > 1 {
      let rest = kept.filter { $0.candidate.identity != contender.candidate.identity }
      let smaller = trial.challenger(rest.map(\.candidate), on: champion)
      let larger = trial.challenger(kept.map(\.candidate), on: champion)
      let tally = try await trial.duels(champion, smaller, larger).byQuestion
      let pays =
        contender.candidate.versions == .same ? tally.wins >= tally.losses : tally.wins > tally.losses
      guard !pays else { continue }
      dropped.append(contender)
      kept = rest
    }
    return (kept, dropped)
  }
}
