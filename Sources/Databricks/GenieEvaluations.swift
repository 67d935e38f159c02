package import Basics
internal import HTTP
internal import Platform

/// The platform's own evaluation of a space's benchmark questions: it asks them anew and rules on its own answers.
package struct GenieEvaluations: Sendable {
  private let workspace: Workspace
  /// How long one evaluation may take.
  private let patience: Duration
  private static let tries = 4
  /// How many details are read at once.
  private static let width = 8

  package init(_ workspace: Workspace, patience: Duration = .seconds(7200)) {
    self.workspace = workspace
    self.patience = patience
  }

  /// What became of one benchmark question.
  package struct Outcome: Sendable, Hashable {
    /// The id of the benchmark question.
    package var question: String
    /// In the platform's words: `GOOD`, `BAD`, `NEEDS_REVIEW`.
    package var assessment: String
    package var reasons: [String]
    package var sql: String?
    package var text: String?
  }

  /// How far an evaluation is.
  package enum Progress: Sendable, Hashable {
    /// The platform has asked and ruled on so many questions.
    case evaluated(Int, of: Int)
    /// So many of its results have been read.
    case read(Int, of: Int)
  }

  package enum Failure: Error, Sendable, Hashable {
    case workspace(WorkspaceError)
    case outOfPatience(Duration)
    /// It ended without results, in the platform's word.
    case ended(String)

    package var predicate: String {
      switch self {
      case .workspace(let error): error.predicate
      case .outOfPatience(let patience): "was not done after \(patience.components.seconds) seconds"
      case .ended(let word): "ended the evaluation: \(word)"
      }
    }
  }

  private static func path(_ space: String) -> String { GenieSpaces.path(of: space) + "/eval-runs" }

  /// Starts an evaluation and gives its id. Where the reply was lost, a run that was not there before is that one.
  package func begin(_ questions: [String], in space: String) async throws(WorkspaceError) -> String {
    let known = try await runs(in: space)
    let body: JSON = ["benchmark_question_ids": .strings(questions)]
    var attempt = 1
    while true {
      do throws(WorkspaceError) {
        let begun = try await workspace.call(.post, Self.path(space), body: body)
        guard let id = begun["eval_run_id"]?.stringValue else { throw .malformed(what: "an evaluation without its id") }
        return id
      } catch {
        guard error.mayHaveHappened, attempt < Self.tries else { throw error }
      }
      if let lost = try await runs(in: space).first(where: { !known.contains($0) }) { return lost }
      attempt += 1
      try await workspace.wait(.seconds(1))
    }
  }

  private func runs(in space: String) async throws(WorkspaceError) -> [String] {
    try await workspace.list(Self.path(space), "eval_runs").compactMap { $0["eval_run_id"]?.stringValue }
  }

  /// Waits until an evaluation is done, and reads what it says of each question, in the platform's order.
  package func outcomes(
    of run: String, in space: String, watch: (@Sendable (Progress) -> Void)? = nil
  ) async throws(Failure) -> [Outcome] {
    let path = Self.path(space) + "/" + urlEscaped(run)
    try await finish(path, watch)
    do throws(WorkspaceError) {
      let ids = try await workspace.list(path + "/results", "eval_results").compactMap { $0["result_id"]?.stringValue }
      let done = Guarded(0)
      let details = await inParts(of: ids.count, size: 1, width: Self.width) { _, places in
        let detail = await detail(path + "/results/" + urlEscaped(ids[places.lowerBound]))
        done.withLock { done in
          done += 1
          watch?(.read(done, of: ids.count))
        }
        return detail
      }
      guard details.count == ids.count else { throw .cancelled }
      var outcomes: [Outcome] = []
      for detail in details {
        if let outcome = Outcome(try detail.get()) { outcomes.append(outcome) }
      }
      return outcomes
    } catch {
      throw .workspace(error)
    }
  }

  private func detail(_ path: String) async -> Result<JSON, WorkspaceError> {
    do { return .success(try await workspace.call(.get, path)) } catch { return .failure(error) }
  }

  /// Polls: soon at first, then ever more rarely, at most ten seconds apart.
  private func finish(_ path: String, _ watch: (@Sendable (Progress) -> Void)?) async throws(Failure) {
    var waited = Duration.zero
    var pause = Duration.milliseconds(250)
    while true {
      let state: JSON
      do throws(WorkspaceError) { state = try await workspace.call(.get, path) } catch { throw .workspace(error) }
      let word = state["eval_run_status"]?.stringValue ?? ""
      if let all = state["num_questions"]?.intValue, let done = state["num_done"]?.intValue {
        watch?(.evaluated(done, of: all))
      }
      if word == "DONE" { return }
      guard !word.hasPrefix("EVALUATION_") else { throw .ended(word) }
      guard waited < patience else { throw .outOfPatience(patience) }
      do throws(WorkspaceError) { try await workspace.wait(pause) } catch { throw .workspace(error) }
      waited += pause
      pause = min(pause * 3 / 2, .seconds(10))
    }
  }
}

extension GenieEvaluations.Outcome {
  /// Reads the platform's detail, and what ``record`` wrote.
  package init?(_ json: JSON) {
    guard let question = json["benchmark_question_id"]?.stringValue, let assessment = json["assessment"]?.stringValue
    else { return nil }
    self.question = question
    self.assessment = assessment
    reasons = (json["assessment_reasons"]?.arrayValue ?? []).compactMap(\.stringValue)
    for part in json["actual_response"]?.arrayValue ?? [] {
      guard let content = part["response"]?.stringValue, !content.isEmpty else { continue }
      if part["response_type"]?.stringValue == "SQL" { sql = sql ?? content } else { text = text ?? content }
    }
  }

  package var record: JSON {
    let parts: [JSON] =
      [
        sql.map { ["response_type": "SQL", "response": .string($0)] },
        text.map { ["response_type": "TEXT", "response": .string($0)] },
      ]
      .compactMap { $0 }
    return [
      "benchmark_question_id": .string(question), "assessment": .string(assessment),
      "assessment_reasons": .strings(reasons), "actual_response": .array(parts),
    ]
  }
}
