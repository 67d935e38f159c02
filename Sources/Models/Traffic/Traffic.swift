internal import Basics
internal import Platform

/// All calls to one endpoint, whoever makes them: how many at once, how many a minute, and whether at all.
package final class Traffic: Sendable {
  /// Leave to make an attempt, given back with ``Traffic/end(_:_:tokens:)``.
  struct Pass: Sendable {
    let era: Int
    let booking: Int
  }

  private struct State {
    var rate: RateWindow
    var breaker: CircuitBreaker
    /// Nothing begins before the time that the endpoint asked for.
    var resumption: Moment?
  }

  private let gate: Gate
  private let state: Guarded<State>
  private let time: any Timekeeper

  package init(
    _ limits: ModelSpec.Limits, time: any Timekeeper = SystemTimekeeper(), failures: Int = 12,
    rest: Duration = .seconds(20)
  ) {
    gate = Gate(AdaptiveWindow(start: limits.startConcurrency, most: limits.concurrency))
    state = Guarded(
      State(
        rate: RateWindow(requestsPerMinute: limits.requestsPerMinute, tokensPerMinute: limits.tokensPerMinute),
        breaker: CircuitBreaker(threshold: failures, rest: rest)))
    self.time = time
  }

  /// How many calls may be under way now.
  package var width: Int { gate.limit }
  package var inFlight: Int { gate.inUse }

  // MARK: Calls

  /// Asks whether a call may be made now; one that may is ended with ``close(_:)``.
  func open() throws(ModelFailure.Reason) {
    let now = time.now
    if let rest = state.withLock({ $0.breaker.admit(now: now) }) { throw .circuitOpen(rest) }
  }

  /// What came of a call, after all its attempts, as far as the endpoint's health goes.
  enum CallEnding: Sendable {
    /// The endpoint answered, if only to complain about the question.
    case answered
    case failed
    /// Cancelled, or never sent.
    case unknown
  }

  func close(_ ending: CallEnding) {
    let now = time.now
    state.withLock { state in
      switch ending {
      case .answered: state.breaker.succeed()
      case .failed: state.breaker.fail(now: now)
      case .unknown: state.breaker.abandon(now: now)
      }
    }
  }

  // MARK: Attempts

  /// Waits for a place, then for the time at which an attempt of about `tokens` may begin.
  func begin(tokens: Int) async throws(ModelFailure.Reason) -> Pass {
    guard let era = await gate.enter() else { throw .cancelled }
    let now = time.now
    let (rest, booking, start) = state.withLock { state -> (Duration?, Int, Moment) in
      if let rest = state.breaker.rest(now: now) { return (rest, 0, now) }
      let (id, start) = state.rate.book(tokens, now: now)
      return (nil, id, max(start, state.resumption ?? start))
    }
    let pass = Pass(era: era, booking: booking)
    if let rest {
      gate.leave(era: era, .neutral)
      throw .circuitOpen(rest)
    }
    if start > now {
      do { try await time.pause(now.duration(to: start)) } catch {
        end(pass, .neutral, tokens: 0)
        throw .cancelled
      }
    }
    return pass
  }

  /// What came of an attempt, as far as the endpoint's load goes.
  enum AttemptEnding: Sendable {
    case good
    /// 429, and the time to leave the endpoint alone.
    case tooMuch(Duration?)
    case neutral
  }

  /// Gives a place back; `tokens` is what the attempt used.
  func end(_ pass: Pass, _ ending: AttemptEnding, tokens: Int) {
    let now = time.now
    state.withLock { state in
      if !state.rate.isUnlimited { state.rate.settle(pass.booking, tokens: tokens) }
      if case .tooMuch(let rest?) = ending {
        state.resumption = max(state.resumption ?? now, now.advanced(by: rest))
      }
    }
    switch ending {
    case .good: gate.leave(era: pass.era, .good)
    case .tooMuch: gate.leave(era: pass.era, .tooMuch)
    case .neutral: gate.leave(era: pass.era, .neutral)
    }
  }
}
