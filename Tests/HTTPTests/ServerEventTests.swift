import HTTP
import Testing

/// Each stream of bytes and the events in it, by the HTML standard.
private let streams: [(String, [ServerEvent])] = [
  ("data: a\n\n", [ServerEvent(data: "a")]),
  ("data:a\r\ndata: b\r\n\r\n", [ServerEvent(data: "a\nb")]),
  ("data: a\r\rdata: b\r\r", [ServerEvent(data: "a"), ServerEvent(data: "b")]),
  ("\u{FEFF}data: a\n\n", [ServerEvent(data: "a")]),
  ("data: \u{FEFF}a\n\n", [ServerEvent(data: "\u{FEFF}a")]),
  (": a comment\ndata: a\n:\n\n", [ServerEvent(data: "a")]),
  ("data\n\ndata\ndata\n\ndata:", [ServerEvent(data: ""), ServerEvent(data: "\n")]),
  ("data:  two spaces\n\n", [ServerEvent(data: " two spaces")]),
  ("event: add\ndata: 1\n\ndata: 2\n\n", [ServerEvent(type: "add", data: "1"), ServerEvent(data: "2")]),
  ("event: nothing\n\ndata: a\n\n", [ServerEvent(data: "a")]),
  (
    "id: 7\ndata: a\n\ndata: b\nid\n\ndata: c\nid: x\u{0}y\n\n",
    [ServerEvent(data: "a", lastID: "7"), ServerEvent(data: "b"), ServerEvent(data: "c")]
  ),
  ("retry: 3x\nunknown: field\nDATA: a\ndata : b\ndata: c\n\n", [ServerEvent(data: "c")]),
  ("data: a\n\ndata: not ended\n", [ServerEvent(data: "a")]),
  ("data: {\"text\": \"四 🦙 é\"}\r\n\r\n", [ServerEvent(data: "{\"text\": \"四 🦙 é\"}")]),
  ("\n\r\n\r\n\ndata: a\n\n\n\n", [ServerEvent(data: "a")]),
  ("data: a\rdata: b\n\r", [ServerEvent(data: "a\nb")]),
]

@Suite struct ServerEventTests {
  @Test(arguments: streams)
  func reads(_ stream: String, _ events: [ServerEvent]) {
    var parser = ServerEventParser()
    #expect(parser.feed(Array(stream.utf8)) == events)
  }

  @Test(arguments: streams)
  func piecesMakeNoDifference(_ stream: String, _ events: [ServerEvent]) {
    let bytes = Array(stream.utf8)
    for cut in 0...bytes.count {
      var parser = ServerEventParser()
      #expect(parser.feed(Array(bytes[..<cut])) + parser.feed(Array(bytes[cut...])) == events, "cut at \(cut)")
    }
    for size in 1...3 {
      var parser = ServerEventParser()
      let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min(bytes.count, $0 + size)]) }
      #expect(pieces.flatMap { parser.feed($0) } == events, "pieces of \(size)")
    }
  }

  @Test func keepsTheTimeToWait() {
    var parser = ServerEventParser()
    _ = parser.feed(Array("retry: 2500\nretry: -1\nretry: 99999999999999999999\n\n".utf8))
    #expect(parser.retryMilliseconds == 2500)
  }
}
