internal import Basics
internal import Spaces
internal import Warehouses

/// Has every proposer work on the chosen clusters, and finds out which families each candidate is independent of.
struct Proposing: Sendable {
  let space: Space
  let schema: Schema
  let profiles: [ColumnProfile]
  let items: [TrainItem]
  let rejected: Set<String>
  let unusable: Set<String>
  let rehearse: Rehearse?
  let settings: EpochSettings
  let seed: UInt64

  /// Families that must support a pattern; one less where a fold is left out.
  static let support = 2

  func candidates(
    for clusters: [Cluster], by proposers: [any Proposer], folds: CrossFit
  ) async -> [Candidate] {
    let halves = CrossFit(families: items.map(\.family), count: 2, seed: seed)
    let whole = context(items, support: Self.support)
    var partial: [ProposalContext] = []
    if proposers.contains(where: { $0.reading == .patterns }) {
      partial = (0..<folds.count).map { fold in
        context(items.filter { folds.fold(of: $0.family) != fold }, support: Self.support - 1)
      }
    }
    var candidates: [Candidate] = []
    for cluster in clusters {
      for proposer in proposers {
        switch proposer.reading {
        case .nothing:
          for patches in await proposer.propose(for: cluster, in: whole) {
            candidates.append(candidate(patches, cluster, proposer, .same))
          }
        case .patterns: candidates += await patterns(cluster, proposer, whole, partial)
        case .choice: candidates += await choices(cluster, proposer, halves)
        }
      }
    }
    return unique(candidates.filter { !$0.patches.isEmpty })
  }

  func context(_ items: [TrainItem], support: Int) -> ProposalContext {
    ProposalContext(
      space: space, schema: schema, profiles: profiles, items: items, rejected: rejected,
      unusable: unusable, rehearse: rehearse, room: settings.instructions - Composer.instructions(space),
      examples: settings.examples, support: max(1, support))
  }

  private func candidate(
    _ patches: [Patch], _ cluster: Cluster, _ proposer: any Proposer, _ versions: Candidate.Versions
  ) -> Candidate {
    Candidate(
      cluster: cluster.key, proposer: proposer.name, patches: patches.filter { !rejected.contains($0.id.hex) },
      questions: cluster.questions, versions: versions)
  }

  /// What the whole of train suggests, and what would have been suggested without each fold.
  private func patterns(
    _ cluster: Cluster, _ proposer: any Proposer, _ whole: ProposalContext, _ partial: [ProposalContext]
  ) async -> [Candidate] {
    let proposed = await proposer.propose(for: cluster, in: whole)
    guard !proposed.isEmpty else { return [] }
    var again: [[[Patch]]] = []
    for context in partial { again.append(await proposer.propose(for: cluster, in: context)) }
    return proposed.indices.map { index in
      let versions = again.map { proposals in proposals.indices.contains(index) ? proposals[index] : [] }
      return candidate(proposed[index], cluster, proposer, .byFold(versions))
    }
  }

  /// What each half of the families suggests; the other half tests it.
  private func choices(_ cluster: Cluster, _ proposer: any Proposer, _ halves: CrossFit) async -> [Candidate] {
    var candidates: [Candidate] = []
    for half in 0..<halves.count {
      let shown = context(items.filter { halves.fold(of: $0.family) == half }, support: Self.support)
      let unseen = Set(items.map(\.family).filter { halves.fold(of: $0) != half })
      for patches in await proposer.propose(for: cluster, in: shown) {
        candidates.append(candidate(patches, cluster, proposer, .unseen(unseen)))
      }
    }
    return candidates
  }

  /// Of candidates that do the same the first stays.
  private func unique(_ candidates: [Candidate]) -> [Candidate] {
    var seen: Set<[String]> = []
    return candidates.filter { seen.insert($0.identity).inserted }
  }
}
