internal import Basics
internal import FoundationEssentials
package import HTTP
internal import Platform

/// Gives the token for the next request; a token of OAuth is fetched when it is needed and again before it expires.
package actor Authorization {
  private let credentials: Credentials
  private let host: String
  private let client: HTTPClient
  private let clock: any Clock<Duration>
  private var fetched: (token: Secret, age: Stopwatch, life: Duration)?
  private var fetching: Task<(Secret, Duration), any Error>?

  package init(
    _ credentials: Credentials, host: String, client: HTTPClient, clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.credentials = credentials
    self.host = host
    self.client = client
    self.clock = clock
  }

  /// A token that is good for at least a minute; those who ask at once wait for one fetch.
  package func token() async throws(WorkspaceError) -> Secret {
    guard case .clientSecret(let id, let secret) = credentials else {
      if case .token(let token) = credentials { return token }
      throw .malformed(what: "the credentials")
    }
    if let fetched, fetched.age.elapsed < fetched.life - .seconds(60) { return fetched.token }
    let task = fetching ?? Task { [host, client, clock] in try await Self.fetch(id, secret, host, client, clock) }
    fetching = task
    defer { fetching = nil }
    do {
      let (token, life) = try await task.value
      fetched = (token, Stopwatch(clock), life)
      return token
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw .cancelled
    }
  }

  /// Forgets a token that the workspace did not take, or whichever there is; `false` where no other can be had.
  ///
  /// One that somebody else has fetched meanwhile stays.
  package func forget(_ refused: Secret? = nil) -> Bool {
    guard case .clientSecret = credentials else { return false }
    if refused == nil || fetched?.token == refused { fetched = nil }
    return true
  }

  /// What must never be shown.
  package var secrets: [Secret] {
    let own: [Secret] =
      switch credentials {
      case .token(let token): [token]
      case .clientSecret(let id, let secret): [secret, Self.pair(id, secret)]
      }
    return own + [fetched?.token].compactMap { $0 }
  }

  /// What HTTP's basic scheme sends.
  private static func pair(_ id: String, _ secret: Secret) -> Secret {
    Secret(secret.withText { Data("\(id):\($0)".utf8).base64EncodedString() })
  }

  /// RFC 6749, section 4.4. Asking again does no harm, so whatever may pass is waited for.
  private static func fetch(
    _ id: String, _ secret: Secret, _ host: String, _ client: HTTPClient, _ clock: any Clock<Duration>
  ) async throws -> (Secret, Duration) {
    var request = HTTPRequest(
      .post, host + "/oidc/v1/token",
      fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
      body: Array("grant_type=client_credentials&scope=all-apis".utf8))
    request.redirections = 0
    let pair = pair(id, secret)
    request.secretFields.append(.init(name: "Authorization", prefix: "Basic ", secret: pair))
    var attempt = 1
    while true {
      let failure: WorkspaceError
      var pause = Duration.seconds(attempt)
      switch await client.result(of: request) {
      case .success(let response) where response.isSuccess:
        let body = try? JSON(parsing: response.body)
        if let token = body?["access_token"]?.stringValue, !token.isEmpty {
          return (Secret(token), .seconds(max(0, min(body?["expires_in"]?.intValue ?? 3600, 86_400))))
        }
        failure = .malformed(what: "the answer to a request for a token")
      case .success(let response):
        failure = WorkspaceError(status: response.status, body: response.body, secrets: [secret, pair])
        pause = WorkspaceError.pause(asked: response.headers.retryAfter())
      case .failure(let error): failure = WorkspaceError(error)
      }
      guard failure.mayPass, attempt < WorkspaceError.tries else { throw failure }
      attempt += 1
      do { try await clock.sleep(for: pause) } catch { throw WorkspaceError.cancelled }
    }
  }
}
