internal import Basics
internal import HTTP

/// When a call that cost nothing is made again, and after how long.
package struct RetryPolicy: Sendable, Hashable {
  /// How often a call is made at most.
  package var attempts: Int
  /// The wait before the second attempt; each further one is twice as long.
  package var base: Duration
  package var longest: Duration
  /// A server that asks for more patience than this gets none.
  package var longestAsked: Duration
  /// Seeds the jitter.
  package var seed: UInt64

  package init(
    attempts: Int = 6, base: Duration = .milliseconds(500), longest: Duration = .seconds(30),
    longestAsked: Duration = .seconds(120), seed: UInt64 = 0
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.longestAsked = longestAsked
    self.seed = seed
  }

  /// How long to wait after attempt `attempt` (from 1) failed so; `nil` to give up.
  ///
  /// Only what cost nothing is asked again: the endpoint refused before it began, or was never reached.
  package func wait(
    after attempt: Int, _ reason: ModelFailure.Reason, jitter: inout some RandomNumberGenerator
  ) -> Duration? {
    guard attempt < attempts else { return nil }
    var asked: Duration?
    switch reason {
    case .rateLimited(let after, _): asked = after
    case .unavailable(503, _), .transport(.refused), .transport(.timeout(.connect, _)): break
    default: return nil
    }
    // Between half and all of the doubled wait: not all who failed together come back together.
    let share = 0.5 + 0.5 * Double(jitter.next() >> 11) * 0x1p-53
    let doubled = min(base.inSeconds * Double(1 << min(attempt - 1, 30)), longest.inSeconds)
    guard let asked else { return .seconds(doubled * share) }
    guard asked <= longestAsked else { return nil }
    return asked + .seconds(min(1, max(asked.inSeconds * 0.1, base.inSeconds)) * share)
  }
}
