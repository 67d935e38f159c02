internal import CLinux

extension HTTPHeaders {
  /// How long the server asks to be left alone from `now` on, in microseconds since 1970.
  package func retryAfter(now: Int = microsecondsSince1970()) -> Duration? {
    RetryAfter.duration(self["Retry-After"], now: now)
  }
}

/// Microseconds since 1970 on the machine's clock.
package func microsecondsSince1970() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return time.tv_sec &* 1_000_000 &+ time.tv_nsec / 1000
}

/// What a `Retry-After` field says (RFC 9110, section 10.2.3).
private enum RetryAfter {
  /// The time to wait from `now`: from seconds or from a date in one of HTTP's three forms.
  static func duration(_ value: String?, now: Int) -> Duration? {
    guard let value else { return nil }
    let text = value.drop { $0 == " " }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Int(text).map { .seconds(min($0, 1_000_000)) }
    }
    guard let seconds = secondsSince1970(value) else { return nil }
    return .microseconds(max(0, seconds * 1_000_000 - now))
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  private static func secondsSince1970(_ text: String) -> Int? {
    let words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" }
    guard let clock = words.first(where: { $0.contains(":") }),
      let month = words.compactMap({ months.firstIndex(of: String($0)) }).first
    else { return nil }
    let time = clock.split(separator: ":").compactMap { Int($0) }
    let numbers = words.compactMap { Int($0) }
    guard time.count == 3, numbers.count == 2, (0...23).contains(time[0]), (0...59).contains(time[1]),
      (0...60).contains(time[2]), (1...31).contains(numbers[0]), (0...9999).contains(numbers[1])
    else { return nil }
    // Two digits are of the century that lies nearest (RFC 9110, section 5.6.7).
    let year = numbers[1] < 70 ? numbers[1] + 2000 : numbers[1] < 100 ? numbers[1] + 1900 : numbers[1]
    return days(year, month + 1, numbers[0]) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }

  /// Days from 1970 to a day of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
