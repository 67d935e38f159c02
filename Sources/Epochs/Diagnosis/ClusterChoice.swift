internal import Basics
package import Spaces

/// How candidates of each lever fared in earlier epochs.
package struct LeverHistory: Sendable, Hashable {
  private var accepted: [Lever: Int] = [:]
  private var rejected: [Lever: Int] = [:]

  package init() {}

  package mutating func count(_ lever: Lever, accepted isAccepted: Bool) {
    if isAccepted { accepted[lever, default: 0] += 1 } else { rejected[lever, default: 0] += 1 }
  }

  package func accepted(_ lever: Lever) -> Int { accepted[lever] ?? 0 }
  package func rejected(_ lever: Lever) -> Int { rejected[lever] ?? 0 }
}

/// Chooses the clusters that an epoch works on.
enum ClusterChoice {
  /// A Thompson draw (Thompson, Biometrika 25, 1933) of recoverable questions × the lever's past acceptance ÷ cost:
  /// large clusters of levers that worked come first, and every cluster has its chance.
  static func choose(
    _ clusters: [Cluster], atMost limit: Int, history: LeverHistory, seed: UInt64
  ) -> [Cluster] {
    var drawn: [(cluster: Cluster, score: Double)] = []
    for cluster in clusters {
      let lever = cluster.key.lever
      var generator = SeededGenerator(seed: seed, purpose: "cluster:" + cluster.key.label)
      let rate = BetaDraw.draw(
        accepted: history.accepted(lever), rejected: history.rejected(lever), from: &generator)
      drawn.append((cluster, Double(cluster.questions.count) * rate / cost(of: lever)))
    }
    let order = drawn.sorted { ($1.score, $0.cluster.key) < ($0.score, $1.cluster.key) }
    return order.prefix(max(0, limit)).map(\.cluster)
  }

  /// What a trial of the lever costs against that of a synonym: value dictionaries have to be rebuilt.
  private static func cost(of lever: Lever) -> Double { lever == .entityMatching ? 2 : 1 }
}
