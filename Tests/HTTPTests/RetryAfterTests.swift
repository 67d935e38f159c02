import Testing

@testable import HTTP

@Suite struct RetryAfterTests {
  private let now = 784_111_777_000_000  // Sun, 06 Nov 1994 08:49:37 GMT

  @Test(
    arguments: [
      ("7", 7), (" 0", 0), ("Sun, 06 Nov 1994 08:49:57 GMT", 20), ("Sunday, 06-Nov-94 08:49:57 GMT", 20),
      ("Sun Nov  6 08:49:57 1994", 20), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Mon, 07 Nov 1994 08:49:37 GMT", 86_400), ("99999999999999999999999", nil), ("-1", nil), ("soon", nil),
      ("", nil),
      ("Sun, 06 Nov 1994 25:49:57 GMT", nil), ("1.5", nil),
    ] as [(String, Int?)])
  func reads(_ value: String, _ seconds: Int?) {
    let headers = HTTPHeaders(Array("HTTP/1.1 429 Too Many Requests\r\nretry-after: \(value)\r\n\r\n".utf8))
    #expect(headers.retryAfter(now: now) == seconds.map { .seconds($0) })
  }

  @Test func isNothingWithoutTheField() {
    #expect(HTTPHeaders(Array("HTTP/1.1 429 Too Many Requests\r\n\r\n".utf8)).retryAfter() == nil)
  }
}
