internal import Platform

/// Lets questions through no faster than so many a minute, first come, first served.
package actor Pacer {
  private let interval: Duration
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private var next = Duration.zero

  /// `questions` a minute; none that is not positive holds anything up.
  package init(questions: Double?, clock: any Clock<Duration> = ContinuousClock()) {
    interval = questions.map { $0 > 0 ? .seconds(min(60 / $0, 3600)) : .zero } ?? .zero
    self.clock = clock
    stopwatch = Stopwatch(clock)
  }

  /// Returns when it is the caller's turn.
  package func turn() async throws {
    guard interval > .zero else { return }
    let now = stopwatch.elapsed
    let start = max(now, next)
    next = start + interval
    if start > now { try await clock.sleep(for: start - now) }
  }
}
