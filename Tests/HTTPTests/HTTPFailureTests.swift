import FoundationEssentials
import HTTP
import Stubs
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPFailureTests {
  private let client = HTTPClient()

  private func failure(_ request: HTTPRequest) async -> HTTPError? {
    do throws(HTTPError) {
      _ = try await client.send(request)
      return nil
    } catch { return error }
  }

  private func streamFailure(_ request: HTTPRequest) async -> HTTPError? {
    do throws(HTTPError) {
      for try await _ in try await client.stream(request).body {}
      return nil
    } catch { return error }
  }

  @Test func saysWhatIsWrongWithTheWay() async throws {
    let server = try await StubServer.start()
    let gone = server.url("/")
    server.stop()
    guard case .refused(_, let reason)? = await failure(HTTPRequest(.get, gone)) else {
      Issue.record("not refused")
      return
    }
    #expect(reason == "connection refused")
    let nowhere = HTTPRequest(.get, "https://no-such-host.invalid/x")
    #expect(await failure(nowhere) == .unknownHost(try Origin(of: nowhere.url)))
    #expect(
      await failure(HTTPRequest(.get, "gopher://x"))
        == .badURL(reason: "it starts neither with https:// nor with http://"))
    let broken = HTTPRequest(.get, gone).bearing(Secret("a\nb"))
    #expect(await failure(broken) == .badField(name: "Authorization"))
  }

  @Test func eachLimitHasItsName() async throws {
    let server = try await StubServer.shared()
    var request = HTTPRequest(.get, server.url("/slow?seconds=20"))
    request.timeouts.firstByte = .milliseconds(100)
    let origin = try Origin(of: request.url)
    #expect(await failure(request) == .timeout(.firstByte, origin))
    #expect(await streamFailure(request) == .timeout(.firstByte, origin))
    request = HTTPRequest(.get, server.url("/stall"))
    request.timeouts.idle = .milliseconds(100)
    #expect(await failure(request) == .timeout(.idle, origin))
    #expect(await streamFailure(request) == .timeout(.idle, origin))
    request.timeouts = Timeouts(total: .milliseconds(150))
    #expect(await failure(request) == .timeout(.total, origin))
  }

  @Test(arguments: [("/cut", 10), ("/cut?chunked=1", 5), ("/cut?head=1", 0)])
  func aCutAnswerIsNoAnswer(_ path: String, _ received: Int) async throws {
    let server = try await StubServer.shared()
    let request = HTTPRequest(.get, server.url(path))
    let expected = HTTPError.cut(try Origin(of: request.url), received: received)
    #expect(await failure(request) == expected)
    #expect(await streamFailure(request) == expected)
  }

  @Test func tooMuchIsRefused() async throws {
    let server = try await StubServer.shared()
    for path in ["/huge?bytes=1000001", "/gzip?bytes=1000001"] {
      var request = HTTPRequest(.get, server.url(path))
      request.bodyCap = 1_000_000
      #expect(await failure(request) == .tooLarge(try Origin(of: request.url), cap: 1_000_000))
    }
  }

  @Test func anEndlessHeadIsRefused() async throws {
    let request = HTTPRequest(.get, try await StubServer.shared().url("/heads"))
    #expect(await failure(request) == .tooLarge(try Origin(of: request.url), cap: 256 << 10))
    #expect(await streamFailure(request) == .tooLarge(try Origin(of: request.url), cap: 256 << 10))
  }

  @Test func otherNonsenseIsNamed() async throws {
    let server = try await StubServer.shared()
    let origin = try Origin(of: server.url("/"))
    #expect(await failure(HTTPRequest(.get, server.url("/loop"))) == .tooManyRedirections(origin, count: 5))
    guard case .malformed? = await failure(HTTPRequest(.get, server.url("/garbage"))) else {
      Issue.record("garbage taken for an answer")
      return
    }
  }

  @Test func cancellingEndsTheTransfer() async throws {
    let server = try await StubServer.shared()
    let client = client
    for path in ["/slow?seconds=20", "/stall"] {
      let task = Task { await failure(HTTPRequest(.get, server.url(path))) }
      try await Task.sleep(for: .milliseconds(100))
      task.cancel()
      #expect(await task.value == .cancelled)
      let streaming = Task { await streamFailure(HTTPRequest(.get, server.url(path))) }
      try await Task.sleep(for: .milliseconds(100))
      streaming.cancel()
      #expect(await streaming.value == .cancelled)
    }
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(HTTPRequest(.get, server.url("/echo")))
    }
    #expect(await early.value == .cancelled)
    #expect(try await client.send(HTTPRequest(.get, server.url("/echo"))).status == 200)
  }

  @Test func anAbandonedBodyFreesItsTransfer() async throws {
    let server = try await StubServer.shared()
    for _ in 0..<5 { _ = try await client.stream(HTTPRequest(.get, server.url("/huge?bytes=9000000"))) }
    #expect(try await client.send(HTTPRequest(.get, server.url("/echo"))).status == 200)
  }

  @Test func aClientThatGoesAwayEndsItsThread() async throws {
    let server = try await StubServer.shared()
    for _ in 0..<20 {
      let client = HTTPClient()
      #expect(try await client.send(HTTPRequest(.get, server.url("/echo"))).status == 200)
    }
    let body = try await HTTPClient().stream(HTTPRequest(.get, server.url("/chunked"))).body
    #expect(String(decoding: try await body.collect(), as: UTF8.self) == "one two drei 四")
  }

  @Test func certificatesAreVerified() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/http-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let certificate = try await StubServer.makeCertificate(in: folder) else { return }
    let server = try await StubServer.start(certificate: certificate)
    let request = HTTPRequest(.get, server.url("/echo", scheme: "https", host: "localhost"))
    #expect(
      await failure(request)
        == .tls(try Origin(of: request.url), reason: "its certificate is signed by itself"))
    let trusting = HTTPClient(environment: ["SSL_CERT_FILE": certificate.file])
    #expect(try await trusting.send(request).status == 200)
    let missing = HTTPClient(environment: ["SSL_CERT_FILE": folder + "/none.pem"])
    await #expect(throws: HTTPError.self) { try await missing.send(request) }
  }

  @Test func proxiesAreUsed() async throws {
    let (server, proxy) = (try await StubServer.start(), try await StubServer.start())
    let environment = ["http_proxy": proxy.url("").replacing("http://", with: "http://user:hunter2@")]
    let proxied = HTTPClient(environment: environment)
    // The stub takes the absolute URL of a request to a proxy for a path of its own.
    _ = try await proxied.send(HTTPRequest(.get, server.url("/echo")))
    #expect(try await client.send(HTTPRequest(.get, server.url("/connections"))).text == "1")
    #expect(try await client.send(HTTPRequest(.get, proxy.url("/connections"))).text == "2")
    let direct = HTTPClient(environment: environment.merging(["NO_PROXY": "127.0.0.1"]) { $1 })
    #expect(try await direct.send(HTTPRequest(.get, server.url("/echo"))).status == 200)
    #expect(try await client.send(HTTPRequest(.get, server.url("/connections"))).text == "2")
  }
}
