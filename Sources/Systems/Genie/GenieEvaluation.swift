internal import Basics
internal import Databricks
internal import Spaces

/// One evaluation by the platform for each sample, shared by all who wait for it and written into the ledger.
actor GenieEvaluation {
  typealias Outcomes = [String: GenieEvaluations.Outcome]
  private typealias Failure = GenieCorrespondence.Failure

  private let questions: [GenieEvaluationSystem.Benchmark]
  private let space: Space
  private let shadows: ShadowSpaces
  private let ledger: any GenieLedger
  private let evaluations: GenieEvaluations
  private let watch: (@Sendable (GenieEvaluations.Progress) -> Void)?
  private var running: [Int: Task<Result<Outcomes, GenieCorrespondence.Failure>, Never>] = [:]

  private static let tries = 3

  init(
    _ questions: [GenieEvaluationSystem.Benchmark], under space: Space, _ shadows: ShadowSpaces,
    _ ledger: any GenieLedger, watch: (@Sendable (GenieEvaluations.Progress) -> Void)?
  ) {
    self.questions = questions
    self.space = space
    self.shadows = shadows
    self.ledger = ledger
    self.watch = watch
    evaluations = GenieEvaluations(shadows.conversations.workspace)
  }

  /// What the platform says, by the ids of the benchmark questions.
  func outcomes(sample: Int) async -> Result<Outcomes, GenieCorrespondence.Failure> {
    let task = running[sample] ?? Task { await evaluate(sample: sample) }
    running[sample] = task
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    // Whoever asks again after a failure gets another try.
    if case .failure = result { running[sample] = nil }
    return result
  }

  private func evaluate(sample: Int) async -> Result<Outcomes, GenieCorrespondence.Failure> {
    var all: Outcomes = [:]
    let limit = SpaceLimits().benchmarkQuestions
    for start in stride(from: 0, to: questions.count, by: limit) {
      let part = questions[start..<min(questions.count, start + limit)]
      do throws(GenieCorrespondence.Failure) {
        for outcome in try await evaluate(Array(part), sample) { all[outcome.question] = outcome }
      } catch {
        return .failure(error)
      }
    }
    return .success(all)
  }

  private func evaluate(
    _ part: [GenieEvaluationSystem.Benchmark], _ sample: Int
  ) async throws(GenieCorrespondence.Failure) -> [GenieEvaluations.Outcome] {
    var space = space
    let benchmarks = part.map { BenchmarkQuestion(id: $0.id, question: $0.text, sql: $0.sql) }
    space.benchmarkQuestions = benchmarks.sorted { $0.id < $1.id }
    space = space.canonical()
    let ids = space.benchmarkQuestions.map(\.id)
    let key = ContentHash(of: JSON.strings(["evaluation", space.text(), "\(sample)"]).bytes)
    var attempt = 1
    while true {
      do {
        if let known = try await known(key) { return known }
        return try await asked(ids, under: space, key)
      } catch GenieEvaluations.Failure.ended(let word) where word != "EVALUATION_FAILED" && attempt < Self.tries {
        attempt += 1
      } catch let error as GenieEvaluations.Failure {
        throw Failure(reason: error.predicate)
      } catch let error as WorkspaceError {
        throw Failure(reason: error.predicate)
      } catch is CancellationError {
        throw Failure(reason: "cancelled")
      } catch {
        throw Failure(reason: "\(error)")
      }
    }
  }

  /// What was said before, or what an earlier session asked for.
  private func known(_ key: ContentHash) async throws -> [GenieEvaluations.Outcome]? {
    guard let entry = try await ledger.entry(key) else { return nil }
    if let results = entry["results"]?.arrayValue { return results.compactMap(GenieEvaluations.Outcome.init) }
    guard let space = entry["space"]?.stringValue, let run = entry["run"]?.stringValue else { return nil }
    do {
      return try await finished(run, in: space, key)
    } catch GenieEvaluations.Failure.workspace(.notFound) {
      try await ledger.forget(key)
      return nil
    }
  }

  private func asked(
    _ ids: [String], under space: Space, _ key: ContentHash
  ) async throws -> [GenieEvaluations.Outcome] {
    let result = try await shadows.with(space) { [evaluations, ledger] id in
      await Result<[GenieEvaluations.Outcome], any Error>.catching {
        let run = try await evaluations.begin(ids, in: id)
        try await ledger.keep(["space": .string(id), "run": .string(run)], for: key, isOpen: true)
        return try await self.finished(run, in: id, key)
      }
    }
    return try result.get()
  }

  private func finished(
    _ run: String, in space: String, _ key: ContentHash
  ) async throws -> [GenieEvaluations.Outcome] {
    do {
      let outcomes = try await evaluations.outcomes(of: run, in: space, watch: watch)
      try await ledger.keep(["results": .array(outcomes.map(\.record))], for: key, isOpen: false)
      return outcomes
    } catch GenieEvaluations.Failure.ended(let word) {
      try await ledger.forget(key)
      throw GenieEvaluations.Failure.ended(word)
    }
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous body gives or throws.
  static func catching(_ body: () async throws -> Success) async -> Result {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
