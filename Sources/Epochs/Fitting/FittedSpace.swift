internal import Systems
internal import Spaces

/// A space in the making: the champion with the patches that were taken so far, at most one for each claim.
struct FittedSpace: Sendable {
  struct Part: Sendable {
    var patch: Patch
    var cluster: Cluster.Key
  }

  let champion: Space
  let limits: SpaceLimits
  private(set) var parts: [Part] = []
  private(set) var space: Space

  init(champion: Space, limits: SpaceLimits) {
    self.champion = champion
    self.limits = limits
    space = champion
  }

  func patch(_ claim: String) -> Patch? { parts.first { $0.patch.claim == claim }?.patch }

  /// With `move` in the place of what made the same claims; nothing where one of its patches does not fit.
  func adding(_ move: FittingMove) -> FittedSpace? {
    var next = self
    for patch in move.patches {
      let index = parts.firstIndex { $0.patch.claim == patch.claim }
      let step = index == nil ? patch : patch.replacing
      guard let space = try? step.apply(to: next.space, limits: limits), Composer.fits(space, limits) else {
        return nil
      }
      next.space = space
      if let index {
        next.parts[index].patch = patch
      } else {
        next.parts.append(Part(patch: patch, cluster: move.cluster))
      }
    }
    return next
  }

  /// With `move` in the place of the patch of a claim.
  func replacing(_ claim: String, with move: FittingMove) -> FittedSpace? {
    if move.patches.allSatisfy({ $0.claim == claim }) { return adding(move) }
    return removing([claim])?.adding(move)
  }

  /// Without the patches of some claims.
  func removing(_ claims: Set<String>) -> FittedSpace? {
    var next = self
    let gone = parts.filter { claims.contains($0.patch.claim) }
    next.parts.removeAll { claims.contains($0.patch.claim) }
    for part in gone {
      guard let undo = part.patch.undoing, let space = try? undo.apply(to: next.space, limits: limits) else {
        return next.rebuilt(expecting: next.parts.count)
      }
      next.space = space
    }
    return next
  }

  private func rebuilt(expecting count: Int) -> FittedSpace? {
    let (space, applied) = Composer.apply(parts.map(\.patch), to: champion, limits: limits)
    guard applied.count == count else { return nil }
    var next = self
    next.space = space
    return next
  }
}

/// A change that a fit may take: patches that go together.
struct FittingMove: Sendable {
  var cluster: Cluster.Key
  var patches: [Patch]
  /// Where the change is a name: only questions that say it can be affected.
  var phrase: Phrase?
  /// How much what it gains counts against what alternatives gain.
  var prior = 1.0
  /// Families that must gain by it.
  var support = 1
}

extension Patch {
  /// What takes an addition away again, whatever came after it; nothing where that needs the space before it.
  fileprivate var undoing: Patch? {
    switch (operation, target, payload) {
    case (.add, .column, .word): return Patch(.remove, lever, on: target, payload)
    case (.add, .space, .snippet(let snippet)): return Patch(.remove, lever, on: .element(id: snippet.id))
    case (.add, .space, .join(let join)): return Patch(.remove, lever, on: .element(id: join.id))
    case (.set, .column, .flag(true)): return Patch(.set, lever, on: target, .flag(false))
    default: return nil
    }
  }

  /// The same element put in the place of the one that this patch had added before.
  fileprivate var replacing: Patch {
    guard operation == .add else { return self }
    let id: String
    switch payload {
    case .snippet(let snippet): id = snippet.id
    case .join(let join): id = join.id
    default: return self
    }
    return Patch(.replace, lever, on: .element(id: id), payload)
  }
}
