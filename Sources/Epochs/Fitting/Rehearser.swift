internal import Basics
internal import Judges
internal import Platform
internal import Spaces
internal import Systems
internal import Warehouses

/// Answers train questions by way of trial, where answers are free: nothing is recorded, and what a question's input
/// has answered once is not answered again.
final class Rehearser: Sendable {
  /// How one question fared.
  struct Score: Sendable, Hashable {
    /// 1 for a right answer, else how near it came (``Closeness``).
    var value: Double
    var sql: String?
    /// What of the space the question could see, in lower case.
    var parts: Set<String>

    var isRight: Bool { value == 1 }
  }

  private struct Key: Hashable {
    var question: String
    var input: ContentHash
  }

  private struct Statement: Hashable {
    var question: String
    var sql: String?
  }

  /// Statements that depart further from the expected one are not run.
  private static let near = 0.35

  private let system: any System
  private let evaluator: Evaluator
  private let closeness: Closeness
  private let known = Guarded<[Key: Score]>([:])
  private let values = Guarded<[Statement: Double]>([:])
  private let pieces = Guarded<[String: Set<String>]>([:])
  private let schema: Schema

  /// `system` gives the answers; how they are judged, and on which warehouse, `evaluator` says.
  init(_ system: any System, _ evaluator: Evaluator, schema: Schema) {
    self.system = system
    self.evaluator = evaluator
    self.schema = schema
    closeness = Closeness(schema: schema)
  }

  /// The scores of `questions` under `space`, by id; questions that could not be answered are left out.
  func scores(_ space: Space, _ questions: [Question]) async throws(OptimizerError) -> [String: Score] {
    guard !questions.isEmpty else { return [:] }
    let prepared: any PreparedSystem
    do {
      prepared = try await system.prepare(space)
    } catch {
      throw Task.isCancelled ? .cancelled : .system(message: "\(error)")
    }
    let size = max(1, (questions.count + evaluator.width - 1) / evaluator.width)
    let parts = stride(from: 0, to: questions.count, by: size).map { start in
      Array(questions[start..<min(questions.count, start + size)])
    }
    return try await gathered(parts, prepared)
  }

  /// The keys of the pieces that a statement is made of; each is read once.
  func pieces(of sql: String?) -> Set<String> {
    guard let sql else { return [] }
    if let keys = pieces.withLock({ $0[sql] }) { return keys }
    let keys = SQLPieces(sql, schema: schema).keys
    pieces.withLock { $0[sql] = keys }
    return keys
  }

  private func gathered(
    _ parts: [[Question]], _ prepared: any PreparedSystem
  ) async throws(OptimizerError) -> [String: Score] {
    let found = await withTaskGroup(of: [(String, Score)].self) { group in
      for part in parts {
        group.addTask {
          var scores: [(String, Score)] = []
          for question in part where !Task.isCancelled {
            if let score = await self.score(question, prepared) { scores.append((question.id, score)) }
          }
          return scores
        }
      }
      var found: [String: Score] = [:]
      for await scores in group { for (id, score) in scores { found[id] = score } }
      return found
    }
    if Task.isCancelled { throw .cancelled }
    return found
  }

  private func score(_ question: Question, _ prepared: any PreparedSystem) async -> Score? {
    let ask = question.ask(sample: 0)
    let input = await prepared.input(for: ask)
    let key = Key(question: question.id, input: input.fingerprint)
    if let score = known.withLock({ $0[key] }) { return score }
    guard let judge = evaluator.judges.first else { return nil }
    let sql = await prepared.statement(for: ask)
    let value = await value(of: sql, question, ask, prepared, judge)
    guard let value else { return nil }
    let score = Score(value: value, sql: sql, parts: Set(input.parts.map { $0.lowercased() }))
    known.withLock { $0[key] = score }
    return score
  }

  /// The same statement is worth the same, whatever it was made from.
  private func value(
    of sql: String?, _ question: Question, _ ask: Ask, _ prepared: any PreparedSystem, _ judge: any Judge
  ) async -> Double? {
    let statement = Statement(question: question.id, sql: sql)
    if let value = values.withLock({ $0[statement] }) { return value }
    var value = closeness.score(sql, question.expectation)
    if value >= Self.near {
      let trace = await prepared.answer(ask)
      let verdict = await judge.judge(trace, against: question.expectation, on: evaluator.warehouse)
      guard let isRight = Evaluation(trace, verdicts: [verdict]).isRight else { return nil }
      if isRight { value = 1 }
    }
    values.withLock { $0[statement] = value }
    return value
  }
}
