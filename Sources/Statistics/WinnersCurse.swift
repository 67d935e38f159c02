import Glibc

/// By how many standard errors the best of `count` equally good arms looks better than it is, when it is shown on the
/// questions that chose it: the mean of the largest of `count` standard normal values.
///
/// David and Nagaraja, Order Statistics (3rd edition, 2003), section 3.1, here as ∫ 1 - Φ(x)^m - Φ(-x)^m dx over
/// positive x by Simpson's rule.
package func winnersCurse(of count: Int) -> Double {
  guard count > 1 else { return 0 }
  let (end, steps) = (12.0, 4_000)
  let m = Double(count)
  func height(_ x: Double) -> Double {
    // 1 - Φ^m without cancellation.
    let tail = SpecialFunctions.normal(-x)
    return -expm1(m * log1p(-tail)) - pow(tail, m)
  }
  let width = end / Double(steps)
  var sum = height(0) + height(end)
  for step in 1..<steps { sum += height(Double(step) * width) * (step.isMultiple(of: 2) ? 2 : 4) }
  return sum * width / 3
}

/// The optimism in the accuracy of the best of several arms on the questions that chose it, by drawing whole families
/// again: how much better the arm that wins a draw looks in it than it is on all questions. Subtract it, or better
/// measure the winner on other questions. `nil` without two arms or a family.
///
/// Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 17.6. `scores[arm][family]` holds the family's
/// sum; `sizes[family]` how many questions it has.
package func selectionOptimism(
  _ scores: [[Double]], sizes: [Int], resamples: Int = 1_000, using generator: inout some RandomNumberGenerator
) -> Double? {
  let families = sizes.indices
  guard scores.count > 1, !families.isEmpty, resamples > 0, scores.allSatisfy({ $0.count == sizes.count }) else {
    return nil
  }
  let total = sizes.reduce(0) { $0 + max(0, $1) }
  guard total > 0 else { return nil }
  let means = scores.map { $0.reduce(0, +) / Double(total) }
  var optimism = 0.0
  for _ in 0..<resamples {
    var sums = Array(repeating: 0.0, count: scores.count)
    var drawn = 0
    for _ in families {
      let family = Int(generator.next().multipliedFullWidth(by: UInt64(sizes.count)).high)
      drawn += max(0, sizes[family])
      for arm in scores.indices { sums[arm] += scores[arm][family] }
    }
    guard drawn > 0, let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { continue }
    optimism += sums[best] / Double(drawn) - means[best]
  }
  return optimism / Double(resamples)
}
