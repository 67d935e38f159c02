internal import Basics

/// Draws from the beta distribution, for Thompson's choice among clusters.
struct BetaDraw {
  /// A draw from Beta(1 + `accepted`, 1 + `rejected`).
  ///
  /// The j-th smallest of n uniform numbers is distributed Beta(j, n + 1 - j): exact for whole parameters.
  static func draw(accepted: Int, rejected: Int, from generator: inout SeededGenerator) -> Double {
    let accepted = min(max(0, accepted), 200)
    let rejected = min(max(0, rejected), 200)
    let uniforms = (0..<(accepted + rejected + 1)).map { _ in generator.uniform() }.sorted()
    return uniforms[accepted]
  }
}
