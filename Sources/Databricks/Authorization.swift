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
    let task = fetching ?? Task { [host, client] in try await Self.fetch(id, secret, host, client) }
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

  /// Forgets a token that the workspace did not take; `false` where another cannot be had.
  package func forget() -> Bool {
    defer { fetched = nil }
    return fetched != nil
  }

  /// What must never be shown.
  package var secrets: [Secret] {
    let own: [Secret] =
      switch credentials {
      case .token(let token): [token]
      case .clientSecret(_, let secret): [secret]
      }
    return own + [fetched?.token].compactMap { $0 }
  }

  /// RFC 6749, section 4.4.
  private static func fetch(
    _ id: String, _ secret: Secret, _ host: String, _ client: HTTPClient
  ) async throws -> (Secret, Duration) {
    var request = HTTPRequest(
      .post, host + "/oidc/v1/token",
      fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
      body: Array("grant_type=client_credentials&scope=all-apis".utf8))
    request.redirections = 0
    let pair = secret.withText { Data("\(id):\($0)".utf8).base64EncodedString() }
    request.secretFields.append(.init(name: "Authorization", prefix: "Basic ", secret: Secret(pair)))
    let response: HTTPResponse
    do { response = try await client.send(request) } catch { throw WorkspaceError(error) }
    guard response.isSuccess, let body = try? JSON(parsing: response.body),
      let token = body["access_token"]?.stringValue, !token.isEmpty
    else {
      if response.isSuccess { throw WorkspaceError.malformed(what: "the answer to a request for a token") }
      throw WorkspaceError(status: response.status, body: response.body, secrets: [secret])
    }
    return (Secret(token), .seconds(max(0, min(body["expires_in"]?.intValue ?? 3600, 86_400))))
  }
}
