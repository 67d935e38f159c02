internal import Basics
internal import Spaces
internal import Systems
internal import Warehouses

/// Fits a space to the questions that a proposer may see, by trial: of the names that questions suggest for the pieces
/// of their expected SQL, those are taken that bring answers nearer to it, and what stands in the way is left out.
///
/// A greedy ascent with ``Closeness`` as its height (separate and conquer; Fürnkranz, Artificial Intelligence Review
/// 13, 1999, with a wrapper for its evaluation). It needs thousands of answers, so it is for systems whose answers are
/// free; what it finds has to be proven like every proposal, on families that it did not see.
struct Fitting: Sendable {
  let rehearser: Rehearser
  let champion: Space
  let context: ProposalContext
  /// The questions of the context's items.
  let questions: [Question]
  let limits: SpaceLimits
  /// Why a patch may not be used.
  let objection: @Sendable (Patch, Space) async -> String?

  static let origin = "fit"
  /// Names tried for one piece at a time.
  static let phrases = 8
  /// Letters by which words are taken for forms of one word, whatever a system's own stemming.
  private static let root = 4
  private static let rounds = 3
  /// What a change must gain, summed over families.
  private static let least = 0.12

  /// The patches taken, with the clusters that they work on.
  func run() async throws(OptimizerError) -> FittedSpace {
    var ascent = Ascent(
      fitted: FittedSpace(champion: champion, limits: limits),
      scores: try await rehearser.scores(champion, questions))
    try await start(&ascent)
    for round in 0..<Self.rounds {
      var hasGained = try await conditions(&ascent)
      hasGained = try await names(&ascent) || hasGained
      hasGained = try await joins(&ascent) || hasGained
      if round > 0 { hasGained = try await polish(&ascent) || hasGained }
      hasGained = try await prune(&ascent) || hasGained
      if !hasGained { break }
    }
    return ascent.fitted
  }

  /// Where the fit stands.
  struct Ascent: Sendable {
    var fitted: FittedSpace
    var scores: [String: Rehearser.Score]
    /// Trials that came to nothing.
    var futile: Set<UInt64> = []

    mutating func accept(_ outcome: Outcome) {
      fitted = outcome.fitted
      scores.merge(outcome.scores) { _, new in new }
    }

    /// Names a change together with the answers that it can affect, as they are now.
    func trial(_ change: [String], _ asked: [Question]) -> UInt64 {
      stableHash((change + asked.map { scores[$0.id]?.sql ?? "" }).joined(separator: "\u{1}"))
    }
  }

  /// What a change does to the questions shown.
  struct Outcome: Sendable {
    var fitted: FittedSpace
    var scores: [String: Rehearser.Score]
    var gain = 0.0
    /// Families that gain.
    var wins = 0
  }

  /// What `fitted` does to `asked`, against where the fit stands.
  func outcome(
    _ fitted: FittedSpace, on asked: [Question], from ascent: Ascent
  ) async throws(OptimizerError) -> Outcome {
    let scores = try await rehearser.scores(fitted.space, asked)
    var outcome = Outcome(fitted: fitted, scores: scores)
    var changes: [String: (sum: Double, count: Int)] = [:]
    for question in asked {
      guard let before = ascent.scores[question.id], let after = scores[question.id] else { continue }
      changes[question.family, default: (0, 0)].sum += after.value - before.value
    }
    for question in questions { changes[question.family]?.count += 1 }
    for (_, change) in changes.sorted(by: { $0.key < $1.key }) {
      let mean = change.sum / Double(max(1, change.count))
      outcome.gain += mean
      if mean > 0.01 { outcome.wins += 1 }
    }
    return outcome
  }

  func asked(_ move: FittingMove) -> [Question] {
    guard let phrase = move.phrase else { return questions }
    return asked { has in phrase.stems.allSatisfy(has) }
  }

  /// Questions with any of these words.
  func asked(_ words: [String]) -> [Question] {
    let content = words.filter(Words.isContent)
    return asked { has in content.contains(where: has) }
  }

  /// The questions of which `holds` is true, given a test of whether they have some form of a word.
  private func asked(_ holds: (_ has: (String) -> Bool) -> Bool) -> [Question] {
    let ids = Set(
      context.items.filter { item in
        holds { word in item.words.stems.contains { $0.hasPrefix(word.prefix(Self.root)) } }
      }.map(\.id))
    return questions.filter { ids.contains($0.id) }
  }

  /// Takes the best of some moves where it gains enough; they are alternatives, the likeliest first.
  func take(_ moves: [FittingMove], _ ascent: inout Ascent) async throws(OptimizerError) -> Bool {
    var good: [(move: FittingMove, outcome: Outcome)] = []
    for move in moves {
      let asked = asked(move)
      let trial = ascent.trial(move.patches.map(\.claim) + ["named", move.phrase?.key ?? ""], asked)
      guard !ascent.futile.contains(trial), let next = ascent.fitted.adding(move) else { continue }
      let outcome = try await outcome(next, on: asked, from: ascent)
      if outcome.gain >= Self.least, outcome.wins >= move.support {
        good.append((move, outcome))
      } else {
        ascent.futile.insert(trial)
      }
    }
    let ranked = good.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      return (second.outcome.gain * second.move.prior, left.offset) < (
        first.outcome.gain * first.move.prior, right.offset
      )
    }
    for (_, best) in ranked {
      var isAllowed = true
      for patch in best.move.patches where isAllowed {
        if context.rejected.contains(patch.id.hex) { isAllowed = false }
        if await objection(patch, champion) != nil { isAllowed = false }
      }
      guard isAllowed else { continue }
      ascent.accept(best.outcome)
      return true
    }
    return false
  }
}
