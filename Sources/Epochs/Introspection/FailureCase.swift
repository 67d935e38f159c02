internal import Basics
internal import Spaces

/// Failures that seem to have one cause, with the few that a model is shown; whatever it makes of them is tested on
/// the others.
struct FailureCase: Sendable {
  let cluster: Cluster
  /// One question of a family; at most half of the families that fail so.
  let failing: [TrainItem]
  /// Questions about the same tables that are answered right: what a change must not break.
  let passing: [TrainItem]

  var shown: [TrainItem] { failing + passing }
  var families: Set<String> { Set(shown.map(\.family)) }

  /// With fewer families that fail so, too few would be left to prove that a change helps.
  private static let fewest = 3
  private static let mostFailing = 4
  private static let mostPassing = 2

  /// Cases that hardly share a failure, from `clusters` with the most promising first; what fails without lacking
  /// anything of a name comes last.
  static func cases(
    _ clusters: [Cluster], _ items: [TrainItem], atMost most: Int, seed: UInt64
  ) -> [FailureCase] {
    var covered: Set<String> = []
    var cases: [FailureCase] = []
    func add(_ cluster: Cluster) {
      guard cases.count < most, let found = FailureCase(cluster, items, seed: seed) else { return }
      cases.append(found)
      covered.formUnion(cluster.questions)
    }
    for cluster in clusters where cluster.key.lever != .example {
      let new = cluster.questions.count { !covered.contains($0) }
      if 2 * new >= cluster.questions.count { add(cluster) }
    }
    for var cluster in clusters where cluster.key.lever == .example {
      cluster.questions.removeAll { covered.contains($0) }
      add(cluster)
    }
    return cases
  }

  private init?(_ cluster: Cluster, _ items: [TrainItem], seed: UInt64) {
    var generator = SeededGenerator(seed: seed, purpose: "case:" + cluster.key.label)
    let ids = Set(cluster.questions)
    let failing = Self.onePerFamily(items.filter { ids.contains($0.id) }).shuffled(using: &generator)
    guard failing.count >= Self.fewest else { return nil }
    self.cluster = cluster
    self.failing = Array(failing.prefix(min(Self.mostFailing, failing.count / 2)))
    let (families, tables) = (Set(failing.map(\.family)), Set(self.failing.flatMap(\.tables)))
    let right = items.filter { item in
      item.share == 1 && !families.contains(item.family) && !tables.isDisjoint(with: item.tables)
    }
    passing = Array(Self.onePerFamily(right).shuffled(using: &generator).prefix(Self.mostPassing))
  }

  private static func onePerFamily(_ items: [TrainItem]) -> [TrainItem] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0.family).inserted }
  }
}

extension TrainItem {
  /// The tables of the expected and of the generated SQL, in lower case.
  var tables: Set<String> {
    let pieces = expected.of(.table) + (generated?.of(.table) ?? [])
    return Set(pieces.map(\.sql))
  }
}
