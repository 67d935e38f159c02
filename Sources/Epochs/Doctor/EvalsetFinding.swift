/// Why a question of an evalset cannot be trusted, or teaches little.
package struct EvalsetFinding: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case noSQL = "no expected SQL"
    case fails
    case empty = "returns nothing"
    case blank = "returns only 0 or NULL"
    case unstable
    case ambiguous
    case clock = "depends on today"
    case staleDate = "stale date"
    /// The same words or the same SQL in another split: one gives the other away.
    case leak = "in several splits"
    /// Nearly the same words in another split, other values perhaps.
    case alike = "alike in several splits"
    case duplicate
    case trivial = "trivially easy"
  }

  package enum Weight: String, Sendable, Hashable, CaseIterable { case error, warning, note }

  package var question: String
  package var kind: Kind
  /// What was seen, in one sentence.
  package var note: String

  package var weight: Weight {
    switch kind {
    case .fails, .ambiguous, .leak: .error
    case .noSQL, .empty, .blank, .unstable, .clock, .staleDate: .warning
    case .alike, .duplicate, .trivial: .note
    }
  }
}
