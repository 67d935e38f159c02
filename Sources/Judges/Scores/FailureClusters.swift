/// Wrong answers that went wrong in the same way.
package struct FailureCluster: Sendable, Equatable {
  /// What they have in common, `generator: RESULT_EXTRA_ROWS, right_filters`.
  package var signature: String
  /// The places of their traces, in order.
  package var members: [Int]

  package init(signature: String, members: [Int]) {
    self.signature = signature
    self.members = members
  }
}

/// Groups wrong answers by the headline's reason and by which diagnostic judges say no; largest first.
package func failureClusters(_ verdicts: [[Verdict]]) -> [FailureCluster] {
  var clusters: [String: [Int]] = [:]
  for (index, trace) in verdicts.enumerated() {
    guard let headline = trace.first, headline.ruling == .no else { continue }
    let others = trace.dropFirst().filter { $0.ruling == .no }.map(\.judge).sorted()
    let reason = headline.reason.isEmpty ? headline.judge : headline.reason
    clusters[([reason] + others).joined(separator: ", "), default: []].append(index)
  }
  return clusters.map { FailureCluster(signature: $0.key, members: $0.value) }.sorted {
    ($1.members.count, $0.signature) < ($0.members.count, $1.signature)
  }
}

/// How often two judges give each pair of reasons on the same traces: where their vocabularies are confused.
package func reasonConfusion(_ pairs: [(one: Verdict, other: Verdict)]) -> [(one: String, other: String, count: Int)] {
  func word(_ verdict: Verdict) -> String { verdict.reason.isEmpty ? verdict.ruling.rawValue : verdict.reason }
  var counts: [[String]: Int] = [:]
  for pair in pairs { counts[[word(pair.one), word(pair.other)], default: 0] += 1 }
  let sorted = counts.sorted { left, right in
    left.value != right.value ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
  }
  return sorted.map { (one: $0.key[0], other: $0.key[1], count: $0.value) }
}
