import SQLite
import Testing

/// The functions that the guard puts in the place of SQLite's own give the same.
@Suite struct LinearFunctionTests {
  private static let values = [
    "NULL", "''", "'a'", "'aba'", "'  aba '", "'aaaaaab'", "'ééaé'", "'é'", "'€uro€'", "'日本語日本'", "'本'", "12", "-1.5",
    "x''", "x'61'", "x'6162ff61'", "x'ff'", "x'c3'", "x'a9'", "x'c3a9'", "'xyxxyyx'", "'xy'", "1e3",
    "CAST(x'61C3' AS TEXT)",
    "CAST(x'C3A961' AS TEXT)", "CAST(x'FF61FF' AS TEXT)", "CAST(x'A961' AS TEXT)",
  ]

  @Test func theyAgreeWithSQLite() throws {
    let (own, guarded) = (try Connection(.memory, mode: .readWrite), try Connection(.memory, mode: .readWrite))
    try guarded.guardReading()
    func check(_ call: String) throws {
      let sql = "SELECT \(call), typeof(\(call)), hex(\(call))"
      #expect(try own.query(sql) == guarded.query(sql), "\(call)")
    }
    for one in Self.values {
      for name in ["trim", "ltrim", "rtrim"] { try check("\(name)(\(one))") }
      for other in Self.values {
        for name in ["trim", "ltrim", "rtrim", "instr"] { try check("\(name)(\(one), \(other))") }
        for third in ["NULL", "''", "'é'", "'aa'", "x'00'", "7"] { try check("replace(\(one), \(other), \(third))") }
      }
    }
  }
}
