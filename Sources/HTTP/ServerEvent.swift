/// An event of a `text/event-stream`.
package struct ServerEvent: Sendable, Hashable {
  /// `message` where the stream names none.
  package var type = "message"
  package var data: String
  package var lastID = ""

  package init(type: String = "message", data: String, lastID: String = "") {
    self.type = type
    self.data = data
    self.lastID = lastID
  }
}

/// Reads server-sent events as the HTML standard says (section 9.2.6), whatever way their bytes are cut into pieces.
package struct ServerEventParser: Sendable {
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var type: [UInt8] = []
  private var lastID: [UInt8] = []
  private var skipsLineFeed = false
  private var isAtStart = true
  /// What the server asks a client to wait before it connects anew.
  package private(set) var retryMilliseconds: Int?

  package init() {}

  /// The events that `bytes` complete; an event is complete with the blank line behind it.
  package mutating func feed(_ bytes: [UInt8]) -> [ServerEvent] {
    var events: [ServerEvent] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      if rest[end] == 0x0A && skipsLineFeed && end == rest.startIndex && line.isEmpty {
        skipsLineFeed = false
        rest = rest[(end + 1)...]
        continue
      }
      line += rest[..<end]
      skipsLineFeed = rest[end] == 0x0D
      rest = rest[(end + 1)...]
      if let event = takeLine() { events.append(event) }
    }
    if !rest.isEmpty { skipsLineFeed = false }
    line += rest
    return events
  }

  private mutating func takeLine() -> ServerEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    var text = line[...]
    if isAtStart {
      isAtStart = false
      if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    }
    guard !text.isEmpty else { return dispatch() }
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    let name = colon.map { text[..<$0] } ?? text
    var value = colon.map { text[($0 + 1)...] } ?? []
    if value.first == 0x20 { value = value.dropFirst() }
    if name.elementsEqual("data".utf8) {
      data += value
      data.append(0x0A)
    } else if name.elementsEqual("event".utf8) {
      type = Array(value)
    } else if name.elementsEqual("id".utf8), !value.contains(0) {
      lastID = Array(value)
    } else if name.elementsEqual("retry".utf8), !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }) {
      retryMilliseconds = Int(String(decoding: value, as: UTF8.self)) ?? retryMilliseconds
    }
    return nil
  }

  private mutating func dispatch() -> ServerEvent? {
    defer {
      data = []
      type = []
    }
    guard !data.isEmpty else { return nil }
    let name = type.isEmpty ? "message" : String(decoding: type, as: UTF8.self)
    return ServerEvent(
      type: name, data: String(decoding: data.dropLast(), as: UTF8.self),
      lastID: String(decoding: lastID, as: UTF8.self))
  }
}
