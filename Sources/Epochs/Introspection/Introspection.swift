internal import Basics
internal import Models
internal import Spaces

/// Has a language model read failures, reason about their cause, and propose the change that would have prevented them.
enum Introspection {
  /// The origin of its patches.
  static let origin = "introspect"

  struct Outcome: Sendable {
    var candidates: [Candidate] = []
    /// What a person should know: calls that were not made, answers of no use.
    var notes: [String] = []
  }
}

extension Proposing {
  /// Asks a model about the largest causes, all at once; each answer becomes a candidate that only families may test of
  /// which the model was shown nothing.
  ///
  /// Cost: a call for each cause, as many as the settings allow. An endpoint that does not answer stops the epoch, which
  /// goes on from its journal later: whether a change is tried must not depend on the weather.
  func introspected(
    by model: any ChatModel, for clusters: [Cluster], tried: [Patch]
  ) async throws(OptimizerError) -> Introspection.Outcome {
    let cases = FailureCase.cases(clusters, items, atMost: settings.causes, seed: seed)
    let known = tried.suffix(12).map { $0.described(in: space) }
    let replies = await withTaskGroup(of: (Int, Result<ChatReply, ModelFailure>).self) { group in
      for (index, failures) in cases.enumerated() {
        let request = request(about: failures, tried: known)
        group.addTask { (index, await Self.reply(of: model, to: request)) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    guard !Task.isCancelled else { throw .cancelled }
    var outcome = Introspection.Outcome()
    for (index, failures) in cases.enumerated() {
      switch replies[index] {
      case .success(let reply): read(reply, failures, into: &outcome)
      case .failure(let failure): try note(failure, in: &outcome)
      case nil: throw .cancelled
      }
    }
    return outcome
  }

  private static func reply(
    of model: any ChatModel, to request: ChatRequest
  ) async -> Result<ChatReply, ModelFailure> {
    do throws(ModelFailure) {
      return .success(try await model.reply(to: request))
    } catch {
      return .failure(error)
    }
  }

  private func request(about failures: FailureCase, tried: [String]) -> ChatRequest {
    let tables = Set(failures.shown.flatMap(\.tables))
    let slice = SpaceSlice(of: space, tables, schema: schema, profiles: profiles)
    return IntrospectionPrompt(failures: failures, slice: slice, tried: tried).request
  }

  private func read(_ reply: ChatReply, _ failures: FailureCase, into outcome: inout Introspection.Outcome) {
    guard let value = reply.json else {
      outcome.notes.append("The model's answer about \(failures.cluster.key.label) was cut off (\(reply.outcome)).")
      return
    }
    let read = IntrospectionReply(value, about: failures, in: space, schema: schema)
    outcome.notes += read.flaws
    let patches = read.patches.filter { !rejected.contains($0.id.hex) }
    guard !patches.isEmpty else { return }
    outcome.candidates.append(
      Candidate(
        cluster: failures.cluster.key, proposer: Introspection.origin, patches: patches,
        questions: failures.cluster.questions,
        versions: .unseen(Set(items.map(\.family)).subtracting(failures.families))))
  }

  /// A model that has nothing usable to say is done without; one that cannot be asked stops the epoch.
  private func note(
    _ failure: ModelFailure, in outcome: inout Introspection.Outcome
  ) throws(OptimizerError) {
    if failure.reason == .cancelled { throw .cancelled }
    if failure.isInfrastructure { throw .model(message: failure.description) }
    outcome.notes.append(failure.description)
  }
}
