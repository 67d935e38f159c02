internal import Basics
internal import Simulations

/// Prints how often each approximate method was right; true if all are within two points of what they promise.
func checkCoverage(rounds: Int) -> Bool {
  var isClean = true
  for found in simulations(rounds: max(1, rounds)) {
    let isNear = abs(found.share - found.nominal) <= found.slack + 0.02
    print("\(isNear ? "ok " : "OFF") \(found.name): \(percent(found.share)), promised \(percent(found.nominal))")
    isClean = isClean && isNear
  }
  return isClean
}
