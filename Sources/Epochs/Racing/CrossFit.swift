internal import Basics

/// Families dealt into folds, so that what a proposer saw and what it is tested on can be kept apart.
package struct CrossFit: Sendable, Hashable {
  package let count: Int
  private let folds: [String: Int]

  /// Deals `families` into `count` folds of nearly equal size, by the seed alone.
  package init(families: [String], count: Int, seed: UInt64) {
    self.count = max(2, count)
    var generator = SeededGenerator(seed: seed, purpose: "cross-fit")
    let order = Array(Set(families)).sorted().shuffled(using: &generator)
    var folds: [String: Int] = [:]
    for (position, family) in order.enumerated() { folds[family] = position % self.count }
    self.folds = folds
  }

  package func fold(of family: String) -> Int { folds[family] ?? 0 }

  /// The families that a proposer may see when fold `index` is to be evidence.
  package func isShown(_ family: String, without index: Int) -> Bool { fold(of: family) != index }
}
