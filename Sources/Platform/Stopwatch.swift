/// The time on a clock since it was made.
package struct Stopwatch: Sendable {
  private let read: @Sendable () -> Duration

  package var elapsed: Duration { read() }

  package init(_ clock: any Clock<Duration>) {
    func started<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
      let start = clock.now
      return { start.duration(to: clock.now) }
    }
    read = started(clock)
  }
}
