/// The chance that at least one of `k` answers is right, estimated without bias from `correct` of `samples`; `nil`
/// with fewer samples than `k`.
///
/// Chen et al., "Evaluating large language models trained on code" (2021), equation 1.
package func passAtK(samples: Int, correct: Int, k: Int) -> Double? {
  guard k > 0, samples >= k, correct >= 0, correct <= samples else { return nil }
  guard samples - correct >= k else { return 1 }
  return 1 - share(of: samples - correct, in: samples, k)
}

/// The chance that all of `k` answers are right, estimated without bias from `correct` of `samples`; `nil` with fewer
/// samples than `k`.
///
/// Yao et al., "τ-bench" (2024), section 4: pass^k.
package func passAllK(samples: Int, correct: Int, k: Int) -> Double? {
  guard k > 0, samples >= k, correct >= 0, correct <= samples else { return nil }
  return correct >= k ? share(of: correct, in: samples, k) : 0
}

/// C(part, k) / C(whole, k).
private func share(of part: Int, in whole: Int, _ k: Int) -> Double {
  (0..<k).reduce(1) { $0 * Double(part - $1) / Double(whole - $1) }
}
