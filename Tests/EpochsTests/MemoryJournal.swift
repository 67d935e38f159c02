import Basics
import Platform
import Spaces

@testable import Epochs

/// A journal in memory that can be told to die.
final class MemoryJournal: Journal {
  struct Killed: Error {}

  private struct State {
    var evaluations: [EvaluationKey: Evaluation] = [:]
    var fates: [PatchRecord] = []
    var outcomes: [EpochOutcome] = []
    var looks: [Look] = []
    var versions = 1
    var writesLeft = Int.max
  }

  private let state = Guarded(State())

  /// Lets `writes` more writes through.
  func die(after writes: Int) { state.withLock { $0.writesLeft = writes } }
  func revive() { state.withLock { $0.writesLeft = .max } }

  var evaluations: Int { state.withLock { $0.evaluations.count } }
  var fates: [PatchRecord] { state.withLock { $0.fates } }
  var looks: Int { state.withLock { $0.looks.count } }

  private func write<Result: Sendable>(_ body: (inout State) -> Result) throws -> Result {
    let result: Result? = state.withLock { state in
      guard state.writesLeft > 0 else { return nil }
      state.writesLeft -= 1
      return body(&state)
    }
    guard let result else { throw Killed() }
    return result
  }

  func lookup(_ keys: [EvaluationKey]) async throws -> [Evaluation?] {
    state.withLock { state in keys.map { state.evaluations[$0] } }
  }

  func record(_ evaluations: [(key: EvaluationKey, evaluation: Evaluation)]) async throws {
    try write { state in
      for (key, evaluation) in evaluations where state.evaluations[key] == nil { state.evaluations[key] = evaluation }
    }
  }

  func begin(_ epoch: EpochStart) async throws { try write { _ in } }
  func record(_ fates: [PatchRecord], epoch: Int) async throws { try write { $0.fates += fates } }

  func finish(_ outcome: EpochOutcome) async throws -> Version? {
    try write { state in
      state.outcomes.append(outcome)
      guard let space = outcome.space else { return nil }
      state.versions += 1
      return Version(number: state.versions - 1, space: space, patches: outcome.patches)
    }
  }

  func record(_ run: RunRecord) async throws { try write { _ in } }

  func openLook(_ look: Look) async throws -> Int {
    try write { state in
      if let index = state.looks.firstIndex(of: look) { return index + 1 }
      state.looks.append(look)
      return state.looks.count
    }
  }

  func closeLook(_ number: Int, result: JSON) async throws { try write { _ in } }
}
