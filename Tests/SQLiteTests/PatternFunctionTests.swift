import SQLite
import Testing

/// LIKE and GLOB under the guard.
@Suite struct PatternFunctionTests {
  private func guarded() throws -> Connection {
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.guardReading()
    return connection
  }

  /// They give what SQLite's own give.
  @Test func givesTheSame() throws {
    let (own, plain) = (try guarded(), try Connection(.memory, mode: .readWrite))
    let texts: [SQLValue] = [
      .null, .text(""), .text("a"), .text("Abc"), .text("a%c"), .text("a_c"), .text("äÄ"), .text("[x]"), .integer(12),
      .real(1.5), .blob([97, 98]), .text("a\0b"), .text("\u{1}%"), .text("aXbXc"), .text("%%"), .text("__a"),
    ]
    let patterns: [SQLValue] =
      texts
      + ["%", "a%", "%C", "_b_", "[a-c]*", "*[!x]*", "?b*", "Ä_", "a\\%c", "%%%", "a%%c", "a__c", "a\\"].map {
        .text($0)
      }
    let escapes: [SQLValue] = [
      .null, .text("\\"), .text("%"), .text("_"), .text("a"), .text("ä"), .text(""), .text("ab"),
    ]
    func result(_ connection: Connection, _ sql: String, _ values: [SQLValue]) -> String {
      do { return "\(try connection.query(sql, values))" } catch { return "\(error)" }
    }
    for text in texts {
      for pattern in patterns {
        for sql in ["SELECT ?1 LIKE ?2", "SELECT ?1 GLOB ?2", "SELECT like(?2, ?1), glob(?2, ?1), ?1 NOT LIKE ?2"] {
          #expect(
            result(own, sql, [text, pattern]) == result(plain, sql, [text, pattern]), "\(text) \(pattern) \(sql)")
        }
        for escape in escapes {
          let sql = "SELECT ?1 LIKE ?2 ESCAPE ?3"
          let values = [text, pattern, escape]
          #expect(result(own, sql, values) == result(plain, sql, values), "\(values)")
        }
      }
    }
  }

  @Test func longPatternsAreErrors() throws {
    #expect { try guarded().query("SELECT 'a' LIKE ?1", [.text(String(repeating: "a", count: 300))]) } throws: {
      "\($0)".contains("too complex")
    }
  }

  /// Between the terms of one row time is looked at: the last of them are never come to.
  @Test func manyInOneRowAreStopped() throws {
    let connection = try guarded()
    var ticks: Int64 = 0
    try connection.addFunction("tick", arguments: 0, isDeterministic: false) { _ in
      ticks += 1
      return .integer(0)
    }
    let pattern = "%" + String(repeating: "a%", count: 110) + "b"
    let terms = Array(repeating: "t LIKE '\(pattern)' OR tick()", count: 100)
    let sql = "SELECT \(terms.joined(separator: " OR ")) FROM (SELECT printf('%.*c', 100000, 'a') AS t)"
    #expect(throws: SQLiteError.timedOut) {
      try connection.limited(seconds: 0) { () throws(SQLiteError) in try connection.query(sql) }
    }
    #expect(ticks <= 1)
    ticks = 0
    #expect(try connection.query(sql) == [[.integer(0)]])
    #expect(ticks == 100)
  }
}
