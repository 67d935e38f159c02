/// How often a classifier was right and wrong, each way; `positive` is what it is there to let through or to find.
package struct ConfusionMatrix: Sendable, Hashable {
  package var truePositives = 0
  package var falsePositives = 0
  package var falseNegatives = 0
  package var trueNegatives = 0

  package init(truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0, trueNegatives: Int = 0) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.trueNegatives = trueNegatives
  }

  package mutating func count(actual: Bool, said: Bool) {
    switch (actual, said) {
    case (true, true): truePositives += 1
    case (true, false): falseNegatives += 1
    case (false, true): falsePositives += 1
    case (false, false): trueNegatives += 1
    }
  }

  package var total: Int { truePositives + falsePositives + falseNegatives + trueNegatives }
  package var accuracy: Double? { share(truePositives + trueNegatives, total) }
  package var precision: Double? { share(truePositives, truePositives + falsePositives) }
  package var recall: Double? { share(truePositives, truePositives + falseNegatives) }
  /// The harmonic mean of precision and recall.
  package var f1: Double? { share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }

  private func share(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}

extension ConfusionMatrix {
  /// Of the verdicts of ``GuardJudge``: positive is a question that can be answered and was let through.
  package init(guardVerdicts verdicts: some Sequence<Verdict>) {
    self.init()
    for verdict in verdicts where verdict.judge == "guard" && verdict.evidence.count == 2 {
      count(actual: verdict.evidence[0] == "answerable", said: verdict.evidence[1] == "passed")
    }
  }
}
