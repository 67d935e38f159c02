internal import Basics

/// What an epoch may do; the defaults suit a remote assistant, and an embedded one can afford wider ones.
package struct EpochSettings: Sendable, Hashable {
  package var seed: UInt64
  /// Samples a question in a race; a system that repeats itself exactly is asked once.
  package var samples = 2
  /// Clusters of failures that one epoch works on. `nil` means 8; where answers cost nothing, all of them, so that
  /// changes that only help together are found together.
  package var clusters: Int?
  /// Causes of failure that a model is asked about, where there is one for it.
  package var causes = 4
  /// Looks at the evidence before a race must be decided.
  package var rounds = 3
  /// Examples in one candidate of the `demonstrate` proposer.
  package var examples = 12
  /// Folds of the cross-fit: a family is evidence for what was proposed without its fold.
  package var folds = 5
  /// The confidence at which a candidate is accepted in the first epoch, and from the sixth on.
  package var firstBar = 0.85
  package var lastBar = 0.95
  /// Below this a race is given up.
  package var dropBar = 0.45
  /// The probability of a false certificate over all looks at the test split.
  package var alpha = 0.05
  /// Instructions that the space may hold, at most what the platform allows.
  package var instructions = 100
  /// Questions answered at once.
  package var width = 2
  /// The proposers in use, by name; empty means all.
  package var proposers: [String] = []

  package init(seed: UInt64 = 1) { self.seed = seed }

  /// The bar of an epoch, counted from 1: it rises as the easy gains are taken and candidates are tried again.
  package func bar(epoch: Int) -> Double {
    let progress = min(1, max(0, Double(epoch - 1) / 5))
    return firstBar + (lastBar - firstBar) * progress
  }

  /// How many clusters an epoch over that system works on.
  func clusters(isFree: Bool) -> Int { clusters ?? (isFree ? .max : 8) }

  /// Everything that a decision depends on, for the journal and its hash.
  var record: JSON {
    [
      "seed": .string(String(seed)), "samples": .int(samples), "clusters": clusters.map(JSON.int) ?? .null,
      "rounds": .int(rounds), "examples": .int(examples), "folds": .int(folds),
      "firstBar": .double(firstBar), "lastBar": .double(lastBar), "dropBar": .double(dropBar),
      "alpha": .double(alpha), "instructions": .int(instructions), "proposers": .strings(proposers),
    ]
  }
}
