internal import FoundationEssentials

/// A point in time, in microseconds since 1970 UTC.
package struct Moment: Sendable, Hashable, Comparable {
  package let microseconds: Int

  package init(microseconds: Int) { self.microseconds = microseconds }

  package static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }

  /// ISO 8601 in UTC with six decimals, as Jupyter headers want it: `2026-01-31T08:05:09.000123Z`.
  package var iso8601: String {
    let date = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
    var seconds = date.formatted(.iso8601)
    if seconds.hasSuffix("Z") { seconds.removeLast() }
    let digits = String(abs(microseconds % 1_000_000))
    return seconds + "." + String(repeating: "0", count: 6 - digits.count) + digits + "Z"
  }
}

/// Where time comes from; a parameter wherever it is needed, so that tests replay.
package protocol TimeSource: Sendable {
  var now: Moment { get }
}

/// The machine's clock.
package struct SystemTime: TimeSource {
  package init() {}
  package var now: Moment { Moment(microseconds: Int(Date().timeIntervalSince1970 * 1_000_000)) }
}
