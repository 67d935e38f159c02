internal import Basics
package import Judges
internal import Platform
package import Spaces
package import Systems
package import Warehouses

/// Puts questions to a system under a space and judges the answers, never the same ask twice.
package final class Evaluator: Sendable {
  package let system: any System
  package let warehouse: any Warehouse
  /// The headline judge first.
  package let judges: [any Judge]
  package let budget: Budget
  let width: Int
  private let journal: any Journal
  private let memory = Guarded<[EvaluationKey: Evaluation]>([:])
  private let lenses = Guarded<[(space: ContentHash, lens: SpaceLens)]>([])
  private let database = Guarded<String?>(nil)

  /// Spaces kept ready at once.
  private static let keptLenses = 24
  /// Evaluations recorded in one commit.
  private static let batch = 32

  package init(
    system: any System, warehouse: any Warehouse, judges: [any Judge], journal: any Journal,
    budget: Budget = Budget(), width: Int = 2
  ) {
    self.system = system
    self.warehouse = warehouse
    self.judges = judges
    self.journal = journal
    self.budget = budget
    self.width = max(1, width)
  }

  /// The system under `space`, with the inputs that it was asked for.
  package func lens(_ space: Space) async throws(OptimizerError) -> SpaceLens {
    let hash = ContentHash(of: space.document.bytes)
    let known = lenses.withLock { list -> SpaceLens? in
      guard let index = list.firstIndex(where: { $0.space == hash }) else { return nil }
      let entry = list.remove(at: index)
      list.append(entry)
      return entry.lens
    }
    if let known { return known }
    let prepared: any PreparedSystem
    do {
      prepared = try await system.prepare(space)
    } catch is CancellationError {
      throw .cancelled
    } catch {
      throw .system(message: "\(error)")
    }
    let lens = SpaceLens(prepared, width: width)
    lenses.withLock { list in
      list.append((hash, lens))
      if list.count > Self.keptLenses { list.removeFirst() }
    }
    return lens
  }

  /// `samples` samples of each question under `space`; what is recorded is free.
  ///
  /// Answers that infrastructure failed are asked again next time; all others are kept for good.
  package func results(
    _ space: Space, _ questions: [Question], samples: Int, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> Results {
    let lens = try await lens(space)
    let inputs = try await lens.inputs(questions)
    let all = try await pending(questions, inputs: inputs, samples: max(1, samples))
    let recorded = try await recall(all)
    var results = Results()
    var open: [Pending] = []
    var tally = Tally(total: all.count)
    for (pending, known) in zip(all, recorded) {
      guard let known else {
        open.append(pending)
        continue
      }
      results.set(known, pending.key, at: pending.ask.sample, of: pending.ask.id, count: max(1, samples))
      tally.count(known)
    }
    progress?(tally.event)
    guard !open.isEmpty else { return results }
    let worst = Spending(questions: open.count)
    try budget.reserve(worst)
    var used = Spending()
    defer { budget.settle(worst, used: used) }
    try await ask(open, lens.system) { pending, evaluation in
      used.questions += 1
      results.set(evaluation, pending.key, at: pending.ask.sample, of: pending.ask.id, count: max(1, samples))
      tally.count(evaluation)
      progress?(tally.event)
    }
    return results
  }

  private struct Pending: Sendable {
    var ask: Ask
    var expectation: Expectation
    var key: EvaluationKey
  }

  private struct Tally {
    var total: Int
    var done = 0
    var right = 0
    var censored = 0

    mutating func count(_ evaluation: Evaluation) {
      done += 1
      switch evaluation.isRight {
      case true?: right += 1
      case nil: censored += 1
      case false?: break
      }
    }

    var event: EpochEvent { .answered(done: done, total: total, right: right, censored: censored) }
  }

  private func pending(
    _ questions: [Question], inputs: [String: SystemInput], samples: Int
  ) async throws(OptimizerError) -> [Pending] {
    let database = try await databaseName()
    let judges = judges.map(\.name)
    return questions.flatMap { question -> [Pending] in
      guard let input = inputs[question.id] else { return [] }
      return (0..<samples).map { sample in
        let ask = question.ask(sample: sample)
        let key = EvaluationKey(
          system: system.name, input: input, ask: ask, database: database, expectation: question.expectation,
          judges: judges)
        return Pending(ask: ask, expectation: question.expectation, key: key)
      }
    }
  }

  private func recall(_ all: [Pending]) async throws(OptimizerError) -> [Evaluation?] {
    var found = memory.withLock { memory in all.map { memory[$0.key] } }
    let missing = all.indices.filter { found[$0] == nil }
    guard !missing.isEmpty else { return found }
    do {
      let stored = try await journal.lookup(missing.map { all[$0].key })
      for (index, evaluation) in zip(missing, stored) {
        guard let evaluation, evaluation.isFinal else { continue }
        found[index] = evaluation
        memory.withLock { $0[all[index].key] = evaluation }
      }
    } catch {
      throw .journal(message: "\(error)")
    }
    return found
  }

  /// Runs the asks, at most ``width`` at once, handing each answer over; all are recorded when it returns or throws.
  private func ask(
    _ open: [Pending], _ prepared: any PreparedSystem, each: (Pending, Evaluation) -> Void
  ) async throws(OptimizerError) {
    var unrecorded: [(key: EvaluationKey, evaluation: Evaluation)] = []
    var failure: OptimizerError?
    await withTaskGroup(of: (Pending, Evaluation)?.self) { group in
      var next = open.makeIterator()
      for _ in 0..<width {
        guard let pending = next.next() else { break }
        group.addTask { await self.evaluate(pending, prepared) }
      }
      while let result = await group.next() {
        guard let (pending, evaluation) = result else { continue }
        unrecorded.append((pending.key, evaluation))
        each(pending, evaluation)
        if unrecorded.count >= Self.batch {
          failure = await flush(&unrecorded)
          if failure != nil { group.cancelAll() }
        }
        guard failure == nil, !Task.isCancelled, let pending = next.next() else { continue }
        group.addTask { await self.evaluate(pending, prepared) }
      }
    }
    if failure == nil { failure = await flush(&unrecorded) }
    if let failure { throw failure }
    if Task.isCancelled { throw .cancelled }
  }

  private func flush(
    _ unrecorded: inout [(key: EvaluationKey, evaluation: Evaluation)]
  ) async -> OptimizerError? {
    guard !unrecorded.isEmpty else { return nil }
    defer { unrecorded.removeAll() }
    let final = unrecorded.filter(\.evaluation.isFinal)
    memory.withLock { memory in for (key, evaluation) in final { memory[key] = evaluation } }
    do {
      try await journal.record(unrecorded)
      return nil
    } catch {
      return .journal(message: "\(error)")
    }
  }

  /// Nothing where the task was cancelled on the way: half an answer is no answer.
  private func evaluate(_ pending: Pending, _ prepared: any PreparedSystem) async -> (Pending, Evaluation)? {
    guard !Task.isCancelled else { return nil }
    let trace = await prepared.answer(pending.ask)
    var verdicts: [Verdict] = []
    let warehouse = warehouse.shared(among: judges.count)
    for judge in judges {
      guard !Task.isCancelled else { return nil }
      verdicts.append(await judge.judge(trace, against: pending.expectation, on: warehouse))
    }
    return Task.isCancelled ? nil : (pending, Evaluation(trace, verdicts: verdicts))
  }

  private func databaseName() async throws(OptimizerError) -> String {
    if let known = database.withLock({ $0 }) { return known }
    do {
      let name = warehouse.name + "@" + (try await warehouse.dataVersion())
      database.withLock { $0 = name }
      return name
    } catch {
      throw .warehouse(message: "\(error)")
    }
  }
}
