internal import Basics
internal import Spaces
internal import Systems
internal import Warehouses

/// One round of diagnosing, proposing, screening and racing against one space.
struct Wave: Sendable {
  /// Concepts come first, a model is asked about what they leave, and the scarce examples are chosen for what nothing
  /// else explains.
  enum Kind: String, Sendable, CaseIterable {
    case concepts, introspection, examples

    func includes(_ cluster: Cluster) -> Bool {
      switch self {
      case .concepts: cluster.key.lever != .example
      case .introspection: true
      case .examples: cluster.key.lever == .example
      }
    }
  }

  struct Outcome: Sendable {
    var space: Space
    var accepted: [Contender] = []
    var reports: [CandidateReport] = []
    /// Those that no other wave of the epoch reports.
    var clusters: [Cluster] = []
    var notes: [String] = []
  }

  let kind: Kind
  let champion: Space
  let optimizer: Optimizer
  let catalog: Catalog
  let history: EpochHistory
  let epoch: Int
  let trial: Trial
  let progress: EpochProgress?

  private var settings: EpochSettings { optimizer.settings }

  /// Diagnoses, proposes and screens.
  func candidates() async throws(OptimizerError) -> (candidates: [Candidate], outcome: Outcome) {
    var outcome = Outcome(space: champion)
    progress?(.stage("diagnose"))
    let results = try await optimizer.evaluator.results(
      champion, trial.questions, samples: trial.samples, progress: progress)
    let items = trial.questions.map { TrainItem($0, results: results, schema: catalog.schema) }
    let clusters = Diagnosis(items).clusters.filter(kind.includes)
    if kind != .introspection { outcome.clusters = clusters }
    let chosen = ClusterChoice.choose(
      clusters, atMost: settings.clusters(isFree: optimizer.evaluator.system.isRepeatable || kind == .introspection),
      history: history.levers, seed: trial.seed)
    progress?(.stage("propose"))
    let proposing = Proposing(
      space: champion, schema: catalog.schema, profiles: catalog.profiles, items: items, rejected: history.rejected,
      unusable: catalog.unusable, rehearse: rehearse, settings: settings, seed: trial.seed)
    var proposed: [Candidate]
    if kind == .introspection {
      guard let model = optimizer.introspector else { return ([], outcome) }
      let found = try await proposing.introspected(by: model, for: chosen, tried: history.tried)
      (proposed, outcome.notes) = (found.candidates, found.notes)
    } else if let rehearsal {
      let screen = catalog.screen
      proposed = try await proposing.fitted(
        Rehearser(rehearsal, optimizer.evaluator, schema: catalog.schema), trial.questions, clusters: clusters,
        folds: trial.folds, limits: trial.limits, objection: { await screen.objection(to: $0, in: $1) },
        progress: progress)
    } else {
      proposed = await proposing.candidates(for: chosen, by: optimizer.proposers, folds: trial.folds)
    }
    if Task.isCancelled { throw .cancelled }
    progress?(.stage("screen"))
    var kept: [Candidate] = []
    for candidate in proposed {
      var objections: [ContentHash: String] = [:]
      for patch in candidate.patches {
        objections[patch.id] = await catalog.screen.objection(to: patch, in: champion)
      }
      let refused = candidate.patches.filter { objections[$0.id] != nil }
      if let first = refused.first {
        outcome.reports.append(
          CandidateReport(
            proposer: candidate.proposer, cluster: candidate.cluster, patches: refused, fate: .screenedOut,
            note: objections[first.id] ?? ""))
      }
      let rest = candidate.filtered { objections[$0.id] == nil }
      if !rest.patches.isEmpty { kept.append(rest) }
    }
    return (kept, outcome)
  }

  /// Where answers cost nothing, concepts are fitted, until examples shape the answers: then a name says little by
  /// itself, and answers take longer. On a surrogate they are fitted once, because it does not learn from the race.
  private var rehearsal: (any System)? {
    guard kind == .concepts else { return nil }
    let isAgain = optimizer.evaluator.system.isRepeatable && champion.examples.isEmpty
    return epoch == 1 || isAgain ? optimizer.rehearsal : nil
  }

  /// Where answers cost nothing, proposers may try their patches on what they are shown.
  private var rehearse: Rehearse? {
    guard optimizer.evaluator.system.isRepeatable else { return nil }
    return { [champion, trial] patches, items in
      let space = Composer.apply(patches, to: champion, limits: trial.limits).space
      let ids = Set(items.map(\.id))
      let shown = trial.questions.filter { ids.contains($0.id) }
      guard let asked = try? await trial.affected(champion, space, among: shown),
        let before = try? await trial.evaluator.results(champion, asked, samples: trial.samples),
        let after = try? await trial.evaluator.results(space, asked, samples: trial.samples)
      else { return Rehearsal(lines: []) }
      return Rehearsal(
        lines: asked.map { question in
          Rehearsal.Line(
            question: question.id, family: question.family,
            gain: (after.share(question.id) ?? 0) - (before.share(question.id) ?? 0),
            used: after[question.id].first?.used ?? [])
        })
    }
  }

  /// The whole wave.
  func run() async throws(OptimizerError) -> Outcome {
    var (candidates, outcome) = try await candidates()
    guard !candidates.isEmpty else { return outcome }
    progress?(.stage("race"))
    let rules = RaceRules(acceptBar: settings.bar(epoch: epoch), dropBar: settings.dropBar)
    let (kept, raced) =
      switch kind {
      case .concepts: try await together(candidates, rules)
      case .introspection: try await pruned(try await apart(candidates, rules))
      case .examples: try await apart(candidates, rules)
      }
    let claims = Set(kept.flatMap { $0.candidate.patches.map(\.claim) })
    for contender in raced {
      let stays = contender.candidate.patches.filter { claims.contains($0.claim) }
      let goes = contender.candidate.patches.filter { !claims.contains($0.claim) }
      if !stays.isEmpty { outcome.reports.append(report(contender, stays, .accepted)) }
      let fate: CandidateReport.Fate = contender.decision == .accept ? .pruned : .rejected
      if !goes.isEmpty { outcome.reports.append(report(contender, goes, fate)) }
    }
    outcome.accepted = kept
    outcome.space = trial.challenger(kept.map(\.candidate), on: champion).whole
    return outcome
  }

  private func report(
    _ contender: Contender, _ patches: [Patch], _ fate: CandidateReport.Fate
  ) -> CandidateReport {
    CandidateReport(
      proposer: contender.candidate.proposer, cluster: contender.candidate.cluster, patches: patches, fate: fate,
      tally: contender.tally)
  }

  /// Every candidate in a race of its own.
  private func apart(
    _ candidates: [Candidate], _ rules: RaceRules
  ) async throws(OptimizerError) -> (kept: [Contender], raced: [Contender]) {
    var contenders: [Contender] = []
    for candidate in candidates {
      let challenger = trial.challenger([candidate], on: champion)
      let purpose = candidate.cluster.label + candidate.identity.joined()
      let (duels, decision) = try await trial.race(champion, challenger, rules: rules, purpose: purpose)
      contenders.append(Contender(candidate: candidate, tally: duels.byFamily, decision: decision))
      progress?(.note("\(candidate.cluster.label): \(duels.byFamily.wins) won, \(duels.byFamily.losses) lost"))
    }
    let ranked = contenders.sorted { left, right in
      (right.net, left.candidate.cluster, left.candidate.identity.joined())
        < (left.net, right.candidate.cluster, right.candidate.identity.joined())
    }
    return (ranked.filter { $0.decision == .accept }, ranked)
  }

  /// What was proven alone, without what the rest makes idle: two changes may say the same in other words.
  private func pruned(
    _ outcome: (kept: [Contender], raced: [Contender])
  ) async throws(OptimizerError) -> (kept: [Contender], raced: [Contender]) {
    guard outcome.kept.count > 1 else { return outcome }
    progress?(.stage("prune"))
    return (try await Elimination(trial: trial, champion: champion).prune(outcome.kept).kept, outcome.raced)
  }

  /// All candidates in one race, because a question may need two changes at once, and then neither wins it alone.
  ///
  /// A bundle that is proven is pruned, and proven again. If all together do not make it, each runs alone, and those
  /// that did no clear harm try it together once more.
  private func together(
    _ candidates: [Candidate], _ rules: RaceRules
  ) async throws(OptimizerError) -> (kept: [Contender], raced: [Contender]) {
    // What was read from expected SQL says more of a join than what was read from the data: it comes first.
    let order = candidates.sorted { left, right in
      if (left.versions == .same) != (right.versions == .same) { return right.versions == .same }
      return (right.questions.count, left.cluster, left.identity.joined())
        < (left.questions.count, right.cluster, right.identity.joined())
    }
    if let (kept, raced) = try await bundle(order.map { Contender($0) }, rules, "bundle") { return (kept, raced) }
    // What a surrogate suggested is many small changes; where asking costs, only the likeliest are tried one by one.
    let isFree = optimizer.evaluator.system.isRepeatable
    let few = isFree || rehearsal == nil ? candidates : Array(order.prefix(settings.clusters(isFree: false)))
    let (proven, raced) = try await apart(few, rules)
    let harmless = raced.filter { !$0.isHarmful }
    guard harmless.count < raced.count,
      let (kept, _) = try await bundle(harmless, rules, "harmless bundle")
    else { return (proven, raced) }
    return (kept, raced)
  }

  /// The pruned bundle with all that was in it, or nothing where it is not proven.
  private func bundle(
    _ contenders: [Contender], _ rules: RaceRules, _ purpose: String
  ) async throws(OptimizerError) -> (kept: [Contender], raced: [Contender])? {
    guard contenders.count > 1 || rehearsal != nil else { return nil }
    let challenger = trial.challenger(contenders.map(\.candidate), on: champion)
    let (duels, decision) = try await trial.race(champion, challenger, rules: rules, purpose: purpose)
    progress?(.note("all together: \(duels.byFamily.wins) won, \(duels.byFamily.losses) lost"))
    guard decision == .accept else { return nil }
    if rehearsal != nil {
      let all = contenders.map { Contender(candidate: $0.candidate, tally: duels.byFamily, decision: .accept) }
      return (all, all)
    }
    progress?(.stage("prune"))
    let (kept, dropped) = try await Elimination(trial: trial, champion: champion).prune(contenders)
    let pruned = trial.challenger(kept.map(\.candidate), on: champion)
    let (again, verdict) = try await trial.race(champion, pruned, rules: rules, purpose: purpose + " pruned")
    progress?(.note("pruned: \(again.byFamily.wins) won, \(again.byFamily.losses) lost"))
    guard verdict == .accept else { return nil }
    return (kept, (kept + dropped).map { Contender(candidate: $0.candidate, tally: $0.tally, decision: .accept) })
  }
}
