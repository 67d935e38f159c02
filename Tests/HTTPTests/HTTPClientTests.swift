import Basics
import HTTP
import Stubs
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientTests {
  private let client = HTTPClient()

  private func json(_ response: HTTPResponse) throws -> JSON { try JSON(parsing: response.body) }

  @Test(arguments: [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete])
  func sendsEveryMethod(_ method: HTTPRequest.Method) async throws {
    let server = try await StubServer.shared()
    let hasBody = [.post, .put, .patch].contains(method)
    let request = HTTPRequest(
      method, server.url("/echo?q=1"), fields: [("X-Word", "é")], body: hasBody ? Array("körper".utf8) : [])
    let response = try await client.send(request)
    #expect(response.status == 200)
    guard method != .head else {
      #expect(response.body.isEmpty)
      return
    }
    let seen = try json(response)
    #expect(seen["method"]?.stringValue == method.rawValue)
    #expect(seen["body"]?.stringValue == (hasBody ? "körper" : ""))
    #expect(seen["query"]?["q"]?.stringValue == "1")
    #expect(seen["fields"]?["user-agent"]?.stringValue == "chaos-llama")
    #expect(seen["fields"]?["expect"] == nil)
  }

  @Test func methodsDoNotLeakIntoTheNextRequest() async throws {
    let server = try await StubServer.shared()
    for method in [HTTPRequest.Method.put, .get, .head, .post, .delete, .get, .patch, .get] {
      let seen = try await client.send(
        HTTPRequest(method, server.url("/echo"), fields: [("X-\(method.rawValue)", "1")]))
      guard method != .head else { continue }
      let json = try json(seen)
      #expect(json["method"]?.stringValue == method.rawValue)
      #expect(json["fields"]?.objectValue?.names.filter { $0.hasPrefix("x-") } == ["x-\(method.rawValue.lowercased())"])
    }
  }

  @Test func keepsConnections() async throws {
    let server = try await StubServer.start()
    for _ in 0..<10 { _ = try await client.send(HTTPRequest(.post, server.url("/echo"), body: [65])) }
    #expect(try await client.send(HTTPRequest(.get, server.url("/connections"))).text == "1")
  }

  @Test func carriesHundredsAtOnce() async throws {
    let server = try await StubServer.shared()
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<300 {
        group.addTask {
          let request = HTTPRequest(.post, server.url("/echo"), body: Array("n\(index)".utf8))
          return try JSON(parsing: try await client.send(request).body)["body"]?.stringValue ?? ""
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<300).map { "n\($0)" }))
  }

  @Test func givesHeadersAndBodiesWhole() async throws {
    let server = try await StubServer.shared()
    let limited = try await client.send(HTTPRequest(.get, server.url("/status?code=429&after=7")))
    #expect(limited.status == 429)
    #expect(limited.headers["retry-after"] == "7")
    #expect(limited.headers["missing"] == nil)
    #expect(try await client.send(HTTPRequest(.get, server.url("/chunked"))).text == "one two drei 四")
    #expect(try await client.send(HTTPRequest(.get, server.url("/gzip?bytes=100000"))).body.count == 100_000)
  }

  @Test func followsRedirectionsWithoutTheSecret() async throws {
    let (first, second) = (try await StubServer.start(), try await StubServer.start())
    var request = HTTPRequest(.get, first.url("/redirect?to=\(second.url("/echo"))")).bearing(Secret("sk-1"))
    #expect(try json(try await client.send(request))["fields"]?["authorization"] == nil)
    request.url = first.url("/redirect?to=/echo")
    #expect(try json(try await client.send(request))["fields"]?["authorization"]?.stringValue == "Bearer sk-1")
    request.redirections = 0
    #expect(try await client.send(request).status == 302)
  }

  @Test func aSmallBufferMakesTheServerWait() async throws {
    let server = try await StubServer.shared()
    let stream = try await client.stream(HTTPRequest(.get, server.url("/huge?bytes=3000000")))
    #expect(stream.headers["Content-Length"] == "3000000")
    var count = 0
    var largest = 0
    for try await piece in stream.body {
      count += piece.count
      largest = max(largest, piece.count)
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(count == 3_000_000)
    #expect(largest <= 256 << 10)
  }

  @Test(arguments: [1, 2, 7, 1000])
  func streamsEvents(_ size: Int) async throws {
    let server = try await StubServer.shared()
    let body = "\u{FEFF}: hi\r\ndata: 四\r\n\r\nevent: e\ndata: b\ndata: c\n\ndata: [DONE]\n\n"
    let stream = try await client.stream(
      HTTPRequest(.post, server.url("/events?size=\(size)"), body: Array(body.utf8)))
    var events: [ServerEvent] = []
    for try await event in stream.events { events.append(event) }
    #expect(events == [ServerEvent(data: "四"), ServerEvent(type: "e", data: "b\nc"), ServerEvent(data: "[DONE]")])
  }
}
