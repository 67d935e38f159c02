import CSQLite

/// A prepared statement: bind, step, read the columns of the current row.
///
/// It belongs to its connection's owner, as the connection does.
package final class Statement {
  package let sql: String
  package let columnNames: [String]
  private let handle: OpaquePointer
  private let control: Control

  init(_ handle: OpaquePointer, sql: String, control: Control) {
    self.handle = handle
    self.sql = sql
    self.control = control
    columnNames = (0..<sqlite3_column_count(handle)).map { index in
      sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
    }
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether the statement changes no database file, by SQLite's own analysis.
  package var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }
  /// Whether the statement is an EXPLAIN.
  package var isExplain: Bool { sqlite3_stmt_isexplain(handle) != 0 }
  /// How many parameters wait for values.
  package var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }
  /// How many rows full scans have visited since the statement was prepared or this was asked last.
  package func takeScannedRows() -> Int { Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1)) }
  /// Whether rows are still to come.
  var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Forgets earlier bindings and binds `values` to the parameters `?1`, `?2`, ….
  package func bind(_ values: [SQLValue]) throws(SQLiteError) {
    reset()
    guard values.count == parameterCount else {
      throw .parameterCount(expected: parameterCount, given: values.count)
    }
    for (offset, value) in values.enumerated() {
      let code = bind(value, at: Int32(offset + 1))
      guard code == SQLITE_OK else { throw control.failure(code, on: sqlite3_db_handle(handle)) }
    }
  }

  /// Moves to the next row; false after the last, where the statement is ready to run again.
  package func step() throws(SQLiteError) -> Bool {
    if !isBusy { control.begin() }
    let code = Allocator.watched(by: control) { sqlite3_step(handle) }
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      reset()
      return false
    default:
      let failure = control.failure(code, on: sqlite3_db_handle(handle))
      reset()
      throw failure
    }
  }

  /// Ends the current run and releases its locks; needed only where stepping stopped before the last row.
  package func reset() { sqlite3_reset(handle) }

  /// The value of a column of the current row; null beyond the last column.
  package func value(at column: Int) -> SQLValue {
    guard let index = Int32(exactly: column) else { return .null }
    switch sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(handle, index) else { return .null }
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(handle, index)
      let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, index))
      return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  /// Whether a column of the current row has exactly this value, of the same storage class; cheaper than reading it.
  package func holds(_ value: SQLValue, at column: Int) -> Bool {
    guard let index = Int32(exactly: column) else { return false }
    let type = sqlite3_column_type(handle, index)
    switch value {
    case .null: return type == SQLITE_NULL
    case .integer(let value): return type == SQLITE_INTEGER && sqlite3_column_int64(handle, index) == value
    case .real(let value): return type == SQLITE_FLOAT && sqlite3_column_double(handle, index) == value
    case .blob: return type == SQLITE_BLOB && self.value(at: column) == value
    case .text(var value):
      guard type == SQLITE_TEXT, let start = sqlite3_column_text(handle, index) else { return false }
      let count = Int(sqlite3_column_bytes(handle, index))
      return value.withUTF8 { bytes in
        bytes.count == count && bytes.elementsEqual(UnsafeBufferPointer(start: start, count: count))
      }
    }
  }

  /// The hash of the current row.
  package var rowHash: UInt64 {
    var hash = RowHash()
    for column in columnNames.indices { add(column, to: &hash) }
    return hash.value
  }

  private func add(_ column: Int, to hash: inout RowHash) {
    guard let index = Int32(exactly: column) else { return }
    switch sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: hash.add(type: 1, UInt64(bitPattern: sqlite3_column_int64(handle, index)))
    case SQLITE_FLOAT: hash.add(sqlite3_column_double(handle, index))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(handle, index)
      hash.add(type: 3, UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index))))
    default: hash.add(value(at: column))
    }
  }

  /// The current row.
  package var row: [SQLValue] { columnNames.indices.map { value(at: $0) } }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let value): return sqlite3_bind_int64(handle, index, value)
    case .real(let value): return sqlite3_bind_double(handle, index, value)
    case .text(var value):
      return value.withUTF8 { bytes in
        // A null pointer would bind NULL, not an empty text.
        guard let start = bytes.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, nil) }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text64(handle, index, $0, UInt64(bytes.count), chaos_sqlite_transient(), UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let value):
      guard !value.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
      return sqlite3_bind_blob64(handle, index, value, UInt64(value.count), chaos_sqlite_transient())
    }
  }
}
