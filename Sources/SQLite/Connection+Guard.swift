import CSQLite

extension Connection {
  /// From now on refuses whatever is not a plain read of this database, and caps what a statement may ask for.
  ///
  /// For connections that run untrusted text. `valueSize`: the longest text or blob, in bytes.
  package func guardReading(valueSize: Int = 1 << 20) throws(SQLiteError) {
    // A table-valued function declares its columns at its first use, which the guard would take for CREATE TABLE.
    for function in ["json_each", "json_tree"] { _ = try? prepareOnce("SELECT * FROM \(function)('[]')") }
    try addLinearFunctions()
    try addPatternFunctions()
    control.isGuarded = true
    let limits: [(Int32, Int)] = [
      (SQLITE_LIMIT_LENGTH, valueSize), (SQLITE_LIMIT_SQL_LENGTH, 1 << 17), (SQLITE_LIMIT_ATTACHED, 0),
      (SQLITE_LIMIT_EXPR_DEPTH, 500), (SQLITE_LIMIT_COMPOUND_SELECT, 200), (SQLITE_LIMIT_VDBE_OP, 250_000),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 250), (SQLITE_LIMIT_WORKER_THREADS, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    ]
    for (limit, value) in limits { sqlite3_limit(handle, limit, Int32(clamping: value)) }
  }

  /// Allows no text or blob longer than `bytes`.
  package func capValues(at bytes: Int) { sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes)) }

  /// Runs statements of our own on a guarded connection.
  package func trusted<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    let wasGuarded = control.isGuarded
    control.isGuarded = false
    defer { control.isGuarded = wasGuarded }
    return try body()
  }

  /// Runs `body` so that its statements end with `.timedOut` once `seconds` have passed.
  package func limited<Result, Failure: Error>(
    seconds: Double, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = control.deadline
    // Not a number is no time at all; `Duration` would trap.
    let deadline = ContinuousClock.now + .seconds(seconds > 0 ? min(seconds, 1e6) : 0)
    control.deadline = outer.map { min($0, deadline) } ?? deadline
    defer { control.deadline = outer }
    return try body()
  }
}
