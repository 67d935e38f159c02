package import Spaces
package import Warehouses

/// What a proposer may look at: never a validation or test question, nor a family that is kept as evidence.
package struct ProposalContext: Sendable {
  package private(set) var space: Space
  package let schema: Schema
  package let profiles: [ColumnProfile]
  /// The train questions shown.
  package let items: [TrainItem]
  /// Which question phrases go with which pieces of SQL among ``items``.
  package let association: Association
  /// Patches that were tried in this place before and did not pay, by ``Patch/id``.
  package let rejected: Set<String>
  /// Train questions that may not become examples, being held-out questions in other words.
  package let unusable: Set<String>
  /// Tries patches on ``items``; nothing where answers cost something.
  package let rehearse: Rehearse?
  /// Instructions that the space has room for.
  package let room: Int
  /// Examples in one candidate.
  package let examples: Int
  /// Families that must have seen a phrase and a piece together before one is proposed for the other.
  package let support: Int

  package init(
    space: Space, schema: Schema, profiles: [ColumnProfile], items: [TrainItem], rejected: Set<String>,
    unusable: Set<String> = [], rehearse: Rehearse? = nil, room: Int = 100, examples: Int, support: Int
  ) {
    self.space = space
    self.schema = schema
    self.profiles = profiles
    self.items = items
    self.rejected = rejected
    self.unusable = unusable
    self.rehearse = rehearse
    self.room = room
    self.examples = examples
    self.support = support
    association = Association(
      items.map { item in
        Association.Observation(
          id: item.id, family: item.family, phrases: item.words.phrases(masked: item.masked),
          pieces: item.named)
      })
  }
}

extension ProposalContext {
  /// The same with another space.
  func with(_ space: Space) -> ProposalContext {
    var context = self
    context.space = space
    return context
  }
}

/// How much of the train questions a proposer's patches depend on, and so which of them may test the patches.
package enum ProposerReading: Sendable, Hashable {
  /// It looks at the catalog and the data only: every question may test.
  case nothing
  /// The same patch is usually found again without some of the questions: a family may test it if it is found again
  /// without the family's fold.
  case patterns
  /// Every set depends on all questions shown: half of the families are shown, the other half tests.
  case choice
}

/// Makes candidates for a cluster; each is a set of patches that is tried as one.
package protocol Proposer: Sendable {
  /// The origin of its patches.
  var name: String { get }
  var reading: ProposerReading { get }

  func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]]
}
