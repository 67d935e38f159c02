import CSQLite

/// What a connection's callbacks consult; it outlives the connection as long as a statement does.
final class Control {
  enum Stop { case cancelled, timedOut }

  var stopsOnCancellation = false
  var deadline: ContinuousClock.Instant?
  /// Whether the guard judges statements.
  var isGuarded = false
  /// Why the progress handler stopped the current statement.
  private var stop: Stop?
  /// What the guard refused last.
  private var refused: String?

  /// Registers the callbacks of `database`; both stay for the life of the connection.
  func install(on database: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      database, 1000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Control>.fromOpaque(context).takeUnretainedValue().shouldStop() ? 1 : 0
      }, context)
    // Set once: a change of authorizer expires every prepared statement.
    sqlite3_set_authorizer(
      database,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let control = Unmanaged<Control>.fromOpaque(context).takeUnretainedValue()
        return control.allows(action, first, second) ? SQLITE_OK : SQLITE_DENY
      }, context)
  }

  /// Forgets why an earlier statement ended.
  func begin() {
    stop = nil
    refused = nil
  }

  /// The error that `code` stands for, once what the callbacks noted is taken into account.
  func failure(_ code: Int32, on database: OpaquePointer?) -> SQLiteError {
    defer { begin() }
    if let refused, code & 0xff == SQLITE_AUTH || code & 0xff == SQLITE_ERROR { return .refused(what: refused) }
    if code & 0xff == SQLITE_INTERRUPT, let stop { return stop == .cancelled ? .cancelled : .timedOut }
    let message = database.flatMap(sqlite3_errmsg) ?? sqlite3_errstr(code)
    return .engine(code: .init(rawValue: code), message: message.map { String(cString: $0) } ?? "error \(code)")
  }

  private func shouldStop() -> Bool {
    if stopsOnCancellation, Task.isCancelled { stop = .cancelled }
    if let deadline, ContinuousClock.now >= deadline { stop = stop ?? .timedOut }
    return stop != nil
  }

  private func allows(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Bool {
    guard isGuarded else { return true }
    guard let refusal = ReadOnlyGuard.refusal(action, first, second) else { return true }
    refused = refused ?? refusal
    return false
  }
}
