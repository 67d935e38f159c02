internal import Basics
package import Spaces

extension Optimizer {
  /// The same epoch, stopping after the screen: proposals as numbered cards, largest cause first.
  package func suggest(
    _ champion: Version, epoch: Int, history: EpochHistory = EpochHistory(), progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> Suggestions {
    let train = try questions(.train)
    try await begin(champion, epoch: epoch, history: history)
    let catalog = try await catalog(champion.space)
    var suggestions = Suggestions()
    var candidates: [Candidate] = []
    var trial: Trial?
    for kind in waves {
      let wave = wave(kind, champion.space, catalog, train, epoch, history, progress)
      let (found, outcome) = try await wave.candidates()
      candidates += found
      suggestions.notes += outcome.notes
      trial = wave.trial
    }
    guard let trial else { return suggestions }
    for candidate in candidates.sorted(by: Self.precedes) {
      let changed = Composer.apply(candidate.patches, to: champion.space, limits: limits)
      let affected = try await trial.affected(champion.space, changed.space, among: train)
      suggestions.proposals.append(
        Proposal(
          number: suggestions.proposals.count + 1, proposer: candidate.proposer, cluster: candidate.cluster,
          patches: candidate.patches, evidence: candidate.questions, affected: affected.map(\.id),
          cost: affected.count * samples))
    }
    try await record(suggestions.proposals, .proposed, epoch: epoch, note: "")
    return suggestions
  }

  private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
    (right.questions.count, left.cluster, left.identity.joined())
      < (left.questions.count, right.cluster, right.identity.joined())
  }

  /// Applies proposals as a person chose them, whatever a race would have said; the report holds what they change.
  package func accept(
    _ proposals: [Proposal], into champion: Version, epoch: Int, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> EpochReport {
    let train = try questions(.train)
    guard !proposals.isEmpty else { throw .noProposals }
    var space = champion.space
    for patch in proposals.flatMap(\.patches) {
      do {
        space = try patch.apply(to: space, limits: limits)
      } catch .alreadyPresent {
        continue
      } catch {
        throw .unusablePatch(reason: patch.described(in: space))
      }
    }
    progress?(.stage("measure"))
    let before = try await evaluator.results(champion.space, train, samples: samples, progress: progress)
    let after = try await evaluator.results(space, train, samples: samples, progress: progress)
    let validation = evalset.questions(in: .validation)
    let gate = Gate(evaluator: evaluator, questions: validation, samples: samples)
    var report = EpochReport(
      number: epoch, decision: .accepted, champion: champion, version: nil, patches: proposals.flatMap(\.patches),
      candidates: proposals.map {
        CandidateReport(proposer: $0.proposer, cluster: $0.cluster, patches: $0.patches, fate: .accepted)
      },
      train: EpochReport.Change(train, before: before, after: after),
      validation: try await gate.test(champion.space, space).change, clusters: [], hash: ContentHash(of: ""))
    report.hash = report.decisionHash(space)
    return try await finish(report, space: space)
  }

  /// Records that a person does not want these, so that they are not proposed again.
  package func reject(
    _ proposals: [Proposal], epoch: Int, because reason: String = ""
  ) async throws(OptimizerError) {
    try await record(proposals, .refused, epoch: epoch, note: reason)
  }

  private func record(
    _ proposals: [Proposal], _ fate: PatchRecord.Fate, epoch: Int, note: String
  ) async throws(OptimizerError) {
    do {
      try await journal.record(
        proposals.flatMap { $0.patches.map { PatchRecord($0, fate, note: note) } }, epoch: epoch)
    } catch {
      throw .journal(message: "\(error)")
    }
  }
}
