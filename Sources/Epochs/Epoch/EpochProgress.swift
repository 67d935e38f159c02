/// What an epoch says while it works, for a display that updates in place.
package enum EpochEvent: Sendable, Hashable {
  /// A stage began: `measure`, `diagnose`, `propose`, `screen`, `race`, `gate`, `prune`, `certify`.
  case stage(String)
  /// Answers so far within the stage, with those judged right and those that infrastructure failed.
  case answered(done: Int, total: Int, right: Int, censored: Int)
  /// Something a person would want to know, in one sentence.
  case note(String)
}

/// Receives events from any task; it must return at once.
package typealias EpochProgress = @Sendable (EpochEvent) -> Void
