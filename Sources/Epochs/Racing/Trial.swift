internal import Basics
internal import Spaces

/// Compares spaces on train questions; the questions that a change cannot affect are never asked.
struct Trial: Sendable {
  let evaluator: Evaluator
  let questions: [Question]
  let settings: EpochSettings
  let folds: CrossFit
  let limits: SpaceLimits
  let seed: UInt64
  let samples: Int

  func challenger(_ candidates: [Candidate], on champion: Space) -> Challenger {
    Challenger(candidates, on: champion, families: questions.map(\.family), folds: folds, limits: limits)
  }

  /// The questions whose input differs between two spaces.
  func affected(
    _ champion: Space, _ challenger: Space, among questions: [Question]
  ) async throws(OptimizerError) -> [Question] {
    guard champion != challenger else { return [] }
    let before = try await evaluator.lens(champion)
    let after = try await evaluator.lens(challenger)
    return try await evaluator.affected(questions, from: before, to: after)
  }

  /// Paired results on some questions, all of them asked.
  func duels(_ champion: Space, _ challenger: Space, on asked: [Question]) async throws(OptimizerError) -> Duels {
    let before = try await evaluator.results(champion, asked, samples: samples)
    let after = try await evaluator.results(challenger, asked, samples: samples)
    return Duels(
      asked.map { question in
        Duel(
          question: question.id, family: question.family, champion: before.share(question.id),
          challenger: after.share(question.id))
      })
  }

  /// Races a challenger, family by family in a random order, giving up as soon as it cannot win.
  func race(
    _ champion: Space, _ challenger: Challenger, rules: RaceRules, purpose: String
  ) async throws(OptimizerError) -> (duels: Duels, decision: RaceRules.Decision) {
    var evidence: [String: (space: Space, questions: [Question])] = [:]
    for cell in challenger.cells {
      let own = questions.filter { cell.families.contains($0.family) }
      for question in try await affected(champion, cell.space, among: own) {
        evidence[question.family, default: (cell.space, [])].questions.append(question)
      }
    }
    var generator = SeededGenerator(seed: seed, purpose: "race:" + purpose)
    let families = evidence.keys.sorted().shuffled(using: &generator)
    let rounds = max(1, settings.rounds)
    let size = max(1, (families.count + rounds - 1) / rounds)
    var all = Duels([])
    for start in stride(from: 0, to: families.count, by: size) {
      let part = families[start..<min(families.count, start + size)].compactMap { evidence[$0] }
      for (space, asked) in Trial.grouped(part) { all.duels += try await duels(champion, space, on: asked).duels }
      let decision = rules.decision(on: all.byFamily.posterior, remaining: families.count - start - part.count)
      if decision != .undecided { return (all, decision) }
    }
    return (all, .drop)
  }

  private static func grouped(
    _ parts: [(space: Space, questions: [Question])]
  ) -> [(space: Space, questions: [Question])] {
    var groups: [(space: Space, questions: [Question])] = []
    for part in parts {
      if let index = groups.firstIndex(where: { $0.space == part.space }) {
        groups[index].questions += part.questions
      } else {
        groups.append(part)
      }
    }
    return groups
  }
}
