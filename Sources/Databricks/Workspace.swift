package import Basics
package import HTTP
internal import Platform

/// The REST API of one Databricks workspace.
///
/// Waits and tries again where the contract says that this is safe: on 429 and 503 always; after a lost connection, an
/// answer that is cut off or a failure of the server only where asking twice changes nothing.
package final class Workspace: Sendable {
  package let host: String
  private let authorization: Authorization
  private let client: HTTPClient
  private let clock: any Clock<Duration>
  private let jitter: Guarded<SeededGenerator>
  private static let renewals = 3

  package init(
    host: String, _ credentials: Credentials, client: HTTPClient, clock: any Clock<Duration> = ContinuousClock(),
    seed: UInt64 = 0
  ) {
    self.host = host
    self.client = client
    self.clock = clock
    authorization = Authorization(credentials, host: host, client: client, clock: clock)
    jitter = Guarded(SeededGenerator(seed: seed, purpose: "workspace"))
  }

  /// The token for a request of one's own to this workspace.
  ///
  /// `isRenewal`: the last one was refused.
  package func token(isRenewal: Bool = false) async throws(WorkspaceError) -> Secret {
    if isRenewal { _ = await authorization.forget() }
    return try await authorization.token()
  }

  /// Waits on the workspace's clock.
  package func wait(_ duration: Duration) async throws(WorkspaceError) {
    do { try await clock.sleep(for: duration) } catch { throw .cancelled }
  }

  /// The answer to one call; `path` begins with a slash, `query` is escaped here.
  ///
  /// `isRepeatable`: whether asking twice does no harm; by default only reading does none.
  package func call(
    _ method: HTTPRequest.Method, _ path: String, query: [(String, String)] = [], body: JSON? = nil,
    isRepeatable: Bool? = nil
  ) async throws(WorkspaceError) -> JSON {
    let url = host + path + Self.text(of: query)
    let isSafe = isRepeatable ?? (method == .get || method == .delete)
    var renewals = 0
    var attempt = 1
    while true {
      let token = try await authorization.token()
      var request = HTTPRequest(
        method, url, fields: [("Accept", "application/json"), ("Content-Type", "application/json")],
        body: body.map { Array($0.text.utf8) } ?? [])
      request.timeouts.total = .seconds(120)
      request.redirections = 0
      let failure: WorkspaceError
      var pause = Duration.seconds(min(attempt, 10))
      switch await client.result(of: request.bearing(token)) {
      case .success(let response) where response.isSuccess:
        do throws(WorkspaceError) { return try Self.json(response) } catch { failure = error }
      case .success(let response):
        let secrets = await authorization.secrets + [token]
        failure = WorkspaceError(status: response.status, body: response.body, secrets: secrets)
        pause = WorkspaceError.pause(asked: response.headers.retryAfter())
      case .failure(let error): failure = WorkspaceError(error)
      }
      if case .unauthorized = failure, renewals < Self.renewals, await authorization.forget(token) {
        renewals += 1
        continue
      }
      guard failure.mayPass, isSafe || !failure.mayHaveHappened, attempt < WorkspaceError.tries else { throw failure }
      attempt += 1
      try await wait(pause + .milliseconds(jitter.withLock { Int.random(in: 0...1000, using: &$0) }))
    }
  }

  /// Every page of a list, its items under `name`.
  package func list(
    _ path: String, _ name: String, query: [(String, String)] = []
  ) async throws(WorkspaceError) -> [JSON] {
    var items: [JSON] = []
    var next: String?
    var seen: Set<String> = []
    repeat {
      let page = try await call(.get, path, query: query + (next.map { [("page_token", $0)] } ?? []))
      items += page[name]?.arrayValue ?? []
      next = page["next_page_token"]?.stringValue.flatMap { $0.isEmpty || !seen.insert($0).inserted ? nil : $0 }
    } while next != nil
    return items
  }

  private static func json(_ response: HTTPResponse) throws(WorkspaceError) -> JSON {
    if response.body.allSatisfy({ $0 <= 0x20 }) { return .object(JSONObject([])) }
    do {
      return try JSON(parsing: response.body)
    } catch {
      throw .malformed(what: "an answer that is no JSON")
    }
  }

  private static func text(of query: [(String, String)]) -> String {
    query.isEmpty ? "" : "?" + query.map { "\(urlEscaped($0.0))=\(urlEscaped($0.1))" }.joined(separator: "&")
  }
}
