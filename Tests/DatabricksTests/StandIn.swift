import Basics
import Databricks
import HTTP
import Platform
import Stubs

/// The stand-in workspace in a process of its own, with a clock that does not wait.
struct StandIn {
  let server: StubServer
  let clock = HastyClock()
  let client = HTTPClient()

  init(_ arguments: [String] = []) async throws {
    server = try await StubServer.start(script: "workspace.py", arguments)
  }

  func workspace(_ credentials: Credentials = .token(Secret("dapi-stand-in"))) -> Workspace {
    Workspace(host: server.url(""), credentials, client: client, clock: clock)
  }

  /// Has the next `times` calls to matching paths go wrong.
  func fault(_ fault: JSON) async throws {
    _ = try await client.send(HTTPRequest(.post, server.url("/test/faults"), body: fault.bytes))
  }

  func tell(_ path: String, _ body: JSON = [:]) async throws {
    _ = try await client.send(HTTPRequest(.post, server.url("/test/\(path)"), body: body.bytes))
  }

  func log() async throws -> JSON {
    try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/test/log"))).body)
  }

  static let content = #"{"version":2,"data_sources":{"tables":[{"identifier":"main.shop.orders"}]}}"#
}

/// A clock on which sleeping takes no time, which remembers for how long was slept.
final class HastyClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Guarded((now: Duration.zero, pauses: [Duration]()))
  var now: Instant { Instant(offset: state.withLock { $0.now }) }
  var minimumResolution: Duration { .zero }
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.pauses.append(deadline.offset - state.now)
      state.now = max(state.now, deadline.offset)
    }
    await Task.yield()
  }
}
