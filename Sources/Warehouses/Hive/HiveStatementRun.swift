/// One statement on its way through a session: sent, waited for, fetched, closed.
struct HiveStatementRun: Sendable {
  let session: HiveSession
  let limits: ExecutionLimits
  let deadline: Deadline

  init(_ session: HiveSession, limits: ExecutionLimits) {
    self.session = session
    self.limits = limits
    deadline = Deadline(in: limits.seconds)
  }

  private var client: HiveClient { session.client }

  func result(of statement: String) async throws(WarehouseError) -> ResultSet {
    // Whole seconds are all that the server counts; those here count more exactly.
    let seconds = limits.seconds < 86_400 ? Int64(max(limits.seconds, 0).rounded(.up)) + 1 : 0
    return try await result { .execute(statement, in: $0, seconds: seconds) }
  }

  /// Starts an operation and reads its rows; whatever happens, the server is told that it may forget it.
  func result(
    of start: @escaping @Sendable (HiveHandle) -> HiveCall<HiveOperation>
  ) async throws(WarehouseError) -> ResultSet {
    let operation = try await begin(start)
    do throws(WarehouseError) {
      try await wait(for: operation)
      let result = try await rows(of: operation)
      end(operation, isCancelled: false)
      return result
    } catch {
      end(operation, isCancelled: true)
      throw Task.isCancelled ? .cancelled : error
    }
  }

  /// Sends the statement; in a new session where the server has forgotten the old one.
  private func begin(
    _ start: @escaping @Sendable (HiveHandle) -> HiveCall<HiveOperation>
  ) async throws(WarehouseError) -> HiveOperation {
    for attempt in 1...2 {
      let handle = try await session.handle()
      let (client, deadline) = (client, deadline)
      let answer = try await outlasting { () async throws(WarehouseError) in
        try await client.ask(start(handle), until: deadline)
      } whenAbandoned: { answer in
        if let operation = answer.content { end(operation, isCancelled: true) }
      }
      if let operation = answer.content, answer.status.isSuccess { return operation }
      guard attempt == 1, answer.status.isSessionGone else {
        throw HiveMessage(answer.status.message, sqlState: answer.status.sqlState).error
      }
      await session.forget(handle)
    }
    throw .unavailable(message: "the server forgets its sessions at once")
  }

  private func wait(for operation: HiveOperation) async throws(WarehouseError) {
    var pause = Duration.milliseconds(2)
    while true {
      let progress = try await client.get(.progress(of: operation), until: deadline)
      switch progress.state {
      case .finished: return
      case .cancelled, .closed: throw .unavailable(message: "somebody else cancelled it on the server")
      case .timedOut: throw .timedOut(seconds: limits.seconds)
      case .error: throw HiveMessage(progress.message, sqlState: progress.sqlState).error
      case .initialized, .running, .pending, .unknown: break
      }
      try await deadline.sleep(pause)
      pause = min(pause * 1.5, .milliseconds(200))
    }
  }

  private func rows(of operation: HiveOperation) async throws(WarehouseError) -> ResultSet {
    guard operation.hasResultSet else { return ResultSet(columns: [], rows: []) }
    let columns = try await client.get(.metadata(of: operation), until: deadline)
    let types = columns.map(\.type)
    var result = ResultSet(columns: columns.map(\.name), rows: [])
    let wanted = max(0, limits.rows)
    let cap = max(16 << 20, limits.bytes)
    var (bytes, batch) = (0, 32)
    while true {
      // One row more than wanted says whether there are more.
      let asked = min(batch, wanted - result.rows.count + 1)
      let fetched = try await client.get(
        .fetch(operation, types: types, count: asked), cap: cap, until: deadline)
      // Spark never says that there are no more: an empty batch does.
      guard fetched.count > 0 else { return result }
      let before = bytes
      for index in 0..<fetched.count {
        guard result.rows.count < wanted else {
          result.truncated = true
          return result
        }
        let row = fetched.row(index)
        bytes += row.reduce(32) { $0 + $1.footprint }
        guard bytes <= limits.bytes else {
          throw .tooLarge(what: "the result takes more than \(limits.bytes >> 20) MB")
        }
        result.rows.append(row)
      }
      // About 4 MB at once.
      batch = min(20_000, batch * 8, max(1, (4 << 20) / max(1, (bytes - before) / fetched.count)))
    }
  }

  /// Tells the server without waiting for it; a cancelled task could not.
  private func end(_ operation: HiveOperation, isCancelled: Bool) {
    // The session stays open until that is done.
    let session = session
    Task.detached {
      let deadline = Deadline(in: 10)
      if isCancelled { _ = try? await session.client.ask(.cancel(operation), until: deadline) }
      _ = try? await session.client.ask(.close(operation), until: deadline)
    }
  }
}

extension HiveStatus {
  var isSuccess: Bool { code != .error && code != .invalidHandle }

  /// Whether the server does not know the session any more.
  var isSessionGone: Bool {
    code == .invalidHandle || (code == .error && message?.contains("Invalid SessionHandle") == true)
  }
}
