internal import Basics
internal import Models
package import Spaces
internal import Systems

extension Optimizer {
  /// One epoch: measure, diagnose, propose, screen, race, prune, gate; everything recorded.
  ///
  /// Killed at any instant and called again with the same arguments, it finds what was answered in the journal and
  /// comes to the same decision.
  package func step(
    _ champion: Version, epoch: Int, history: EpochHistory = EpochHistory(), progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> EpochReport {
    let train = try questions(.train)
    let validation = evalset.questions(in: .validation)
    try await begin(champion, epoch: epoch, history: history)
    let catalog = try await catalog(champion.space)
    var space = champion.space
    var stages: [(space: Space, accepted: [Contender])] = []
    var reports: [CandidateReport] = []
    var clusters: [Cluster] = []
    var notes: [String] = []
    for kind in waves {
      let wave = wave(kind, space, catalog, train, epoch, history, progress)
      let outcome = try await wave.run()
      reports += outcome.reports
      notes += outcome.notes
      clusters += outcome.clusters
      guard outcome.space != space else { continue }
      space = outcome.space
      stages.append((space, outcome.accepted))
    }
    progress?(.stage("gate"))
    let gate = Gate(evaluator: evaluator, questions: validation, samples: samples)
    var open: (passage: Gate.Passage, stages: Int)?
    for count in stages.indices.reversed() where open == nil {
      let passage = try await gate.test(champion.space, stages[count].space)
      if passage.isOpen { open = (passage, count + 1) }
    }
    let passed = stages.prefix(open?.stages ?? 0).flatMap(\.accepted)
    let failed = stages.dropFirst(open?.stages ?? 0).flatMap(\.accepted)
    let rolledBack = Set(failed.flatMap { $0.candidate.patches.map(\.id) })
    for index in reports.indices where reports[index].fate == .accepted {
      if reports[index].patches.contains(where: { rolledBack.contains($0.id) }) { reports[index].fate = .rolledBack }
    }
    let final = open?.passage.space ?? champion.space
    let before = try await evaluator.results(champion.space, train, samples: samples)
    let after = try await evaluator.results(final, train, samples: samples)
    let unchanged = try await gate.test(champion.space, champion.space).change
    var report = EpochReport(
      number: epoch, decision: .rejected, champion: champion, version: nil,
      patches: passed.flatMap(\.candidate.patches), candidates: reports,
      train: EpochReport.Change(train, before: before, after: after),
      validation: open?.passage.change ?? unchanged,
      clusters: clusters.sorted { ($1.questions.count, $0.key) < ($0.questions.count, $1.key) },
      hash: ContentHash(of: ""))
    report.notes = notes
    if final != champion.space {
      report.decision = .accepted
    } else if !stages.isEmpty {
      report.decision = .rolledBack
    } else if !reports.contains(where: { $0.fate != .screenedOut }) {
      report.decision = .nothingProposed
    }
    report.hash = report.decisionHash(final)
    return try await finish(report, space: final == champion.space ? nil : final)
  }

  /// What an epoch does in turn.
  var waves: [Wave.Kind] { Wave.Kind.allCases.filter { $0 != .introspection || introspector != nil } }

  func wave(
    _ kind: Wave.Kind, _ space: Space, _ catalog: Catalog, _ train: [Question], _ epoch: Int,
    _ history: EpochHistory, _ progress: EpochProgress?
  ) -> Wave {
    let seed = stableHash("epoch:\(epoch):\(kind.rawValue)", seed: settings.seed)
    // A fit is made again without each fold, which takes its time.
    let count = rehearsal != nil ? min(3, settings.folds) : settings.folds
    let folds = CrossFit(families: train.map(\.family), count: count, seed: seed)
    let trial = Trial(
      evaluator: evaluator, questions: train, settings: settings, folds: folds, limits: limits, seed: seed,
      samples: samples)
    return Wave(
      kind: kind, champion: space, optimizer: self, catalog: catalog, history: history, epoch: epoch, trial: trial,
      progress: progress)
  }

  func questions(_ split: Split) throws(OptimizerError) -> [Question] {
    let questions = evalset.questions(in: split)
    guard !questions.isEmpty else { throw .emptySplit(name: split.rawValue) }
    return questions
  }

  /// A system that repeats itself is asked once.
  var samples: Int { evaluator.system.isRepeatable ? 1 : max(1, settings.samples) }

  var limits: SpaceLimits {
    var limits = SpaceLimits()
    limits.instructions = min(limits.instructions, max(0, settings.instructions))
    return limits
  }

  func catalog(_ space: Space) async throws(OptimizerError) -> Catalog {
    try await Catalog(space, warehouse: evaluator.warehouse, evalset: evalset, limits: limits)
  }

  func begin(_ champion: Version, epoch: Int, history: EpochHistory) async throws(OptimizerError) {
    var record = settings.record.objectValue ?? JSONObject()
    record["history"] = .string(history.hash.hex)
    if let introspector {
      record["introspector"] = .string(introspector.name)
      record["causes"] = .int(settings.causes)
    }
    do {
      try await journal.begin(
        EpochStart(
          number: epoch, champion: champion.hash, evalset: evalset.hash, split: evalset.splitHash,
          system: evaluator.system.name, seed: settings.seed, settings: .object(record)))
    } catch {
      throw .journal(message: "\(error)")
    }
  }

  /// Records what became of every patch, then closes the epoch at one instant.
  func finish(_ report: EpochReport, space: Space?) async throws(OptimizerError) -> EpochReport {
    var report = report
    do {
      try await journal.record(report.fates, epoch: report.number)
      report.version = try await journal.finish(
        EpochOutcome(
          number: report.number, decision: report.decision.rawValue, space: space, patches: report.patches,
          summary: report.summary))
      return report
    } catch {
      throw .journal(message: "\(error)")
    }
  }
}
