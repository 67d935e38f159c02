import CSQLite

extension Connection {
  /// Makes `body` callable from SQL under `name`; `arguments` is -1 for any number.
  ///
  /// An error that `body` throws becomes the error of the statement that called it. `isInnocuous`: whether views and
  /// triggers may call it, because it can do no harm.
  package func addFunction(
    _ name: String, arguments: Int, isDeterministic: Bool = true, isInnocuous: Bool = false,
    _ body: @escaping ([SQLValue]) throws -> SQLValue
  ) throws(SQLiteError) {
    let flags =
      SQLITE_UTF8 | (isInnocuous ? SQLITE_INNOCUOUS : SQLITE_DIRECTONLY) | (isDeterministic ? SQLITE_DETERMINISTIC : 0)
    let context = Unmanaged.passRetained(Function(body)).toOpaque()
    // SQLite releases the context through the last argument, also where the call fails.
    let code = sqlite3_create_function_v2(
      handle, name, Int32(clamping: arguments), flags, context,
      { call, count, values in
        guard let context = sqlite3_user_data(call) else { return }
        let function = Unmanaged<Function>.fromOpaque(context).takeUnretainedValue()
        function.answer(call, (0..<Int(count)).map { Function.value(values?[$0]) })
      }, nil, nil, { context in context.map { Unmanaged<Function>.fromOpaque($0).release() } })
    guard code == SQLITE_OK else { throw control.failure(code, on: handle) }
  }
}

/// A Swift closure as SQLite keeps it.
private final class Function {
  private let body: ([SQLValue]) throws -> SQLValue

  init(_ body: @escaping ([SQLValue]) throws -> SQLValue) { self.body = body }

  func answer(_ call: OpaquePointer?, _ arguments: [SQLValue]) {
    do {
      switch try body(arguments) {
      case .null: sqlite3_result_null(call)
      case .integer(let value): sqlite3_result_int64(call, value)
      case .real(let value): sqlite3_result_double(call, value)
      case .text(let value):
        let count = UInt64(value.utf8.count)
        sqlite3_result_text64(call, value, count, chaos_sqlite_transient(), UInt8(SQLITE_UTF8))
      case .blob(let value):
        if value.isEmpty {
          sqlite3_result_zeroblob(call, 0)
        } else {
          sqlite3_result_blob64(call, value, UInt64(value.count), chaos_sqlite_transient())
        }
      }
    } catch {
      sqlite3_result_error(call, "\(error)", -1)
    }
  }

  static func value(_ value: OpaquePointer?) -> SQLValue {
    // The type first: asking for bytes may convert the value.
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: return .integer(sqlite3_value_int64(value))
    case SQLITE_FLOAT: return .real(sqlite3_value_double(value))
    case SQLITE_TEXT:
      let start = sqlite3_value_text(value)
      let bytes = UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_value_blob(value)
      let count = start == nil ? 0 : Int(sqlite3_value_bytes(value))
      return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }
}
