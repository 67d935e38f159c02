/// Several orders of the same documents as one: reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
///
/// Only ranks count, so the rankers' scores need no common scale.
package struct RankFusion: Sendable {
  /// What each document got, by its place; 0 where no ranker found it.
  package private(set) var scores: [Double]

  /// As in the paper; the larger it is, the less the first ranks outweigh the next.
  private static let smoothing = 60.0

  package init(count: Int) { scores = [Double](repeating: 0, count: count) }

  /// Adds the order by a ranker's scores, the highest first; equal scores have the same rank, and what has none above 0
  /// was not found.
  package mutating func add(_ ranker: [Double]) {
    guard ranker.count == scores.count else { return }
    let found = highestFirst(ranker).filter { ranker[$0] > 0 }
    var rank = 1
    for (position, place) in found.enumerated() {
      if position > 0, ranker[place] != ranker[found[position - 1]] { rank = position + 1 }
      scores[place] += 1 / (Self.smoothing + Double(rank))
    }
  }
}

/// The places of scores, the highest first; ties by place.
package func highestFirst(_ scores: [Double]) -> [Int] {
  scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
}
