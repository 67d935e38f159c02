package import Basics
package import Spaces

/// What an epoch did and why.
package struct EpochReport: Sendable {
  package enum Decision: String, Sendable, Hashable {
    case accepted, rejected
    case rolledBack = "rolled back"
    case nothingProposed = "nothing proposed"
  }

  package var number: Int
  package var decision: Decision
  package var champion: Version
  /// The new champion, where there is one.
  package var version: Version?
  /// The patches between the two.
  package var patches: [Patch]
  package var candidates: [CandidateReport]
  package var train: Change
  package var validation: Change
  /// Failures by cause, largest first.
  package var clusters: [Cluster]
  /// Equal for equal decisions: no time, no cost and nothing random is in it.
  package var hash: ContentHash
  /// What a person should know of the proposers: calls that were not made, answers of no use.
  package var notes: [String] = []

  /// A figure before and after, on the same questions.
  package struct Change: Sendable, Hashable {
    package var questions: Int
    package var before: Double
    package var after: Double
    package var tally: Duels.Tally

    package init(questions: Int = 0, before: Double = 0, after: Double = 0, tally: Duels.Tally = Duels.Tally()) {
      self.questions = questions
      self.before = before
      self.after = after
      self.tally = tally
    }
  }
}

/// What became of one candidate.
package struct CandidateReport: Sendable, Hashable {
  package enum Fate: String, Sendable, Hashable {
    case accepted, rejected
    case screenedOut = "screened out"
    case rolledBack = "rolled back"
    /// It rode along in a bundle and paid for nothing.
    case pruned
  }

  package var proposer: String
  package var cluster: Cluster.Key
  package var patches: [Patch]
  package var fate: Fate
  /// Families that it won, lost and left as they were, among those that its proposer had not seen.
  package var tally: Duels.Tally
  package var note: String

  package init(
    proposer: String, cluster: Cluster.Key, patches: [Patch], fate: Fate, tally: Duels.Tally = Duels.Tally(),
    note: String = ""
  ) {
    self.proposer = proposer
    self.cluster = cluster
    self.patches = patches
    self.fate = fate
    self.tally = tally
    self.note = note
  }
}
