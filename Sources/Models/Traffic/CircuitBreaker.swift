internal import Basics

/// Leaves an endpoint alone after many failures in a row; then one call tries whether it is back.
struct CircuitBreaker: Sendable {
  private enum State { case closed(failures: Int), open(until: Moment), probing }

  private let threshold: Int
  private let rest: Duration
  private var state = State.closed(failures: 0)

  init(threshold: Int, rest: Duration) {
    self.threshold = max(1, threshold)
    self.rest = rest
  }

  /// Whether a call may be made; otherwise how long it may not.
  mutating func admit(now: Moment) -> Duration? {
    switch state {
    case .closed: return nil
    case .open(let until) where until <= now:
      state = .probing
      return nil
    case .open(let until): return now.duration(to: until)
    case .probing: return rest
    }
  }

  /// How long the endpoint is left alone still; `nil` for calls that were admitted before, and for the trying one.
  func rest(now: Moment) -> Duration? {
    guard case .open(let until) = state, until > now else { return nil }
    return now.duration(to: until)
  }

  /// The endpoint answered, if only to complain about the question.
  mutating func succeed() { state = .closed(failures: 0) }

  mutating func fail(now: Moment) {
    switch state {
    case .closed(let failures) where failures + 1 < threshold: state = .closed(failures: failures + 1)
    case .closed, .probing: state = .open(until: now.advanced(by: rest))
    case .open: break
    }
  }

  /// The call ended without telling anything, such as by being cancelled.
  mutating func abandon(now: Moment) {
    if case .probing = state { state = .open(until: now) }
  }
}
