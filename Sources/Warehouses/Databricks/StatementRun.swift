internal import Basics
internal import HTTP

/// Where statements are sent.
struct StatementEndpoint: Sendable {
  /// `https://…` without a path.
  let host: String
  let warehouse: String
  let catalog: String?
  let schema: String?
  let server: RemoteServer
  /// How long a warehouse may take to start, in seconds.
  var patience = 600.0

  func request(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) -> HTTPRequest {
    var request = HTTPRequest(
      method, host + path, fields: [("Accept", "application/json"), ("Content-Type", "application/json")],
      body: body.map { Array($0.text.utf8) } ?? [])
    request.redirections = 0
    return request
  }

  func json(
    _ request: HTTPRequest, isRepeatable: Bool, until deadline: Deadline
  ) async throws(WarehouseError) -> JSON {
    let response = try await server.send(request, isRepeatable: isRepeatable, until: deadline)
    do { return try JSON(parsing: response.body) } catch {
      throw .unavailable(message: "the workspace's answer is no JSON: \(error)")
    }
  }

  static let malformed = WarehouseError.unavailable(message: "the workspace's answer is not what its API promises")
}

/// One statement on its way through the Statement Execution API: submitted, waited for, its chunks fetched.
struct StatementRun: Sendable {
  let endpoint: StatementEndpoint
  let limits: ExecutionLimits
  private static let path = "/api/2.0/sql/statements"
  /// How many bytes of rows an answer itself is asked for; beyond 25 MB the statement would fail.
  private static let inlineBytes = 16 << 20

  func result(of statement: String) async throws(WarehouseError) -> ResultSet {
    let isSmall = limits.rows <= 100_000
    if isSmall, let result = try await result(of: statement, asLinks: false) { return result }
    guard let result = try await result(of: statement, asLinks: true) else {
      throw .tooLarge(what: "the result takes more than \(limits.bytes >> 20) MB")
    }
    return result
  }

  /// `nil` where the rows are too many bytes for this way of fetching them.
  private func result(of statement: String, asLinks: Bool) async throws(WarehouseError) -> ResultSet? {
    let bytes = asLinks ? limits.bytes : min(limits.bytes, Self.inlineBytes)
    var response = try await submit(statement, asLinks: asLinks, bytes: bytes)
    do throws(WarehouseError) {
      let deadline = try await wait(&response)
      switch response.state {
      case .succeeded: break
      case .closed: throw .unavailable(message: "the workspace keeps its rows no more")
      case .canceled: throw .unavailable(message: "somebody else cancelled it in the workspace")
      case .failed, .pending, .running:
        if response.failure?.isBeyondInline == true, !asLinks { return nil }
        throw response.failure?.error ?? .unavailable(message: "the workspace does not say why it failed")
      }
      var rows = StatementRows(response.columns, limits)
      try await fetch(response, into: &rows, until: deadline)
      // Cut off by rows that is fine, by bytes it is not.
      if response.isTruncated, rows.result.rows.count < limits.rows {
        if !asLinks, limits.bytes > bytes { return nil }
        throw .tooLarge(what: "the result takes more than \(bytes >> 20) MB")
      }
      rows.result.truncated = rows.result.truncated || response.isTruncated
      return rows.result
    } catch {
      if response.state == .pending || response.state == .running { cancel(response.identifier) }
      throw Task.isCancelled ? .cancelled : error
    }
  }

  private func submit(
    _ statement: String, asLinks: Bool, bytes: Int
  ) async throws(WarehouseError) -> StatementResponse {
    var body = JSONObject([
      ("warehouse_id", .string(endpoint.warehouse)), ("statement", .string(statement)),
      ("wait_timeout", limits.seconds < 6 ? "0s" : "5s"), ("on_wait_timeout", "CONTINUE"),
      ("disposition", asLinks ? "EXTERNAL_LINKS" : "INLINE"), ("format", "JSON_ARRAY"),
      ("row_limit", .int(max(1, limits.rows))), ("byte_limit", .int(max(1 << 20, bytes))),
    ])
    body["catalog"] = endpoint.catalog.map(JSON.string)
    body["schema"] = endpoint.schema.map(JSON.string)
    let (endpoint, json) = (endpoint, JSON.object(body))
    // Cut off on its way, nobody would know what to cancel.
    return try await outlasting { () async throws(WarehouseError) in
      let answer = try await endpoint.json(
        endpoint.request(.post, Self.path, json), isRepeatable: false, until: Deadline(in: endpoint.patience))
      guard let response = StatementResponse(answer) else { throw StatementEndpoint.malformed }
      return response
    } whenAbandoned: { response in
      cancel(response.identifier)
    }
  }

  /// Polls until the statement has ended; gives the deadline for fetching its rows.
  private func wait(_ response: inout StatementResponse) async throws(WarehouseError) -> Deadline {
    let start = Deadline(in: endpoint.patience)
    var running: Deadline?
    var pause = Duration.milliseconds(50)
    while response.state == .pending || response.state == .running {
      // Its time counts from when it runs, not while its warehouse starts.
      if response.state == .running, running == nil { running = Deadline(in: limits.seconds) }
      do throws(WarehouseError) {
        try await (running ?? start).sleep(pause)
      } catch {
        guard case .timedOut = error, running == nil else { throw error }
        throw .unavailable(message: "its warehouse did not start within \(Int(endpoint.patience)) s")
      }
      pause = min(pause * 1.6, .seconds(2))
      let request = endpoint.request(.get, "\(Self.path)/\(response.identifier)")
      let answer = try await endpoint.json(request, isRepeatable: true, until: running ?? start)
      guard let next = StatementResponse(answer), next.identifier == response.identifier else {
        throw StatementEndpoint.malformed
      }
      response = next
    }
    return running ?? Deadline(in: max(limits.seconds, 30))
  }

  private func fetch(
    _ response: StatementResponse, into rows: inout StatementRows, until deadline: Deadline
  ) async throws(WarehouseError) {
    guard var chunk = response.chunk else { return }
    var seen: Set<String> = []
    while true {
      try rows.append(chunk.rows)
      for link in chunk.links where !rows.isFull {
        try rows.append(try await linked(link, of: response.identifier, until: deadline))
      }
      guard let next = chunk.next, !rows.isFull, seen.insert(next).inserted else { return }
      chunk = try await self.chunk(at: next, until: deadline)
    }
  }

  private func chunk(at path: String, until deadline: Deadline) async throws(WarehouseError) -> ResultChunk {
    let answer = try await endpoint.json(endpoint.request(.get, path), isRepeatable: true, until: deadline)
    guard let chunk = ResultChunk(answer) else { throw StatementEndpoint.malformed }
    return chunk
  }

  /// The rows behind a link, which must not see the token; where it has expired, behind a new one.
  private func linked(
    _ link: ResultChunk.Link, of identifier: String, until deadline: Deadline
  ) async throws(WarehouseError) -> [JSON] {
    var link = link
    let storage = RemoteServer(http: endpoint.server.http, credentials: nil)
    for attempt in 1...3 {
      guard link.url.hasPrefix("https://") || link.url.hasPrefix(endpoint.host + "/") else {
        throw StatementEndpoint.malformed
      }
      var request = HTTPRequest(.get, link.url, fields: link.fields)
      request.bodyCap = max(64 << 20, limits.bytes)
      request.redirections = 0
      let response: HTTPResponse
      do throws(WarehouseError) {
        response = try await storage.send(request, isRepeatable: true, until: deadline)
      } catch {
        guard case .unavailable = error, attempt < 3 else {
          if case .unavailable = error {
            throw .unavailable(message: "its rows cannot be fetched from the workspace's storage")
          }
          throw error
        }
        let path = "\(Self.path)/\(identifier)/result/chunks/\(link.index)"
        guard let renewed = try await chunk(at: path, until: deadline).links.first(where: { $0.index == link.index })
        else { throw StatementEndpoint.malformed }
        link = renewed
        continue
      }
      guard let rows = try? JSON(parsing: response.body), let array = rows.arrayValue else {
        throw .unavailable(message: "the rows in the workspace's storage are no JSON")
      }
      return array
    }
    throw StatementEndpoint.malformed
  }

  /// Tells the workspace without waiting for it; a cancelled task could not.
  private func cancel(_ identifier: String) {
    let endpoint = endpoint
    Task.detached {
      let request = endpoint.request(.post, "\(Self.path)/\(identifier)/cancel", .object(JSONObject()))
      _ = try? await endpoint.server.send(request, isRepeatable: true, until: Deadline(in: 30))
    }
  }
}

/// The rows of a statement as they come, within its limits.
struct StatementRows {
  private let columns: [StatementResponse.Column]
  private let limits: ExecutionLimits
  private var bytes = 0
  var result: ResultSet

  init(_ columns: [StatementResponse.Column], _ limits: ExecutionLimits) {
    self.columns = columns
    self.limits = limits
    result = ResultSet(columns: columns.map(\.name), rows: [])
  }

  var isFull: Bool { result.truncated }

  mutating func append(_ rows: [JSON]) throws(WarehouseError) {
    for row in rows {
      guard result.rows.count < max(0, limits.rows) else {
        result.truncated = true
        return
      }
      guard let cells = row.arrayValue, cells.count == columns.count else { throw StatementEndpoint.malformed }
      let values = zip(columns, cells).map { $0.value($1) }
      bytes += values.reduce(32) { $0 + $1.footprint }
      guard bytes <= limits.bytes else {
        throw .tooLarge(what: "the result takes more than \(limits.bytes >> 20) MB")
      }
      result.rows.append(values)
    }
  }
}
