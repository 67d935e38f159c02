/// The mean over all questions, and its percentile interval when whole families are drawn with replacement; `nil`
/// without a value.
///
/// Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979); clusters as the unit:
/// Davison and Hinkley, Bootstrap Methods and their Application (1997), section 3.8. For two arms give the paired
/// differences (1 won, -1 lost, 0 tied); questions of one family share a fate, and drawing them singly would make the
/// interval too narrow.
package func clusterBootstrap(
  _ families: [[Double]], confidence: Double = 0.95, resamples: Int = 2_000,
  using generator: inout some RandomNumberGenerator
) -> Estimate? {
  let clusters = families.filter { !$0.isEmpty }.map { (sum: $0.reduce(0, +), count: $0.count) }
  guard !clusters.isEmpty, resamples > 0 else { return nil }
  let total = clusters.reduce(0) { $0 + $1.count }
  var means: [Double] = []
  means.reserveCapacity(resamples)
  for _ in 0..<resamples {
    var (sum, count) = (0.0, 0)
    for _ in clusters.indices {
      let drawn = generator.next().multipliedFullWidth(by: UInt64(clusters.count)).high
      let cluster = clusters[Int(drawn)]
      sum += cluster.sum
      count += cluster.count
    }
    means.append(sum / Double(count))
  }
  means.sort()
  let tail = (1 - confidence) / 2
  return Estimate(
    value: clusters.reduce(0) { $0 + $1.sum } / Double(total),
    interval: Interval(low: quantile(tail, of: means), high: quantile(1 - tail, of: means)))
}

/// A quantile of sorted values, between neighbours by interpolation; NaN for none.
///
/// Hyndman and Fan, "Sample quantiles in statistical packages", American Statistician 50 (1996), definition 7.
package func quantile(_ p: Double, of sorted: [Double]) -> Double {
  guard let first = sorted.first, let last = sorted.last, p.isFinite else { return .nan }
  let place = min(max(p, 0), 1) * Double(sorted.count - 1)
  let below = Int(place)
  guard below + 1 < sorted.count else { return below == 0 ? first : last }
  return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}
