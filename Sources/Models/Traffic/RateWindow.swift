internal import Basics

/// Keeps requests and tokens under their limits for any minute, by giving each call the time at which it may begin.
struct RateWindow: Sendable {
  private struct Booking {
    let id: Int
    let time: Int
    var tokens: Int
  }

  private static let minute = 60_000_000
  private let requests: Int?
  private let tokens: Int?
  private var bookings: [Booking] = []
  private var first = 0
  private var tokensBooked = 0
  private var nextID = 0

  init(requestsPerMinute: Int?, tokensPerMinute: Int?) {
    requests = requestsPerMinute
    tokens = tokensPerMinute
  }

  var isUnlimited: Bool { requests == nil && tokens == nil }

  /// Books a call; it may begin at the time given. A call larger than the limit waits for an empty minute.
  mutating func book(_ wanted: Int, now: Moment) -> (id: Int, start: Moment) {
    nextID += 1
    guard !isUnlimited else { return (nextID, now) }
    var start = max(now.microseconds, bookings.last?.time ?? .min)
    forget(before: start - Self.minute)
    while first < bookings.count, isFull(for: wanted) {
      start = max(start, bookings[first].time + Self.minute)
      forget(before: start - Self.minute)
    }
    bookings.append(Booking(id: nextID, time: start, tokens: wanted))
    tokensBooked += wanted
    return (nextID, Moment(microseconds: start))
  }

  /// Replaces what a call was thought to use by what it did use.
  mutating func settle(_ id: Int, tokens used: Int) {
    guard let index = bookings[first...].firstIndex(where: { $0.id == id }) else { return }
    tokensBooked += used - bookings[index].tokens
    bookings[index].tokens = used
  }

  private func isFull(for wanted: Int) -> Bool {
    if let requests, bookings.count - first + 1 > requests { return true }
    if let tokens, sum(tokensBooked, wanted) > tokens { return true }
    return false
  }

  private mutating func forget(before time: Int) {
    while first < bookings.count, bookings[first].time <= time {
      tokensBooked -= bookings[first].tokens
      first += 1
    }
    if first > 1024, first * 2 > bookings.count {
      bookings.removeFirst(first)
      first = 0
    }
  }
}
