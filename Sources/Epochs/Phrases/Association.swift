internal import Glibc

/// Which words of questions go with which pieces of their expected SQL, counted over many questions.
///
/// The measure is the log-likelihood ratio G² of the two-by-two table (Dunning, Computational Linguistics 19, 1993),
/// which, unlike pointwise mutual information, does not prize pairs that were seen once.
package struct Association: Sendable {
  /// One question: the phrases in it and the pieces of SQL that answer it.
  package struct Observation: Sendable {
    package var id: String
    /// Paraphrases of one question count once.
    package var family: String
    package var phrases: [(phrase: Phrase, surface: String)]
    package var pieces: Set<String>

    package init(id: String, family: String, phrases: [(phrase: Phrase, surface: String)], pieces: Set<String>) {
      self.id = id
      self.family = family
      self.phrases = phrases
      self.pieces = pieces
    }
  }

  /// A phrase that goes with a piece.
  package struct Link: Sendable, Hashable {
    package var phrase: Phrase
    /// The commonest spelling of the phrase among the questions.
    package var surface: String
    /// Questions with both, among those asked about.
    package var together: Int
    /// Questions with the phrase.
    package var phraseCount: Int
    /// G²; negative where phrase and piece avoid each other.
    package var score: Double
    /// The questions with both.
    package var evidence: [String]
    package var families: Int

    /// How often the piece follows from the phrase.
    package var precision: Double { phraseCount == 0 ? 0 : Double(together) / Double(phraseCount) }
  }

  package let observations: [Observation]
  private let byPhrase: [Phrase: [Int]]
  private let byPiece: [String: [Int]]

  package init(_ observations: [Observation]) {
    self.observations = observations
    var byPhrase: [Phrase: [Int]] = [:]
    var byPiece: [String: [Int]] = [:]
    for (index, observation) in observations.enumerated() {
      for (phrase, _) in observation.phrases { byPhrase[phrase, default: []].append(index) }
      for piece in observation.pieces { byPiece[piece, default: []].append(index) }
    }
    self.byPhrase = byPhrase
    self.byPiece = byPiece
  }

  /// Whether no other piece goes with the phrase better.
  ///
  /// "How many people live in Texas" goes with the population of states and with their names; it is the population
  /// that it goes with wherever it is said. `weight` says how much a kind of piece is preferred to others that go
  /// about as well, 0 for those that do not compete.
  package func isBest(_ piece: String, for phrase: Phrase, weight: (String) -> Double) -> Bool {
    guard let holders = byPhrase[phrase] else { return false }
    var together: [String: Int] = [:]
    for index in holders { for other in observations[index].pieces { together[other, default: 0] += 1 } }
    func score(_ other: String) -> Double {
      let ratio = Association.logLikelihoodRatio(
        both: together[other] ?? 0, first: holders.count, second: count(of: other), total: observations.count)
      return ratio * weight(other)
    }
    let own = score(piece)
    return together.keys.allSatisfy { $0 == piece || score($0) <= own + 1e-9 }
  }

  package func count(of piece: String) -> Int { byPiece[piece]?.count ?? 0 }
  package func count(of phrase: Phrase) -> Int { byPhrase[phrase]?.count ?? 0 }

  /// Phrases that explain `piece` in the questions that have it, best first, each covering questions that the ones
  /// before it left unexplained (separate and conquer).
  ///
  /// `explained` says of a question that it names the piece already, so that it teaches nothing about new words;
  /// `allowed` says of a phrase whether it may be proposed at all, and `strangers` how many of its words mean
  /// something else.
  package func links(
    to piece: String, atMost limit: Int, support: Int, precision: Double,
    explained: (Observation) -> Bool, allowed: (Phrase) -> Bool, strangers: (Phrase) -> Int = { _ in 0 }
  ) -> [Link] {
    guard let holders = byPiece[piece] else { return [] }
    let positives = Set(holders)
    let silent = Set(observations.indices.filter { explained(observations[$0]) })
    var open = holders.filter { !silent.contains($0) }
    var links: [Link] = []
    while links.count < limit, open.count >= support {
      guard
        let best = bestLink(
          open: open, positives: positives, silent: silent, support: support,
          precision: precision, allowed: { phrase in allowed(phrase) && !links.contains { $0.phrase == phrase } },
          strangers: strangers)
      else { break }
      links.append(best)
      let covered = Set(byPhrase[best.phrase] ?? [])
      open.removeAll { covered.contains($0) }
    }
    return links
  }

  /// How a phrase goes with a piece.
  package func link(_ phrase: Phrase, to piece: String) -> Link {
    let holders = Set(byPiece[piece] ?? [])
    let all = byPhrase[phrase] ?? []
    let both = all.filter(holders.contains)
    return Link(
      phrase: phrase, surface: surface(of: phrase, in: both), together: both.count, phraseCount: all.count,
      score: Association.logLikelihoodRatio(
        both: both.count, first: all.count, second: holders.count, total: observations.count),
      evidence: both.map { observations[$0].id }, families: Set(both.map { observations[$0].family }).count)
  }

  /// Phrases of the questions `open` that go with `piece`, the closest first, at least `support` families of them
  /// having both.
  package func candidates(
    for piece: String, in open: Set<String>, support: Int, precision: Double, atMost limit: Int
  ) -> [Link] {
    let holders = Set(byPiece[piece] ?? [])
    var families: [Phrase: Set<String>] = [:]
    for index in holders.sorted() where open.contains(observations[index].id) {
      for (phrase, _) in observations[index].phrases {
        families[phrase, default: []].insert(observations[index].family)
      }
    }
    let links = families.keys.sorted().compactMap { phrase -> Link? in
      let all = byPhrase[phrase] ?? []
      let both = all.filter(holders.contains)
      let share = Double(both.count) / Double(max(1, all.count))
      // One family alone must be sure of it.
      guard families[phrase, default: []].count >= support || (both.count >= 2 && share >= 0.9), share >= precision
      else { return nil }
      return link(phrase, to: piece)
    }
    return Array(links.sorted { ($1.score, $0.phrase) < ($0.score, $1.phrase) }.prefix(limit))
  }

  private func bestLink(
    open: [Int], positives: Set<Int>, silent: Set<Int>, support: Int, precision: Double, allowed: (Phrase) -> Bool,
    strangers: (Phrase) -> Int
  ) -> Link? {
    var gained: [Phrase: Int] = [:]
    for index in open { for (phrase, _) in observations[index].phrases { gained[phrase, default: 0] += 1 } }
    var best: Link?
    for phrase in gained.keys.sorted() where gained[phrase, default: 0] >= support && allowed(phrase) {
      let holders = (byPhrase[phrase] ?? []).filter { !silent.contains($0) }
      let both = holders.filter(positives.contains)
      let families = Set(both.map { observations[$0].family }).count
      guard families >= min(support, 2), Double(both.count) >= precision * Double(holders.count) else { continue }
      let total = observations.count - silent.count
      let pieceCount = positives.count - positives.intersection(silent).count
      let score = Association.logLikelihoodRatio(
        both: both.count, first: holders.count, second: pieceCount, total: total)
      guard score > (best?.score ?? 0) + 1e-9 || tie(phrase, score, best, strangers) else { continue }
      best = Link(
        phrase: phrase, surface: surface(of: phrase, in: both), together: both.count, phraseCount: holders.count,
        score: score, evidence: both.map { observations[$0].id }, families: families)
    }
    return best
  }

  /// Of phrases that explain equally well the best name is one without words that mean something else by themselves
  /// (`open` rather than `open orders`); then two words: one is often said of other things too, and more are seldom
  /// said again.
  private func tie(_ phrase: Phrase, _ score: Double, _ best: Link?, _ strangers: (Phrase) -> Int) -> Bool {
    guard let best, abs(score - best.score) <= 1e-9 else { return false }
    let order = [1: 1, 2: 0, 3: 2]
    let left = (strangers(phrase), order[phrase.length] ?? 3, phrase)
    return left < (strangers(best.phrase), order[best.phrase.length] ?? 3, best.phrase)
  }

  private func surface(of phrase: Phrase, in indices: [Int]) -> String {
    var counts: [String: Int] = [:]
    for index in indices {
      for (candidate, surface) in observations[index].phrases where candidate == phrase {
        counts[surface, default: 0] += 1
      }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? phrase.key
  }

  /// G² of a two-by-two table, signed by the direction of the association.
  package static func logLikelihoodRatio(both: Int, first: Int, second: Int, total: Int) -> Double {
    let cells = [both, first - both, second - both, total - first - second + both].map { Double(max(0, $0)) }
    let sum = cells.reduce(0, +)
    guard sum > 0 else { return 0 }
    let rows = [cells[0] + cells[1], cells[2] + cells[3]]
    let columns = [cells[0] + cells[2], cells[1] + cells[3]]
    var score = 0.0
    for (index, cell) in cells.enumerated() where cell > 0 {
      let expected = rows[index / 2] * columns[index % 2] / sum
      if expected > 0 { score += 2 * cell * log(cell / expected) }
    }
    return cells[0] * sum >= rows[0] * columns[0] ? score : -score
  }
}
