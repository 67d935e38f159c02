import SQLite
import Testing

@Suite struct GuardTests {
  private func guarded() throws -> Connection {
    let connection = try Connection(.memory, mode: .readWrite, stopsOnCancellation: true)
    try connection.execute(
      script: "CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1), (2); CREATE VIEW v AS SELECT x FROM t")
    try connection.guardReading()
    return connection
  }

  @Test(arguments: [
    "SELECT x FROM t", "SELECT max(x) FROM v", "VALUES (1), (2)", "SELECT value FROM json_each('[1]')",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
    "SELECT name FROM sqlite_master", "SELECT date('now'), abs(-1), upper('a')",
  ])
  func readingIsAllowed(sql: String) throws {
    #expect(try !guarded().query(sql).isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM t", "INSERT INTO t VALUES (3)", "UPDATE t SET x = 0", "DROP TABLE t", "CREATE TABLE u (x)",
    "CREATE TEMP TABLE u (x)", "CREATE VIEW w AS SELECT 1", "ALTER TABLE t RENAME TO u", "PRAGMA user_version = 3",
    "PRAGMA table_info(t)", "ATTACH ':memory:' AS other", "DETACH main", "BEGIN", "SAVEPOINT a", "ANALYZE", "REINDEX",
    "CREATE VIRTUAL TABLE f USING fts5(x)", "SELECT load_extension('x')", "SELECT fts3_tokenizer('simple')",
    "SELECT * FROM pragma_table_info('t')", "VACUUM INTO 'copy.sqlite'", "VACUUM",
    "WITH a AS (SELECT 1) DELETE FROM t", "EXPLAIN DELETE FROM t",
  ])
  func everythingElseIsRefused(sql: String) throws {
    let connection = try guarded()
    #expect { try connection.query(sql) } throws: { error in
      if case .refused? = error as? SQLiteError { true } else { false }
    }
    #expect(try connection.query("SELECT x FROM t") == [[1], [2]])
  }

  @Test func refusalNamesTheAction() throws {
    #expect(throws: SQLiteError.refused(what: "DELETE")) { try guarded().query("DELETE FROM t") }
    #expect(throws: SQLiteError.refused(what: "the function load_extension")) {
      try guarded().query("SELECT load_extension('x')")
    }
  }

  @Test func trustedStatementsPassAndTheGuardComesBack() throws {
    let connection = try guarded()
    let columns = try connection.trusted { () throws(SQLiteError) in try connection.query("PRAGMA table_info(t)") }
    #expect(columns.count == 1)
    #expect(throws: SQLiteError.refused(what: "PRAGMA")) { try connection.query("PRAGMA table_info(t)") }
  }

  private static let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

  @Test func deadlineStopsARunawayStatement() throws {
    let connection = try guarded()
    #expect(throws: SQLiteError.timedOut) {
      try connection.limited(seconds: 0.01) { try connection.query(Self.endless) }
    }
    #expect(throws: SQLiteError.timedOut) {
      try connection.limited(seconds: .nan) { try connection.query(Self.endless) }
    }
    #expect(try connection.query("SELECT 1") == [[1]])
  }

  @Test func cancellingTheTaskStopsARunawayStatement() async throws {
    let task = Task.detached {
      let connection = try guarded()
      return try connection.query(Self.endless).count
    }
    task.cancel()
    await #expect(throws: SQLiteError.cancelled) { try await task.value }
  }
}
