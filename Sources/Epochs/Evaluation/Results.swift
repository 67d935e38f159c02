internal import Systems

/// The samples of some questions under one space.
package struct Results: Sendable, Hashable {
  /// Samples in order, by question.
  package private(set) var samples: [String: [Evaluation]]
  package private(set) var keys: [String: [EvaluationKey]]

  package init(_ samples: [String: [Evaluation]] = [:], keys: [String: [EvaluationKey]] = [:]) {
    self.samples = samples
    self.keys = keys
  }

  package subscript(question: String) -> [Evaluation] { samples[question] ?? [] }

  /// The share of a question's samples that are right; nothing where all are censored.
  package func share(_ question: String) -> Double? {
    let known = self[question].compactMap(\.isRight)
    guard !known.isEmpty else { return nil }
    return Double(known.filter { $0 }.count) / Double(known.count)
  }

  /// Right in every sample that counts.
  package func isRight(_ question: String) -> Bool { share(question) == 1 }

  /// The mean over questions of the share of samples that are right.
  package var accuracy: Double {
    let shares = samples.keys.sorted().compactMap(share)
    return shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
  }

  package var counted: Int { samples.keys.filter { share($0) != nil }.count }
  package var right: Int { samples.keys.filter(isRight).count }
  package var censored: [String] { samples.keys.filter { share($0) == nil }.sorted() }
  /// US dollars, of all samples, recorded or new.
  package var cost: Double { samples.keys.sorted().reduce(0) { $0 + self[$1].reduce(0) { $0 + $1.cost } } }

  /// The share of questions whose samples disagree with each other.
  package var flakeRate: Double {
    let shares = samples.keys.compactMap(share)
    return shares.isEmpty ? 0 : Double(shares.filter { $0 > 0 && $0 < 1 }.count) / Double(shares.count)
  }

  mutating func set(_ evaluation: Evaluation, _ key: EvaluationKey, at sample: Int, of question: String, count: Int) {
    let blank = Evaluation(sql: nil, outcome: .unavailable(reason: "not asked"), verdicts: [])
    if samples[question] == nil {
      samples[question] = Array(repeating: blank, count: count)
      keys[question] = Array(repeating: key, count: count)
    }
    samples[question]?[sample] = evaluation
    keys[question]?[sample] = key
  }

  /// These results with those of `other` in their place where it has any.
  package func merging(_ other: Results) -> Results {
    Results(
      samples.merging(other.samples) { _, new in new }, keys: keys.merging(other.keys) { _, new in new })
  }

  /// The results of some questions only.
  package func of(_ questions: [Question]) -> Results {
    let ids = Set(questions.map(\.id))
    return Results(samples.filter { ids.contains($0.key) }, keys: keys.filter { ids.contains($0.key) })
  }
}
