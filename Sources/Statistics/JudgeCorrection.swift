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

/// The true rate behind a judge's rate with its interval, the judge's own error rates being known from `calibration`
/// only; `nil` for a judge that is no better than chance there.
///
/// Lang and Reiczigel, "Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity",
/// Preventive Veterinary Medicine 113 (2014); cut to 0…1. `judgedRight` of `judged` are what the judge says where no
/// person has ruled.
package func roganGladen(
  judgedRight: Int, judged: Int, calibration: Agreement, confidence: Double = 0.95
) -> Estimate? {
  let positives = Double(calibration.bothYes + calibration.judgeNoPersonYes)
  let negatives = Double(calibration.bothNo + calibration.judgeYesPersonNo)
  guard judged > 0, (0...judged).contains(judgedRight), positives > 0, negatives > 0,
    let value = roganGladen(
      rate: Double(judgedRight) / Double(judged), truePositiveRate: Double(calibration.bothYes) / positives,
      trueNegativeRate: Double(calibration.bothNo) / negatives)
  else { return nil }
  let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
  let n = Double(judged) + z * z
  let rate = (Double(judgedRight) + z * z / 2) / n
  let sensitivity = (Double(calibration.bothYes) + 1) / (positives + 2)
  let specificity = (Double(calibration.bothNo) + 1) / (negatives + 2)
  let skill = sensitivity + specificity - 1
  guard skill > 0 else { return nil }
  let share = (rate + specificity - 1) / skill
  let (missed, mistaken) = (
    sensitivity * (1 - sensitivity) / (positives + 2), specificity * (1 - specificity) / (negatives + 2)
  )
  let shift = 2 * z * z * (share * missed - (1 - share) * mistaken)
  let error = rate * (1 - rate) / n + share * share * missed + (1 - share) * (1 - share) * mistaken
  let half = z * error.squareRoot() / skill
  func cut(_ value: Double) -> Double { min(1, max(0, value)) }
  return Estimate(value: value, interval: Interval(low: cut(share + shift - half), high: cut(share + shift + half)))
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
