internal import Models

/// How often a model is asked about one answer, and by what the answers are drawn.
package struct Polling: Sendable, Hashable {
  /// The majority of so many asks decides; a tie is an error.
  package var samples: Int
  package var seed: Int
  package var maxTokens: Int

  package init(samples: Int = 1, seed: Int = 1, maxTokens: Int = 600) {
    self.samples = min(max(1, samples), 99)
    self.seed = seed
    self.maxTokens = max(1, maxTokens)
  }

  /// One ask is drawn without chance; several would all be the same that way.
  func sampling(_ sample: Int) -> Sampling {
    Sampling(temperature: samples == 1 ? 0 : 0.7, maxTokens: maxTokens, seed: seed &+ sample)
  }
}
