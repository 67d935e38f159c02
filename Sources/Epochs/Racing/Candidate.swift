internal import Basics
package import Spaces

/// Patches that are tried as one, with the versions of them that may be tested on whom.
package struct Candidate: Sendable, Hashable {
  /// Which version of a candidate is tested on a family, so that nothing is tested on what it was made from.
  package enum Versions: Sendable, Hashable {
    /// No question was read: the candidate itself, on every family.
    case same
    /// What the proposer made without the family's fold (cross-fitting).
    case byFold([[Patch]])
    /// The candidate itself, on these families; it cannot be tested on others.
    case unseen(Set<String>)
  }

  package var cluster: Cluster.Key
  package var proposer: String
  package var patches: [Patch]
  /// Failing train questions of its cluster.
  package var questions: [String]
  package var versions: Versions

  package init(
    cluster: Cluster.Key, proposer: String, patches: [Patch], questions: [String], versions: Versions
  ) {
    self.cluster = cluster
    self.proposer = proposer
    self.patches = patches
    self.questions = questions
    self.versions = versions
  }

  /// The patches that a family may test; none where it may test nothing.
  func patches(testedBy family: String, fold: Int) -> [Patch] {
    switch versions {
    case .same: patches
    case .byFold(let folds): folds.indices.contains(fold) ? folds[fold] : []
    case .unseen(let families): families.contains(family) ? patches : []
    }
  }

  /// The candidate with those of its patches that `holds` is true of, in every version.
  func filtered(_ holds: (Patch) -> Bool) -> Candidate {
    var candidate = self
    candidate.patches = patches.filter(holds)
    if case .byFold(let folds) = versions { candidate.versions = .byFold(folds.map { $0.filter(holds) }) }
    return candidate
  }

  /// One candidate for each patch.
  var split: [Candidate] { patches.map { patch in filtered { $0.claim == patch.claim } } }

  /// Whether it only switches flags.
  var isFlag: Bool {
    patches.allSatisfy { if case .flag = $0.payload { true } else { false } }
  }

  /// Names the candidate by what it does.
  var identity: [String] { patches.map(\.id.hex).sorted() }
}

extension Patch {
  /// Names what the patch is about, whatever words a fold gave it: its key, or the SQL of a snippet.
  var claim: String {
    if case .snippet(let snippet) = payload { return lever.rawValue + ":" + snippet.sql }
    return key
  }
}
