internal import Systems
internal import Spaces
internal import Warehouses

extension Proposing {
  /// The parts of a fitted space as candidates, and for each what a fit without each fold has in its place.
  ///
  /// What only the fit without a fold came upon goes with the first candidate, so that together they are tested as
  /// they were found.
  func fitted(
    _ rehearser: Rehearser, _ questions: [Question], clusters: [Cluster], folds: CrossFit, limits: SpaceLimits,
    objection: @escaping @Sendable (Patch, Space) async -> String?, progress: EpochProgress?
  ) async throws(OptimizerError) -> [Candidate] {
    func fit(_ shown: [TrainItem], _ support: Int) async throws(OptimizerError) -> FittedSpace {
      let ids = Set(shown.map(\.id))
      return try await Fitting(
        rehearser: rehearser, champion: space, context: context(shown, support: support),
        questions: questions.filter { ids.contains($0.id) }, limits: limits, objection: objection
      ).run()
    }
    let whole = try await fit(items, Self.support)
    guard !whole.parts.isEmpty else { return [] }
    progress?(.note("fitted: \(whole.parts.count) changes"))
    var partial: [FittedSpace] = []
    for fold in 0..<folds.count {
      partial.append(try await fit(items.filter { folds.fold(of: $0.family) != fold }, Self.support))
    }
    var order: [Cluster.Key] = []
    var parts: [Cluster.Key: [Patch]] = [:]
    for part in whole.parts {
      if parts[part.cluster] == nil { order.append(part.cluster) }
      parts[part.cluster, default: []].append(part.patch)
    }
    let claims = Set(whole.parts.map(\.patch.claim))
    return order.enumerated().map { index, key in
      let patches = parts[key] ?? []
      let own = Set(patches.map(\.claim))
      let versions = partial.map { fold in
        fold.parts.map(\.patch).filter { own.contains($0.claim) || (index == 0 && !claims.contains($0.claim)) }
      }
      return Candidate(
        cluster: key, proposer: Fitting.origin, patches: patches,
        questions: clusters.first { $0.key == key }?.questions ?? [], versions: .byFold(versions))
    }
  }
}
