package import Basics

internal import Platform

/// Time that can be waited for; a parameter, so that tests need not wait.
package protocol Timekeeper: TimeSource {
  func pause(_ duration: Duration) async throws(CancellationError)
}

/// The machine's clock, which here never goes back.
package struct SystemTimekeeper: Timekeeper {
  private let origin: Moment
  private let started = nanosecondsSinceBoot()

  package init() { origin = SystemTime().now }

  package var now: Moment {
    Moment(microseconds: origin.microseconds + (nanosecondsSinceBoot() - started) / 1000)
  }

  package func pause(_ duration: Duration) async throws(CancellationError) {
    do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
  }
}

extension Moment {
  func advanced(by duration: Duration) -> Moment { Moment(microseconds: sum(microseconds, duration.inMicroseconds)) }
  func duration(to later: Moment) -> Duration { .microseconds(later.microseconds - microseconds) }
}
