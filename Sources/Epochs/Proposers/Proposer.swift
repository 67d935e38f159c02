package import Spaces
package import Warehouses

/// What a proposer may look at: never a validation or test question, nor a family that is kept as evidence.
package struct ProposalContext: Sendable {
  package let space: Space
  package let schema: Schema
  package let profiles: [ColumnProfile]
  /// The train questions shown.
  package let items: [TrainItem]
  /// Which question phrases go with which pieces of SQL among ``items``.
  package let association: Association
  /// Patches that were tried in this place before and did not pay, by ``Patch/id``.
  package let rejected: Set<String>
  /// Examples in one candidate.
  package let examples: Int
  /// Families that must have seen a phrase and a piece together before one is proposed for the other.
  package let support: Int

  package init(
    space: Space, schema: Schema, profiles: [ColumnProfile], items: [TrainItem], rejected: Set<String>,
    examples: Int, support: Int
  ) {
    self.space = space
    self.schema = schema
    self.profiles = profiles
    self.items = items
    self.rejected = rejected
    self.examples = examples
    self.support = support
    association = Association(
      items.map { item in
        Association.Observation(
          id: item.id, family: item.family, phrases: item.words.phrases(masked: item.masked),
          pieces: item.expected.keys)
      })
  }
}

/// Makes candidates for a cluster; each is a set of patches that is tried as one.
package protocol Proposer: Sendable {
  /// The origin of its patches.
  var name: String { get }
  /// Whether it looks at questions at all; one that does not may be tested on every question.
  var readsQuestions: Bool { get }

  func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]]
}
