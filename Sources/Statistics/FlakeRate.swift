/// How much the answers of one and the same version differ among themselves: what is left to chance.
package struct AnswerNoise: Sendable, Hashable {
  /// The probability that two answers to one question are judged differently, on the average over the questions.
  package var disagreement: Double
  /// The share of questions whose samples do not all agree; it grows with the samples.
  package var flakeRate: Double
  /// The standard deviation of the difference in accuracy that two runs of the same version show, one sample each.
  package var deviation: Double
  /// Questions with two samples or more, which alone are counted.
  package var questions: Int

  /// The difference between two runs of the same version that is exceeded with probability 1 - `confidence`: what a
  /// comparison must show before it says anything (A/A).
  package func floor(confidence: Double = 0.95) -> Double {
    SpecialFunctions.normalQuantile(0.5 + confidence / 2) * deviation
  }
}

/// The noise in repeated answers; `nil` where no question has two samples.
///
/// Within each question the unbiased variance c(k - c) / (k(k - 1)) of its answers, of which two runs have twice:
/// Cochran, Sampling Techniques (3rd edition, 1977), section 3.2; the questions are held fixed, as in an A/A test
/// (Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, 2020, chapter 19).
package func answerNoise(_ answers: [(right: Int, samples: Int)]) -> AnswerNoise? {
  let counted = answers.filter { $0.samples > 1 && (0...$0.samples).contains($0.right) }
  guard !counted.isEmpty else { return nil }
  let variances = counted.map { answer in
    Double(answer.right) * Double(answer.samples - answer.right) / Double(answer.samples) / Double(answer.samples - 1)
  }
  let n = Double(counted.count)
  let sum = variances.reduce(0, +)
  return AnswerNoise(
    disagreement: 2 * sum / n,
    flakeRate: Double(counted.count { $0.right > 0 && $0.right < $0.samples }) / n,
    deviation: (2 * sum).squareRoot() / n, questions: counted.count)
}
