import CSQLite

extension Connection {
  /// Puts functions in the place of SQLite's own whose time grows with the product of their texts, where nothing
  /// interrupts them: `instr`, `replace` and the trims, which give the same in linear time.
  func addLinearFunctions() throws(SQLiteError) {
    try addPlainFunction("instr", 2) { call, values in
      guard let text = Bytes(values[0]), let part = Bytes(values[1]) else { return }
      let isBinary = text.isBlob && part.isBlob
      guard let place = text.place(of: part, from: 0),
        // No character begins with such a byte, so only a text may.
        isBinary || place == 0 || !isContinuation(text.bytes[place])
      else { return sqlite3_result_int(call, 0) }
      let before = isBinary || place == 0 ? place : text.bytes[1...place].count { !isContinuation($0) }
      sqlite3_result_int64(call, Int64(before) + 1)
    }
    try addPlainFunction("replace", 3) { call, values in
      guard let text = Bytes(values[0]), let part = Bytes(values[1]) else { return }
      guard !part.bytes.isEmpty else {
        return text.isBlob ? Bytes.give(Array(text.bytes)[...], to: call) : sqlite3_result_value(call, values[0])
      }
      guard let new = Bytes(values[2]) else { return }
      let longest = Int(sqlite3_limit(sqlite3_context_db_handle(call), SQLITE_LIMIT_LENGTH, -1))
      var result: [UInt8] = []
      var start = 0
      while let place = text.place(of: part, from: start) {
        result += text.bytes[start..<place]
        result += new.bytes
        start = place + part.bytes.count
        guard result.count <= longest else { return sqlite3_result_error_toobig(call) }
      }
      result += text.bytes[start...]
      Bytes.give(result[...], to: call)
    }
    for count in [1, 2] {
      try addPlainFunction("trim", count) { Bytes.trim($0, $1, atStart: true, atEnd: true) }
      try addPlainFunction("ltrim", count) { Bytes.trim($0, $1, atStart: true, atEnd: false) }
      try addPlainFunction("rtrim", count) { Bytes.trim($0, $1, atStart: false, atEnd: true) }
    }
  }

  typealias PlainFunction = (_ call: OpaquePointer, _ values: [OpaquePointer]) -> Void

  /// Makes a function of SQLite's own interface callable under `name`, in the place of SQLite's.
  func addPlainFunction(_ name: String, _ count: Int, _ body: @escaping PlainFunction) throws(SQLiteError) {
    let context = Unmanaged.passRetained(Held(body)).toOpaque()
    let code = sqlite3_create_function_v2(
      handle, name, Int32(count), SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC, context,
      { call, count, values in
        guard let call, let context = sqlite3_user_data(call) else { return }
        let arguments = (0..<Int(count)).compactMap { values?[$0] }
        guard arguments.count == Int(count) else { return }
        Unmanaged<Held>.fromOpaque(context).takeUnretainedValue().body(call, arguments)
      }, nil, nil, { context in context.map { Unmanaged<Held>.fromOpaque($0).release() } })
    guard code == SQLITE_OK else { throw control.failure(code, on: handle) }
  }

  private final class Held {
    let body: PlainFunction
    init(_ body: @escaping PlainFunction) { self.body = body }
  }
}

/// A value's text or blob as SQLite holds it while a function runs; `nil` for NULL.
private struct Bytes {
  let bytes: UnsafeRawBufferPointer
  let isBlob: Bool

  init?(_ value: OpaquePointer) {
    // The type first: asking for bytes may convert the value.
    let type = sqlite3_value_type(value)
    guard type != SQLITE_NULL else { return nil }
    isBlob = type == SQLITE_BLOB
    let start = isBlob ? sqlite3_value_blob(value) : UnsafeRawPointer(sqlite3_value_text(value))
    bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
  }

  /// Where `part` begins at or after `start`.
  func place(of part: Bytes, from start: Int) -> Int? {
    guard !part.bytes.isEmpty else { return start }
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    let found = chaos_find(base + start, bytes.count - start, part.bytes.baseAddress, part.bytes.count)
    return found.map { UnsafeRawPointer($0) - base }
  }

  static func give(_ bytes: ArraySlice<UInt8>, to call: OpaquePointer) {
    bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      guard let start else { return sqlite3_result_text(call, "", 0, nil) }
      sqlite3_result_text64(call, start, UInt64(buffer.count), chaos_sqlite_transient(), UInt8(SQLITE_UTF8))
    }
  }

  /// Takes away what stands at the ends and among the characters of the second value; spaces without one.
  static func trim(_ call: OpaquePointer, _ values: [OpaquePointer], atStart: Bool, atEnd: Bool) {
    guard let text = Bytes(values[0]) else { return }
    var known: Set<[UInt8]> = [[0x20]]
    if values.count > 1 {
      guard let set = Bytes(values[1]) else { return }
      known = Set(characters(of: set.bytes).map { Array(set.bytes[$0]) })
    }
    let lengths = Set(known.map(\.count)).sorted()
    var (start, end) = (0, text.bytes.count)
    func found(_ place: (Int) -> Range<Int>) -> Int? {
      lengths.first { $0 <= end - start && known.contains(Array(text.bytes[place($0)])) }
    }
    while atStart, let length = found({ start..<(start + $0) }) { start += length }
    while atEnd, let length = found({ (end - $0)..<end }) { end -= length }
    give(Array(text.bytes[start..<end])[...], to: call)
  }

  /// Where each character lies, malformed bytes being cut as SQLite cuts them.
  private static func characters(of bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      var end = start + 1
      if bytes[start] >= 0xC0 { while end < bytes.count, isContinuation(bytes[end]) { end += 1 } }
      places.append(start..<end)
      start = end
    }
    return places
  }
}

/// Whether a byte of UTF-8 goes on with a character.
private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
