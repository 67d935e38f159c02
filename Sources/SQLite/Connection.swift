import CSQLite

/// An open SQLite database.
///
/// Not `Sendable`: one actor or thread owns it, and SQLite's own mutexes are off for that reason.
package final class Connection {
  package enum Location: Sendable, Hashable {
    case file(String)
    case memory
  }

  package enum Mode: Sendable, Hashable {
    /// The file must exist; nothing is ever written to it.
    case readOnly
    /// The file is made where it is missing; the journal is a write-ahead log.
    case readWrite
  }

  let handle: OpaquePointer
  let control = Control()
  private var cache: [String: Statement] = [:]
  private let kept: Int
  private var transactionDepth = 0

  /// Opens a database.
  ///
  /// A missing file in `.readOnly`, a folder, and a file that is no database are errors here, not at the first query.
  /// `stopsOnCancellation`: whether cancelling the current task stops a running statement; by default only reading
  /// does, so that what an interrupted task has to record is still written.
  /// `trustsSchema`: whether views of the file may call functions such as `json_extract`; for files of our own.
  /// `kept`: how many prepared statements are kept at most.
  package init(
    _ location: Location, mode: Mode, busySeconds: Double = 5, stopsOnCancellation: Bool? = nil,
    trustsSchema: Bool = false, kept: Int = 64
  ) throws(SQLiteError) {
    self.kept = kept
    _ = Self.isConfigured
    let path = if case .file(let path) = location { path } else { ":memory:" }
    if case .file(let path) = location, path.isEmpty || path.utf8.contains(0) {
      throw .engine(code: .cannotOpen, message: "'\(path)' is not a file name")
    }
    let access =
      mode == .readOnly && location != .memory ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      let failure = control.failure(code, on: opened)
      sqlite3_close_v2(opened)
      throw failure
    }
    handle = opened
    sqlite3_busy_timeout(handle, Int32(busySeconds > 0 ? min(busySeconds, 3600) * 1000 : 0))
    for (option, value) in Self.options { _ = chaos_sqlite_config(handle, option, value) }
    _ = chaos_sqlite_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, trustsSchema ? 1 : 0)
    control.stopsOnCancellation = stopsOnCancellation ?? (mode == .readOnly)
    control.install(on: handle)
    try configure(mode, location)
  }

  deinit {
    cache.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Prepares one statement, or gives back the one prepared earlier from the same text, reset.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    if var kept = cache.removeValue(forKey: sql) {
      let isFree = isKnownUniquelyReferenced(&kept) && !kept.isBusy
      cache[sql] = kept
      if isFree { return kept }
    }
    let statement = try prepareOnce(sql)
    if cache.count >= kept { cache.removeAll() }
    if cache[sql] == nil { cache[sql] = statement }
    return statement
  }

  /// Prepares one statement without keeping it.
  package func prepareOnce(_ sql: String) throws(SQLiteError) -> Statement {
    control.begin()
    // SQLite would take it for the end and overlook the rest.
    guard !sql.utf8.contains(0) else {
      throw .engine(code: .error, message: "unrecognized token: a zero byte")
    }
    var text = sql
    var prepared: OpaquePointer?
    var rest: String?
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let count = Int32(clamping: characters.count)
        let code = Allocator.watched(by: control) {
          sqlite3_prepare_v3(handle, characters.baseAddress, count, 0, &prepared, &tail)
        }
        if let start = characters.baseAddress, let tail {
          rest = String(decoding: bytes.dropFirst(tail - start), as: UTF8.self)
        }
        return code
      }
    }
    guard code == SQLITE_OK else { throw control.failure(code, on: handle) }
    guard let prepared else { throw .noStatement }
    let statement = Statement(prepared, sql: sql, control: control)
    if let rest, try holdsStatement(rest) { throw .severalStatements }
    if control.isGuarded, !statement.isReadOnly { throw .refused(what: "a statement that writes") }
    return statement
  }

  /// Runs every statement of a script of our own.
  package func execute(script: String) throws(SQLiteError) {
    control.begin()
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw control.failure(code, on: handle) }
  }

  /// Runs one statement for its effect.
  package func run(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) {
    try forEachRow(of: sql, values) { _ in }
  }

  /// Every row of one statement.
  package func query(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try forEachRow(of: sql, values) { rows.append($0.row) }
    return rows
  }

  /// Steps through one statement; `body` reads the columns of the current row from it.
  package func forEachRow(
    of sql: String, _ values: [SQLValue] = [], _ body: (Statement) -> Void
  ) throws(SQLiteError) {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() { body(statement) }
  }

  /// Runs `body` in a transaction that is rolled back if it throws; inside another it is a savepoint.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    let savepoint = transactionDepth > 0 ? "nested_\(transactionDepth)" : nil
    try execute(script: savepoint.map { "SAVEPOINT \($0)" } ?? "BEGIN IMMEDIATE")
    transactionDepth += 1
    defer { transactionDepth -= 1 }
    do {
      let result = try body()
      try execute(script: savepoint.map { "RELEASE \($0)" } ?? "COMMIT")
      return result
    } catch {
      // SQLite may have rolled back by itself (disk full); then there is nothing left to undo.
      if sqlite3_get_autocommit(handle) == 0 {
        try? execute(script: savepoint.map { "ROLLBACK TO \($0); RELEASE \($0)" } ?? "ROLLBACK")
      }
      throw error
    }
  }

  /// The row id of the last insert.
  package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }
  /// How many rows the last INSERT, UPDATE or DELETE changed.
  package var changes: Int { Int(sqlite3_changes64(handle)) }

  /// The collation of a table's column; `nil` for a view or a name that is not there.
  package func collation(ofColumn column: String, in table: String) -> String? {
    var name: UnsafePointer<CChar>?
    let code = sqlite3_table_column_metadata(handle, "main", table, column, nil, &name, nil, nil, nil)
    return code == SQLITE_OK ? name.map { String(cString: $0) } : nil
  }

  /// Set up once, before the first connection; later it would be refused and change nothing.
  private static let isConfigured = Allocator.install() && chaos_sqlite_count_no_memory() == SQLITE_OK

  private static let options: [(Int32, Int32)] = [
    (SQLITE_DBCONFIG_DEFENSIVE, 1),
    // Otherwise `SELECT "no_such_column"` returns that text.
    (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
  ]

  private func configure(_ mode: Mode, _ location: Location) throws(SQLiteError) {
    // Reads the header, so that a file that is no database is found out now.
    try execute(script: "PRAGMA schema_version")
    guard mode == .readWrite else { return }
    if location != .memory { try execute(script: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") }
    try execute(script: "PRAGMA foreign_keys = ON")
  }

  /// Whether text after a statement holds another one, and not only white space, comments and semicolons.
  private func holdsStatement(_ text: String) throws(SQLiteError) -> Bool {
    guard text.utf8.contains(where: { !" \t\r\n;".utf8.contains($0) }) else { return false }
    var prepared: OpaquePointer?
    let code = Allocator.watched(by: control) { sqlite3_prepare_v3(handle, text, -1, 0, &prepared, nil) }
    defer { sqlite3_finalize(prepared) }
    control.begin()
    return code != SQLITE_OK || prepared != nil
  }
}
