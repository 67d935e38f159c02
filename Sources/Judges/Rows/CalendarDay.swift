/// A day of the Gregorian calendar.
package struct CalendarDay: Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The date that a text begins with, `2024-01-31`, whatever follows.
  package init?(startOf text: String) {
    let bytes = Array(text.utf8.prefix(11))
    guard bytes.count >= 10, bytes[4] == 45, bytes[7] == 45, bytes.count == 10 || !(48...57).contains(bytes[10])
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].allSatisfy { (48...57).contains($0) } ? Int(String(decoding: bytes[range], as: UTF8.self)) : nil
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The first date in a text.
  package init?(in text: String) {
    let bytes = Array(text.utf8)
    for start in bytes.indices.dropLast(9) where (48...57).contains(bytes[start]) {
      if start > 0, (48...57).contains(bytes[start - 1]) { continue }
      let end = min(start + 11, bytes.count)
      if let found = CalendarDay(startOf: String(decoding: bytes[start..<end], as: UTF8.self)) {
        self = found
        return
      }
    }
    return nil
  }

  /// Days since 0000-03-01, by the usual shift of the year's start to March.
  package var number: Int {
    let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
  }

  package static func < (one: CalendarDay, other: CalendarDay) -> Bool { one.number < other.number }

  package var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
