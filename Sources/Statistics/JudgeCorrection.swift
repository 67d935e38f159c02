/// The true rate behind a judge's rate, given how often the judge is right on each side; `nil` for a judge that is no
/// better than chance.
///
/// Rogan and Gladen, "Estimating prevalence from the results of a screening test", American Journal of Epidemiology
/// 107 (1978); cut to 0…1.
package func roganGladen(rate: Double, truePositiveRate: Double, trueNegativeRate: Double) -> Double? {
  let skill = truePositiveRate + trueNegativeRate - 1
  guard skill > 0 else { return nil }
  return min(1, max(0, (rate + trueNegativeRate - 1) / skill))
}

/// The mean of what people would say, from a judge on many cases and from people on a few; `nil` with fewer than two
/// cases of either.
///
/// Prediction-powered inference: Angelopoulos et al., Science 382 (2023), algorithm 1. For two arms give paired
/// differences. `labelled` holds cases that both have ruled on, `judged` cases that only the judge has.
package func predictionPoweredMean(
  labelled: [(judge: Double, person: Double)], judged: [Double], confidence: Double = 0.95
) -> Estimate? {
  guard labelled.count > 1, judged.count > 1 else { return nil }
  let corrections = labelled.map { $0.person - $0.judge }
  let value = mean(judged) + mean(corrections)
  let error =
    (variance(judged) / Double(judged.count) + variance(corrections) / Double(corrections.count)).squareRoot()
  let half = SpecialFunctions.normalQuantile(0.5 + confidence / 2) * error
  return Estimate(value: value, interval: Interval(low: value - half, high: value + half))
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The variance with n in the denominator, as the source has it.
private func variance(_ values: [Double]) -> Double {
  let centre = mean(values)
  return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count)
}
