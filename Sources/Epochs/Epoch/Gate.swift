internal import Spaces

/// The last word on a bundle: validation questions, which no proposer and no race has seen.
struct Gate: Sendable {
  let evaluator: Evaluator
  let questions: [Question]
  let samples: Int

  struct Passage: Sendable {
    var space: Space
    var change: EpochReport.Change
    var isOpen: Bool
  }

  /// Paired on the same questions: closed where more families are lost than won.
  func test(_ champion: Space, _ challenger: Space) async throws(OptimizerError) -> Passage {
    let before = try await evaluator.results(champion, questions, samples: samples)
    let after = try await evaluator.results(challenger, questions, samples: samples)
    let change = EpochReport.Change(questions, before: before, after: after)
    return Passage(space: challenger, change: change, isOpen: change.tally.losses <= change.tally.wins)
  }
}

extension EpochReport.Change {
  init(_ questions: [Question], before: Results, after: Results) {
    let duels = Duels(
      questions.map { question in
        Duel(
          question: question.id, family: question.family, champion: before.share(question.id),
          challenger: after.share(question.id))
      })
    self.init(
      questions: questions.count, before: before.of(questions).accuracy, after: after.of(questions).accuracy,
      tally: duels.byFamily)
  }
}
