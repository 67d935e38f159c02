package import Spaces

/// A candidate as a card that a person can accept, edit or reject.
package struct Proposal: Sendable, Hashable {
  /// From 1.
  package var number: Int
  package var proposer: String
  package var cluster: Cluster.Key
  package var patches: [Patch]
  /// Failing train questions that speak for it.
  package var evidence: [String]
  /// Train questions whose input it changes: what a race would have to ask.
  package var affected: [String]
  /// Questions that must be asked anew to test it.
  package var cost: Int

  package var reason: String { patches.first?.reason ?? "" }
}

/// What one epoch proposes, before a person decides.
package struct Suggestions: Sendable, Hashable {
  package var proposals: [Proposal] = []
  /// What a person should know of the proposers: calls that were not made, answers of no use.
  package var notes: [String] = []
}
