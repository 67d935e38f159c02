import Glibc

/// How likely the exact McNemar test finds a difference between two arms.
///
/// `discordance` is the share of questions on which the arms differ, `difference` the true difference of their rates.
/// Up to 300 pairs exact, by the binomial number of discordant pairs (Duffy, Biometrics 40, 1984); beyond by the
/// normal approximation of Connor, "Sample size for testing differences in proportions for the paired-sample design",
/// Biometrics 43 (1987).
package func pairedPower(pairs: Int, discordance: Double, difference: Double, alpha: Double = 0.05) -> Double {
  let discordance = min(max(discordance, 0), 1)
  let difference = min(abs(difference), discordance)
  guard pairs > 0, discordance > 0 else { return 0 }
  return pairs <= 300
    ? exactPower(pairs, discordance, difference, alpha) : approximatePower(pairs, discordance, difference, alpha)
}

/// The least difference that the exact McNemar test finds with probability `power`; `nil` where even winning every
/// discordant question would be found too rarely.
package func minimumDetectableEffect(
  pairs: Int, discordance: Double, alpha: Double = 0.05, power: Double = 0.8
) -> Double? {
  func isFound(_ difference: Double) -> Bool {
    pairedPower(pairs: pairs, discordance: discordance, difference: difference, alpha: alpha) >= power
  }
  guard discordance > 0, discordance <= 1, isFound(discordance) else { return nil }
  var (low, high) = (0.0, discordance)
  while high - low > 1e-11 {
    let middle = (low + high) / 2
    if isFound(middle) { high = middle } else { low = middle }
  }
  return high
}

func approximatePower(_ pairs: Int, _ discordance: Double, _ difference: Double, _ alpha: Double) -> Double {
  let lead =
    difference * Double(pairs).squareRoot() - SpecialFunctions.normalQuantile(1 - alpha / 2) * discordance.squareRoot()
  let spread = (discordance - difference * difference).squareRoot()
  return spread > 0 ? SpecialFunctions.normal(lead / spread) : (lead >= 0 ? 1 : 0)
}

private func exactPower(_ pairs: Int, _ discordance: Double, _ difference: Double, _ alpha: Double) -> Double {
  let winShare = (1 + difference / discordance) / 2
  var logFactorial = [0.0]
  for n in 1...pairs { logFactorial.append(logFactorial[n - 1] + log(Double(n))) }
  func probability(_ hits: Int, _ trials: Int, _ p: Double) -> Double {
    if p <= 0 || p >= 1 { return hits == (p <= 0 ? 0 : trials) ? 1 : 0 }
    let choose = logFactorial[trials] - logFactorial[hits] - logFactorial[trials - hits]
    return exp(choose + Double(hits) * log(p) + Double(trials - hits) * log1p(-p))
  }
  var power = 0.0
  for discordant in 1...pairs {
    let weight = probability(discordant, pairs, discordance)
    guard weight > 1e-15 else { continue }
    var (losses, tail, found) = (0, probability(0, discordant, 0.5), 0.0)
    while 2 * losses < discordant, 2 * tail <= alpha {
      found += probability(losses, discordant, 1 - winShare) + probability(losses, discordant, winShare)
      losses += 1
      tail += probability(losses, discordant, 0.5)
    }
    power += weight * found
  }
  return min(1, power)
}
