/// Groups of candidates that can share one space because their evidence hardly overlaps.
///
/// Where the affected set of a patch is known exactly this saves preparations only: unaffected questions cost
/// nothing anyway.
enum Packs {
  /// At most a tenth of the smaller evidence set may be shared.
  static let tolerated = 0.1

  /// Greedy, largest evidence first; deterministic.
  static func pack(_ evidence: [Set<String>], atMost limit: Int) -> [[Int]] {
    let order = evidence.indices.sorted { (evidence[$1].count, $0) < (evidence[$0].count, $1) }
    var packs: [[Int]] = []
    for candidate in order {
      let home = packs.firstIndex { pack in
        pack.count < max(1, limit) && pack.allSatisfy { isCompatible(evidence[$0], evidence[candidate]) }
      }
      if let home { packs[home].append(candidate) } else { packs.append([candidate]) }
    }
    return packs
  }

  private static func isCompatible(_ left: Set<String>, _ right: Set<String>) -> Bool {
    let smaller = min(left.count, right.count)
    return Double(left.intersection(right).count) <= tolerated * Double(smaller)
  }
}
