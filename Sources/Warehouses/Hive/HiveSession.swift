internal import Platform

/// One session with a server, opened when it is first needed and again where the server has forgotten it.
final class HiveSession: Sendable {
  private typealias Opening = Task<Result<HiveHandle, WarehouseError>, Never>

  let client: HiveClient
  private let user: String?
  private let settings: [(key: String, value: String)]
  private let current = Guarded<Task<Result<HiveHandle, WarehouseError>, Never>?>(nil)

  init(_ client: HiveClient, user: String?, settings: [(key: String, value: String)]) {
    self.client = client
    self.user = user
    self.settings = settings
  }

  deinit {
    guard let opened = current.withLock({ $0 }) else { return }
    let client = client
    Task.detached {
      guard case .success(let handle) = await opened.value else { return }
      _ = try? await client.ask(.closeSession(handle), until: Deadline(in: 10))
    }
  }

  /// The session's handle; a failure to open it is not kept.
  func handle() async throws(WarehouseError) -> HiveHandle {
    let opening = current.withLock { current -> Opening in
      if let current { return current }
      let task = open()
      current = task
      return task
    }
    return try await outlasting { () async throws(WarehouseError) in
      let result = await opening.value
      if case .failure = result { self.forget(opening) }
      return try result.get()
    } whenAbandoned: { _ in
    }
  }

  /// Opens another session at the next use, unless that has happened meanwhile.
  func forget(_ handle: HiveHandle) async {
    guard let opening = current.withLock({ $0 }), case .success(handle) = await opening.value else { return }
    forget(opening)
  }

  private func forget(_ opening: Task<Result<HiveHandle, WarehouseError>, Never>) {
    current.withLock { if $0 == opening { $0 = nil } }
  }

  private func open() -> Task<Result<HiveHandle, WarehouseError>, Never> {
    let (client, call) = (client, HiveCall.openSession(user: user, settings: settings))
    return Task.detached {
      do throws(WarehouseError) {
        return .success(try await client.get(call, until: Deadline(in: 60)))
      } catch {
        if case .timedOut(let seconds) = error {
          return .failure(.unavailable(message: "no session was opened within \(Int(seconds)) s"))
        }
        return .failure(error)
      }
    }
  }
}
