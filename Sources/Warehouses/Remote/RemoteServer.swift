internal import HTTP

/// Sends requests to one server: with credentials, patient where it is busy, and with errors in a user's words.
struct RemoteServer: Sendable {
  let http: HTTPClient
  /// Without any where a request must carry no secret.
  let credentials: ServerCredentials?
  /// How often a busy server is asked in all.
  var attempts = 5

  /// An answer that is a success.
  ///
  /// `isRepeatable`: whether the request may be sent again where nobody knows if it arrived.
  func send(
    _ request: HTTPRequest, isRepeatable: Bool = false, until deadline: Deadline = .never
  ) async throws(WarehouseError) -> HTTPResponse {
    var isRenewal = false
    var attempt = 0
    while true {
      attempt += 1
      var request = request
      if let field = try await credentials?.field(isRenewal) { request.secretFields.append(field) }
      request.timeouts.total = deadline.left(atMost: request.timeouts.total)
      switch await http.result(of: request) {
      case .success(let response) where response.isSuccess: return response
      case .success(let response) where response.status == 401 && credentials?.isRenewable == true && !isRenewal:
        isRenewal = true
      case .success(let response) where [429, 503].contains(response.status) && attempt < attempts:
        try await deadline.sleep(Self.patience(response.headers.retryAfter(), attempt))
      case .success(let response): throw WarehouseError(response, from: request.url)
      case .failure(.cut) where isRepeatable && attempt < attempts:
        try await deadline.sleep(.milliseconds(100 * attempt))
      case .failure(.timeout(.total, _)) where deadline.isOver: throw .timedOut(seconds: deadline.seconds)
      case .failure(let error): throw WarehouseError(error)
      }
    }
  }

  /// As long as the server wants, a minute at most; longer and longer where it does not say.
  private static func patience(_ wanted: Duration?, _ attempt: Int) -> Duration {
    wanted.map { min($0, .seconds(60)) } ?? .milliseconds(500 << min(attempt, 5))
  }
}
