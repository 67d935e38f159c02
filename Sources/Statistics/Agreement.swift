/// How a judge's rulings stand to a person's on the same traces.
package struct Agreement: Sendable, Hashable {
  package var bothYes: Int
  package var judgeYesPersonNo: Int
  package var judgeNoPersonYes: Int
  package var bothNo: Int

  package init(bothYes: Int, judgeYesPersonNo: Int, judgeNoPersonYes: Int, bothNo: Int) {
    self.bothYes = max(0, bothYes)
    self.judgeYesPersonNo = max(0, judgeYesPersonNo)
    self.judgeNoPersonYes = max(0, judgeNoPersonYes)
    self.bothNo = max(0, bothNo)
  }

  package init(_ pairs: some Sequence<(judge: Bool, person: Bool)>) {
    self.init(bothYes: 0, judgeYesPersonNo: 0, judgeNoPersonYes: 0, bothNo: 0)
    for pair in pairs {
      switch pair {
      case (true, true): bothYes += 1
      case (true, false): judgeYesPersonNo += 1
      case (false, true): judgeNoPersonYes += 1
      case (false, false): bothNo += 1
      }
    }
  }

  package var total: Int { bothYes + judgeYesPersonNo + judgeNoPersonYes + bothNo }
  /// The share of traces that the person calls right.
  package var prevalence: Double? { ratio(bothYes + judgeNoPersonYes, total) }
  package var observed: Double? { ratio(bothYes + bothNo, total) }
  /// Of what the person calls right, the share that the judge calls right.
  package var truePositiveRate: Double? { ratio(bothYes, bothYes + judgeNoPersonYes) }
  /// Of what the person calls wrong, the share that the judge calls wrong.
  package var trueNegativeRate: Double? { ratio(bothNo, bothNo + judgeYesPersonNo) }

  package var balancedAccuracy: Double? {
    truePositiveRate.flatMap { rate in trueNegativeRate.map { (rate + $0) / 2 } }
  }

  /// Agreement beyond chance; `nil` where chance alone gives full agreement.
  ///
  /// Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
  package var kappa: Double? {
    guard let observed, let prevalence, let judged = ratio(bothYes + judgeYesPersonNo, total) else { return nil }
    let chance = prevalence * judged + (1 - prevalence) * (1 - judged)
    return chance < 1 ? (observed - chance) / (1 - chance) : nil
  }

  /// Kappa as it would be if right and wrong were equally common and each ruling as common as the other: where nearly
  /// everything is right, ``kappa`` is low however well the two agree.
  ///
  /// Byrt, Bishop and Carlin, "Bias, prevalence and kappa", Journal of Clinical Epidemiology 46 (1993): PABAK.
  package var prevalenceAdjustedKappa: Double? { observed.map { 2 * $0 - 1 } }

  /// The correlation of the two rulings; `nil` where either is always the same.
  ///
  /// Matthews, Biochimica et Biophysica Acta 405 (1975).
  package var matthews: Double? {
    let (a, b, c, d) = (Double(bothYes), Double(judgeYesPersonNo), Double(judgeNoPersonYes), Double(bothNo))
    let scale = ((a + b) * (a + c) * (d + b) * (d + c)).squareRoot()
    return scale > 0 ? (a * d - b * c) / scale : nil
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}

/// Krippendorff's alpha for labels without an order: agreement beyond chance of any number of raters, some of whom may
/// be missing (`nil`); `nil` where nothing can be compared or all labels are the same.
///
/// Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C. `units` holds for each trace the label
/// of every rater.
package func krippendorffAlpha<Label: Hashable>(_ units: [[Label?]]) -> Double? {
  var totals: [Label: Double] = [:]
  var disagreement = 0.0
  for unit in units {
    let labels = unit.compactMap { $0 }
    guard labels.count > 1 else { continue }
    var counts: [Label: Int] = [:]
    for label in labels {
      counts[label, default: 0] += 1
      totals[label, default: 0] += 1
    }
    let alike = counts.values.reduce(0) { $0 + $1 * ($1 - 1) }
    disagreement += Double(labels.count * (labels.count - 1) - alike) / Double(labels.count - 1)
  }
  let n = totals.values.reduce(0, +)
  let expected = n * (n - 1) - totals.values.map { $0 * ($0 - 1) }.reduce(0, +)
  guard n > 1, expected > 0 else { return nil }
  return 1 - (n - 1) * disagreement / expected
}
