internal import Basics
internal import Spaces

/// Candidates put together on top of the champion: the space that would follow it, and for each family the space
/// that it may test.
struct Challenger: Sendable {
  /// Families that test the same space.
  struct Cell: Sendable {
    var families: Set<String>
    var space: Space
  }

  /// The candidates that fit, in their order, with the patches that were applied.
  let candidates: [Candidate]
  let whole: Space
  let cells: [Cell]

  init(_ candidates: [Candidate], on champion: Space, families: [String], folds: CrossFit, limits: SpaceLimits) {
    var whole = champion
    var kept: [Candidate] = []
    for candidate in candidates {
      let (next, applied) = Composer.apply(candidate.patches, to: whole, limits: limits)
      guard !applied.isEmpty else { continue }
      var candidate = candidate
      candidate.patches = applied
      kept.append(candidate)
      whole = next
    }
    self.candidates = kept
    self.whole = whole
    var groups: [[Patch]: Set<String>] = [:]
    var order: [[Patch]] = []
    for family in Set(families).sorted() {
      let patches = kept.flatMap { $0.patches(testedBy: family, fold: folds.fold(of: family)) }
      guard !patches.isEmpty else { continue }
      if groups[patches] == nil { order.append(patches) }
      groups[patches, default: []].insert(family)
    }
    cells = order.map { patches in
      Cell(families: groups[patches] ?? [], space: Composer.apply(patches, to: champion, limits: limits).space)
    }
  }

  /// The space that a family tests; nothing where it may test nothing.
  func space(testedBy family: String) -> Space? { cells.first { $0.families.contains(family) }?.space }

  var patches: [Patch] { candidates.flatMap(\.patches) }
}
