import Testing

@testable import HTTP

@Suite struct OriginTests {
  @Test(arguments: [
    ("https://Example.com/a?b", "https://example.com"), ("http://h:80", "http://h"),
    ("HTTP://h:8080/x", "http://h:8080"),
    ("https://user:pass@h.org:1/", "https://h.org:1"), ("http://[::1]:9/x", "http://[::1]:9"),
    ("http://[::1]/x", "http://[::1]"), ("https://h?x=a:b@c", "https://h"), ("https://h:/", "https://h"),
  ])
  func reads(_ url: String, _ origin: String) throws {
    #expect(try Origin(of: url).description == origin)
  }

  @Test(arguments: [
    "", "example.com", "ftp://h", "file:///etc/passwd", "https://", "https://:80", "http://h:0", "http://h:65536",
    "http://h:+1", "http://h:x", "http://h/a b", "http://h/\r\nX: y", "http://good\\@bad",
  ])
  func refuses(_ url: String) {
    #expect(throws: HTTPError.self) { try Origin(of: url) }
  }

  @Test(arguments: [
    ("b", "http://h/a/c", "http://h/a/b"), ("/b?x", "https://h:8/a", "https://h:8/b?x"),
    ("//other/b", "https://h/a", "https://other/b"), ("http://o/", "https://h/", "http://o/"),
  ])
  func resolves(_ location: String, _ base: String, _ url: String) {
    #expect(URLResolution.resolve(location, against: base) == url)
  }
}

@Suite struct RedirectionTests {
  private let secret = Secret("sk-123")

  private func request(_ method: HTTPRequest.Method = .post, _ url: String = "https://a.org/x") -> HTTPRequest {
    var request = HTTPRequest(
      method, url, fields: [("Accept", "x"), ("Content-Type", "y"), ("Cookie", "c"), ("api-key", "k")], body: [1, 2])
    request.secretFields = [.init(name: "Authorization", prefix: "Bearer ", secret: secret)]
    return request
  }

  @Test(arguments: ["https://b.org/x", "https://a.org:444/x", "https://www.a.org/x"])
  func keepsSecretsFromOtherOrigins(_ location: String) throws {
    let next = try #require(try Redirection.next(after: request(), status: 307, location: location))
    #expect(next.secretFields.isEmpty)
    #expect(next.fields.map(\.name) == ["Accept", "Content-Type"])
    #expect(next.body == [1, 2])
    #expect(next.method == .post)
  }

  @Test func keepsSecretsAtTheSameOrigin() throws {
    let next = try #require(try Redirection.next(after: request(), status: 308, location: "https://a.org/y"))
    #expect(next.secretFields.count == 1)
    #expect(next.url == "https://a.org/y")
  }

  @Test(arguments: [(301, HTTPRequest.Method.post, true), (302, .put, false), (303, .put, true), (302, .get, false)])
  func changesTheMethodWhereCustomary(_ status: Int, _ method: HTTPRequest.Method, _ becomesGet: Bool) throws {
    let next = try #require(try Redirection.next(after: request(method), status: status, location: "https://a.org/y"))
    #expect(next.method == (becomesGet ? .get : method))
    #expect(next.body.isEmpty == becomesGet)
  }

  @Test func neverLeavesTLS() {
    #expect(throws: HTTPError.unsafeRedirection(Origin(scheme: "https", host: "a.org", port: 443))) {
      try Redirection.next(after: request(), status: 302, location: "http://a.org/x")
    }
  }
}

@Suite struct NetworkSettingsTests {
  @Test func readsTheUsualVariables() throws {
    let settings = NetworkSettings(environment: [
      "HTTPS_PROXY": "http://user:pass@proxy:3128", "http_proxy": "", "ALL_PROXY": "http://all:1",
      "NO_PROXY": "a.org,.b",
      "SSL_CERT_FILE": "/c.pem", "REQUESTS_CA_BUNDLE": "/r.pem",
    ])
    let (secure, plain) = (try Origin(of: "https://x"), try Origin(of: "http://x"))
    #expect(settings.proxy(for: secure) == Secret("http://user:pass@proxy:3128"))
    #expect(settings.proxy(for: plain) == Secret("http://all:1"))
    #expect(settings.noProxy == "a.org,.b")
    #expect(settings.certificates == "/r.pem")
    #expect(!"\(settings)".contains("pass"))
    #expect(NetworkSettings(environment: [:]).proxy(for: secure) == nil)
  }
}

@Suite struct SecretTests {
  @Test func isNeverShown() {
    let secret = Secret("hunter2")
    var request = HTTPRequest(.get, "https://h").bearing(secret)
    request.secretFields.append(.init(name: "api-key", secret: secret))
    var dumped = ""
    dump(request, to: &dumped)
    for words in ["\(secret)", String(reflecting: secret), "\(request)", String(reflecting: request), dumped] {
      #expect(!words.contains("hunter2"))
    }
  }

  @Test(arguments: [
    ("a hunter2 b", "a [secret] b"), ("hunter2hunter2", "[secret][secret]"), ("hunter", "hunter"),
    ("hhunter2", "h[secret]"), ("", ""),
  ])
  func isBlottedOut(_ words: String, _ expected: String) {
    #expect(Secret("hunter2").redacted(from: words) == expected)
    #expect(Secret("").redacted(from: words) == words)
  }
}
