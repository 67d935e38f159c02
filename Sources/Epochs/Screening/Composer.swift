internal import Basics
internal import Spaces

/// Puts patches together, leaving out what does not fit.
enum Composer {
  /// The space after `patches` and those of them that were applied, in the order of their keys.
  static func apply(
    _ patches: [Patch], to space: Space, limits: SpaceLimits
  ) -> (space: Space, applied: [Patch]) {
    let ordered = patches.sorted { ($0.key, $0.id) < ($1.key, $1.id) }
    let all = applying(ordered, to: space, limits: limits) { _ in true }
    if fits(all.space, limits) || !fits(space, limits) { return all }
    return applying(ordered, to: space, limits: limits) { fits($0, limits) }
  }

  private static func applying(
    _ patches: [Patch], to space: Space, limits: SpaceLimits, where holds: (Space) -> Bool
  ) -> (space: Space, applied: [Patch]) {
    var result = space
    var applied: [Patch] = []
    for patch in patches {
      guard let next = try? patch.apply(to: result, limits: limits), holds(next) else { continue }
      result = next
      applied.append(patch)
    }
    return (result, applied)
  }

  /// Whether the platform takes that much: by the stricter of the two ways to count, table descriptions are
  /// instructions too.
  static func fits(_ space: Space, _ limits: SpaceLimits) -> Bool {
    instructions(space) <= limits.instructions && snippets(space) <= limits.snippets
      && matched(space) <= limits.entityMatchingColumns
  }

  static func instructions(_ space: Space) -> Int {
    space.examples.count + space.functions.count + (space.textInstruction == nil ? 0 : 1) + described(space)
  }

  private static func described(_ space: Space) -> Int {
    (space.tables + space.metricViews).filter { $0.description != nil }.count
  }

  private static func snippets(_ space: Space) -> Int {
    space.filters.count + space.measures.count + space.expressions.count + space.joins.count + described(space)
  }

  private static func matched(_ space: Space) -> Int {
    (space.tables + space.metricViews).reduce(0) { $0 + $1.columns.filter(\.entityMatching).count }
  }
}
