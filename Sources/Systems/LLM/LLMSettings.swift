internal import Basics

/// How the `llm` system asks its model.
package struct LLMSettings: Sendable, Hashable {
  /// Similar examples in a prompt.
  package var examples: Int
  /// Beyond so many bytes of tables only what a question seems to be about is shown.
  package var schemaBudget: Int
  /// How often SQL that does not run is shown to the model again with its error.
  package var repairs: Int
  /// Whether the model also puts the rows into words; otherwise they are counted.
  package var writes: Bool
  package var temperature: Double
  package var maxTokens: Int
  package var seed: Int

  package init(
    examples: Int = 4, schemaBudget: Int = 12_000, repairs: Int = 1, writes: Bool = false, temperature: Double = 0,
    maxTokens: Int = 800, seed: Int = 1
  ) {
    self.examples = max(0, examples)
    self.schemaBudget = max(0, schemaBudget)
    self.repairs = max(0, repairs)
    self.writes = writes
    self.temperature = temperature
    self.maxTokens = max(1, maxTokens)
    self.seed = seed
  }
}
