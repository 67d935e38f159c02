/// Gathers printed text, so that a chatty cell sends a few messages a second and not one a line.
///
/// The first text of a burst waits a blink, so that a short cell's output is one message; what follows waits for the
/// interval to pass or for a full load.
struct StreamGatherer: Sendable {
  static let blink = 10_000
  static let interval = 25_000
  static let load = 1 << 17

  private(set) var pending: [(stream: StreamName, text: String)] = []
  private var size = 0
  private var next = Int.min

  /// When what is pending should go out, in microseconds.
  var deadline: Int? { pending.isEmpty ? nil : next }

  /// Takes text in; tells whether it should go out now.
  mutating func add(_ text: String, to stream: StreamName, at now: Int) -> Bool {
    guard !text.isEmpty else { return false }
    if pending.isEmpty { next = max(next, now + Self.blink) }
    if let last = pending.indices.last, pending[last].stream == stream {
      pending[last].text += text
    } else {
      pending.append((stream, text))
    }
    size += text.utf8.count
    return now >= next || size >= Self.load
  }

  /// Gives out everything and starts the next interval.
  mutating func flush(at now: Int) -> [(stream: StreamName, text: String)] {
    if pending.isEmpty { return [] }
    next = now + Self.interval
    size = 0
    defer { pending = [] }
    return pending
  }
}
