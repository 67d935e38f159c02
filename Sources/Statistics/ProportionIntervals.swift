/// The score interval of a proportion; the whole range from 0 to 1 where nothing was tried.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); recommended by
/// Newcombe, Statistics in Medicine 17 (1998), whose method 3 it is.
package func wilsonInterval(successes: Int, trials: Int, confidence: Double = 0.95) -> Interval {
  guard trials > 0 else { return Interval(low: 0, high: 1) }
  let n = Double(trials)
  let share = Double(min(max(successes, 0), trials)) / n
  let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
  let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
  return Interval(
    low: successes <= 0 ? 0 : max(0, centre - half), high: successes >= trials ? 1 : min(1, centre + half))
}

/// The exact interval of a proportion, which covers at least as often as stated; wider than Wilson's.
///
/// Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
/// Biometrika 26 (1934), by quantiles of the beta distribution.
package func clopperPearsonInterval(successes: Int, trials: Int, confidence: Double = 0.95) -> Interval {
  guard trials > 0 else { return Interval(low: 0, high: 1) }
  let hits = min(max(successes, 0), trials)
  let tail = (1 - confidence) / 2
  let (x, n) = (Double(hits), Double(trials))
  return Interval(
    low: hits == 0 ? 0 : SpecialFunctions.inverseIncompleteBeta(tail, x, n - x + 1),
    high: hits == trials ? 1 : SpecialFunctions.inverseIncompleteBeta(1 - tail, x + 1, n - x))
}

/// The probability of at most `successes` in `trials` tries of probability `p`.
///
/// By the incomplete beta function: Abramowitz and Stegun 26.5.24.
package func binomialCumulative(_ successes: Int, trials: Int, p: Double) -> Double {
  guard successes >= 0 else { return 0 }
  guard successes < trials else { return 1 }
  return SpecialFunctions.incompleteBeta(1 - p, Double(trials - successes), Double(successes) + 1)
}
