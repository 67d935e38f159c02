import CSQLite

/// What a connection's callbacks consult; it outlives the connection as long as a statement does.
final class Control {
  enum Stop { case cancelled, timedOut, memory, space }

  var stopsOnCancellation = false
  var deadline: ContinuousClock.Instant?
  /// Whether the guard judges statements.
  var isGuarded = false
  /// What the current statement may still allocate.
  var memoryLeft = memoryCap
  private var allocations: UInt = 0
  private var calls = 0
  /// Steps of work since the clock was looked at.
  private var work = 0
  /// Why the current statement was stopped.
  private var stop: Stop?
  /// What the guard refused last.
  private var refused: String?
  /// When to look next at what was written to temporary files, and how much that was at the first look.
  private var look: (next: ContinuousClock.Instant, written: Int?)?

  /// What a guarded statement may allocate at once.
  static let memoryCap = 256 << 20
  /// What it may put aside in temporary files.
  static let spaceCap = 2 << 30
  /// How many calls of functions it may hold; each may take a while, and nothing interrupts it between them.
  private static let callCap = 250

  /// Registers the callbacks of `database`; both stay for the life of the connection.
  func install(on database: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      database, 200,
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
    look = nil
    calls = 0
    memoryLeft = Self.memoryCap
  }

  /// The error that `code` stands for, once what the callbacks noted is taken into account.
  func failure(_ code: Int32, on database: OpaquePointer?) -> SQLiteError {
    defer { begin() }
    if let refused, code & 0xff == SQLITE_AUTH || code & 0xff == SQLITE_ERROR { return .refused(what: refused) }
    if let stop, [SQLITE_INTERRUPT, SQLITE_NOMEM].contains(code & 0xff) {
      return switch stop {
      case .cancelled: .cancelled
      case .timedOut: .timedOut
      case .memory: .tooLarge(what: "it needs more than \(Self.memoryCap >> 20) MB of memory")
      case .space: .tooLarge(what: "it puts more than \(Self.spaceCap >> 30) GB aside")
      }
    }
    let message = database.flatMap(sqlite3_errmsg) ?? sqlite3_errstr(code)
    return .engine(code: .init(rawValue: code), message: message.map { String(cString: $0) } ?? "error \(code)")
  }

  /// Whether SQLite gets `count` bytes more for the current statement.
  func mayAllocate(_ count: Int) -> Bool {
    allocations &+= 1
    if count > memoryLeft { stop = stop ?? .memory }
    // Large pieces are what takes time; of small ones it takes many.
    return stop == nil && (count < 1 << 14 && allocations & 0x3FF != 0 || !shouldStop())
  }

  /// Whether a function may do `steps` more steps of work, which nothing interrupts.
  func mayWork(_ steps: Int) -> Bool {
    work = work &+ max(1, steps)
    guard work >= 1 << 20 else { return stop == nil }
    work = 0
    return !shouldStop()
  }

  private func shouldStop() -> Bool {
    if stopsOnCancellation, Task.isCancelled { stop = .cancelled }
    guard let deadline else { return stop != nil }
    let now = ContinuousClock.now
    if now >= deadline { stop = stop ?? .timedOut }
    if isGuarded, now >= look?.next ?? now {
      let written = look == nil ? nil : bytesWrittenByThread()
      look = (now + .milliseconds(20), look?.written ?? written)
      if let written, let first = look?.written, written - first > Self.spaceCap { stop = stop ?? .space }
    }
    return stop != nil
  }

  private func allows(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Bool {
    guard isGuarded else { return true }
    if action == SQLITE_FUNCTION { calls += 1 }
    let tooMany = calls > Self.callCap ? "more than \(Self.callCap) calls of functions" : nil
    guard let refusal = tooMany ?? ReadOnlyGuard.refusal(action, first, second) else { return true }
    refused = refused ?? refusal
    return false
  }
}
