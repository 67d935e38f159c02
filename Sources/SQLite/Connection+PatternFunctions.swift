import CSQLite

extension Connection {
  /// Puts LIKE and GLOB under the clock: SQLite's own matching, which takes the product of pattern and text, between
  /// looks at the time. Otherwise hundreds of them in one row would go on long after the time is over.
  func addPatternFunctions() throws(SQLiteError) {
    let control = control
    try addPlainFunction("glob", 2) { call, values in
      Self.match(call, values, control) { sqlite3_strglob($0, $1) }
    }
    try addPlainFunction("like", 2) { call, values in
      Self.match(call, values, control) { sqlite3_strlike($0, $1, 0) }
    }
    try addPlainFunction("like", 3) { call, values in
      guard !Self.isForBlobs(values) else { return sqlite3_result_int(call, 0) }
      guard let start = sqlite3_value_text(values[2]) else { return }
      let characters = String(cString: start).unicodeScalars
      guard let escape = characters.first, characters.count == 1 else {
        return sqlite3_result_error(call, "ESCAPE expression must be a single character", -1)
      }
      Self.match(call, values, control) { pattern, text in
        guard escape == "%" || escape == "_" else { return sqlite3_strlike(pattern, text, escape.value) }
        return sqlite3_strlike(Self.rewritten(String(cString: pattern), escape), text, 1)
      }
    }
  }

  private typealias Text = UnsafePointer<CChar>

  private static func match(
    _ call: OpaquePointer, _ values: [OpaquePointer], _ control: Control, _ compare: (Text, Text) -> Int32
  ) {
    guard !isForBlobs(values) else { return sqlite3_result_int(call, 0) }
    guard let pattern = sqlite3_value_text(values[0]), let text = sqlite3_value_text(values[1]) else { return }
    let (length, size) = (Int(sqlite3_value_bytes(values[0])), Int(sqlite3_value_bytes(values[1])))
    guard length <= sqlite3_limit(sqlite3_context_db_handle(call), SQLITE_LIMIT_LIKE_PATTERN_LENGTH, -1) else {
      return sqlite3_result_error(call, "LIKE or GLOB pattern too complex", -1)
    }
    guard control.mayWork(length * size) else { return sqlite3_result_error_code(call, SQLITE_INTERRUPT) }
    let isMatch = pattern.withMemoryRebound(to: CChar.self, capacity: length + 1) { pattern in
      text.withMemoryRebound(to: CChar.self, capacity: size + 1) { compare(pattern, $0) == 0 }
    }
    sqlite3_result_int(call, isMatch ? 1 : 0)
  }

  /// Whether SQLite was made to match no blobs, and one of these is one.
  private static func isForBlobs(_ values: [OpaquePointer]) -> Bool {
    matchesNoBlobs && values.prefix(2).contains { sqlite3_value_type($0) == SQLITE_BLOB }
  }

  private static let matchesNoBlobs = sqlite3_compileoption_used("LIKE_DOESNT_MATCH_BLOBS") != 0

  /// The pattern with U+0001 as the escape character instead of a wildcard, which SQLite's function would take for one.
  private static func rewritten(_ pattern: String, _ escape: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if scalar == escape, !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped || scalar == "\u{1}" { result.append("\u{1}") }
      result.append(scalar)
      isEscaped = false
    }
    if isEscaped { result.append("\u{1}") }
    return String(result)
  }
}
