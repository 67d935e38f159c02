import Basics
import HTTP
import Testing

@testable import Models

@Suite struct RetryPolicyTests {
  private func waits(_ policy: RetryPolicy, _ reason: ModelFailure.Reason, seed: UInt64 = 1) -> [Duration?] {
    var jitter = SeededGenerator(seed: seed)
    return (1...policy.attempts).map { policy.wait(after: $0, reason, jitter: &jitter) }
  }

  @Test func waitsTwiceAsLongEachTime() throws {
    let waits = waits(
      RetryPolicy(attempts: 8, base: .seconds(1), longest: .seconds(20)), .unavailable(status: 503, message: ""))
    #expect(waits.last == .some(nil))
    for (wait, whole) in zip(waits, [1, 2, 4, 8, 16, 20, 20]) {
      let wait = try #require(wait)
      #expect(wait >= .seconds(whole) / 2 && wait <= .seconds(whole))
    }
  }

  @Test func theSameSeedWaitsTheSame() {
    let reason = ModelFailure.Reason.transport(.refused(origin, reason: ""))
    #expect(waits(RetryPolicy(), reason, seed: 3) == waits(RetryPolicy(), reason, seed: 3))
    #expect(waits(RetryPolicy(), reason, seed: 3) != waits(RetryPolicy(), reason, seed: 4))
  }

  @Test func asksForNoMorePatienceThanItHas() throws {
    var jitter = SeededGenerator(seed: 1)
    let policy = RetryPolicy(longestAsked: .seconds(60))
    let asked = try #require(
      policy.wait(after: 1, .rateLimited(retryAfter: .seconds(30), message: ""), jitter: &jitter))
    #expect(asked >= .seconds(30) && asked <= .seconds(31))
    #expect(policy.wait(after: 1, .rateLimited(retryAfter: .seconds(61), message: ""), jitter: &jitter) == nil)
  }

  @Test(arguments: [
    ModelFailure.Reason.contextOverflow(message: ""), .refused(status: 400, message: ""),
    .unavailable(status: 500, message: ""),
    .unavailable(status: 502, message: ""), .unauthorized(status: 401, message: ""), .malformed(""),
    .cutStream(received: 1),
    .transport(.cut(origin, received: 0)), .transport(.timeout(.firstByte, origin)),
    .transport(.tls(origin, reason: "")),
    .cancelled, .filtered(message: ""),
  ])
  func neverAsksAgainWhatMayHaveCost(_ reason: ModelFailure.Reason) {
    #expect(waits(RetryPolicy(), reason).allSatisfy { $0 == nil })
  }
}

private let origin = Origin(scheme: "https", host: "h", port: 443)

@Suite struct AdaptiveWindowTests {
  @Test func growsToTheMostAndHalves() {
    var window = AdaptiveWindow(start: 4, most: 10)
    for _ in 0..<20 { window.grow(inUse: window.limit) }
    #expect(window.limit == 10)
    let era = window.era
    window.shrink(era: era)
    window.shrink(era: era)
    #expect(window.limit == 5)
    for _ in 0..<5 { window.grow(inUse: window.limit) }
    #expect(window.limit == 5)
    for _ in 0..<2 { window.grow(inUse: window.limit) }
    #expect(window.limit == 6)
    for _ in 0..<9 { window.shrink(era: window.era) }
    #expect(window.limit == 1)
  }

  @Test func anIdleWindowDoesNotGrow() {
    var window = AdaptiveWindow(start: 4, most: 10)
    for _ in 0..<20 { window.grow(inUse: 1) }
    #expect(window.limit == 4)
  }
}

@Suite struct RateWindowTests {
  private func moment(_ seconds: Int) -> Moment { Moment(microseconds: seconds * 1_000_000) }

  @Test func noMinuteHasMoreThanItsRequests() {
    var window = RateWindow(requestsPerMinute: 3, tokensPerMinute: nil)
    let starts = (0..<8).map { _ in window.book(0, now: moment(10)).start }
    #expect(starts == [10, 10, 10, 70, 70, 70, 130, 130].map(moment))
    #expect(window.book(0, now: moment(500)).start == moment(500))
  }

  @Test func tokensCountAsUsed() {
    var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: 100)
    let first = window.book(60, now: moment(0))
    #expect(window.book(60, now: moment(1)).start == moment(60))
    var other = RateWindow(requestsPerMinute: nil, tokensPerMinute: 100)
    let id = other.book(60, now: moment(0)).id
    other.settle(id, tokens: 20)
    #expect(other.book(60, now: moment(1)).start == moment(1))
    #expect(first.start == moment(0))
  }

  @Test func aCallLargerThanTheLimitWaitsForAnEmptyMinute() {
    var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: 100)
    _ = window.book(10, now: moment(0))
    #expect(window.book(500, now: moment(1)).start == moment(60))
  }

  @Test func manyCallsStayCheap() {
    var window = RateWindow(requestsPerMinute: 1000, tokensPerMinute: nil)
    var last = moment(0)
    for _ in 0..<20_000 { last = window.book(1, now: moment(0)).start }
    #expect(last == moment(19 * 60))
  }
}

@Suite struct CircuitBreakerTests {
  private func moment(_ seconds: Int) -> Moment { Moment(microseconds: seconds * 1_000_000) }

  @Test func opensRestsAndTries() {
    var breaker = CircuitBreaker(threshold: 3, rest: .seconds(10))
    for second in 0..<3 {
      #expect(breaker.admit(now: moment(second)) == nil)
      breaker.fail(now: moment(second))
    }
    #expect(breaker.admit(now: moment(5)) == .seconds(7))
    #expect(breaker.rest(now: moment(5)) == .seconds(7))
    #expect(breaker.admit(now: moment(12)) == nil)
    #expect(breaker.admit(now: moment(12)) == .seconds(10))
    breaker.fail(now: moment(13))
    #expect(breaker.admit(now: moment(14)) == .seconds(9))
    #expect(breaker.admit(now: moment(23)) == nil)
    breaker.succeed()
    #expect(breaker.admit(now: moment(23)) == nil)
    #expect(breaker.admit(now: moment(23)) == nil)
  }

  @Test func aTryThatIsCancelledLetsAnotherTry() {
    var breaker = CircuitBreaker(threshold: 1, rest: .seconds(10))
    breaker.fail(now: moment(0))
    #expect(breaker.admit(now: moment(10)) == nil)
    breaker.abandon(now: moment(11))
    #expect(breaker.admit(now: moment(11)) == nil)
  }

  @Test func successesInBetweenCount() {
    var breaker = CircuitBreaker(threshold: 2, rest: .seconds(10))
    for _ in 0..<5 {
      breaker.fail(now: moment(0))
      breaker.succeed()
    }
    #expect(breaker.admit(now: moment(0)) == nil)
  }
}

@Suite(.timeLimit(.minutes(10))) struct GateTests {
  @Test func neverLetsMoreThroughThanItsLimit() async {
    let gate = Gate(AdaptiveWindow(start: 3, most: 3))
    let peak = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard let era = await gate.enter() else { return 0 }
          let inUse = gate.inUse
          await Task.yield()
          gate.leave(era: era, .good)
          return inUse
        }
      }
      return await group.reduce(0, max)
    }
    #expect((1...3).contains(peak))
    #expect(gate.inUse == 0)
  }

  @Test func theCancelledLeaveTheQueue() async {
    let gate = Gate(AdaptiveWindow(start: 1, most: 1))
    let era = await gate.enter()
    let waiting = (0..<50).map { _ in Task { await gate.enter() } }
    for task in waiting.dropLast() { task.cancel() }
    for task in waiting.dropLast() { #expect(await task.value == nil) }
    gate.leave(era: era ?? 0, .neutral)
    #expect(await waiting.last?.value != .some(nil))
    #expect(gate.inUse == 1)
  }
}

@Suite(.timeLimit(.minutes(10))) struct TrafficTests {
  @Test func nobodyBeginsBeforeTheTimeTheEndpointAskedFor() async throws {
    let time = ManualTime()
    let traffic = Traffic(ModelSpec.Limits(), time: time)
    let first = try await traffic.begin(tokens: 1)
    let width = traffic.width
    traffic.end(first, .tooMuch(.seconds(9)), tokens: 0)
    #expect(traffic.width == width / 2)
    time.advance(by: .seconds(2))
    traffic.end(try await traffic.begin(tokens: 1), .good, tokens: 1)
    #expect(time.pauses == [.seconds(7)])
  }

  @Test func aRateLimitSpreadsCalls() async throws {
    let time = ManualTime()
    var limits = ModelSpec.Limits()
    limits.requestsPerMinute = 2
    let traffic = Traffic(limits, time: time)
    for _ in 0..<5 { traffic.end(try await traffic.begin(tokens: 1), .good, tokens: 1) }
    #expect(time.pauses == [.seconds(60), .seconds(60)])
    #expect(traffic.inFlight == 0)
  }

  @Test func whoIsCancelledWhileWaitingGivesThePlaceBack() async throws {
    var limits = ModelSpec.Limits()
    limits.requestsPerMinute = 1
    let traffic = Traffic(limits)
    traffic.end(try await traffic.begin(tokens: 1), .good, tokens: 1)
    let task = Task { () -> ModelFailure.Reason? in
      do throws(ModelFailure.Reason) {
        _ = try await traffic.begin(tokens: 1)
        return nil
      } catch { return error }
    }
    while traffic.inFlight == 0 { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(traffic.inFlight == 0)
  }
}
