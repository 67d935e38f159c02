import Testing

@testable import Warehouses

/// What must never reach an engine that knows no read-only sessions, and what must.
@Suite struct RemoteGuardTests {
  private func verdict(_ sql: String) -> WarehouseError? {
    do throws(WarehouseError) {
      try RemoteGuard.check(sql)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    "SELECT 1", "select 1;", "  /* note; DROP TABLE t */ SELECT 1 -- DROP TABLE t", "(SELECT 1) UNION (SELECT 2)",
    "VALUES (1), (2)", "WITH a AS (SELECT 1 AS x) SELECT x FROM a", "SELECT 'it''s; DROP TABLE t' AS insert",
    "SELECT \"INSERT INTO t\" FROM `set`", "SELECT replace(name, 'a', 'b') FROM t",
    "SELECT transform(a, x -> x + 1) FROM t",
    "SELECT /*+ BROADCAST(t) */ * FROM t", "SELECT * FROM a JOIN b USING (id)", "SELECT r'\\' AS x, 'a\\'b' FROM t",
    "SELECT text.name, csv.id FROM text JOIN notes csv ON csv.id = text.id", "SELECT `reflect` FROM t",
    "SELECT * FROM main.shop.orders VERSION AS OF 3", "SELECT x'00ff', 10L, 1.5BD", "SELECT 'preis in $' AS p",
    "SELECT truncate(a, 1), set FROM t", "SELECT * FROM range(10)", "SELECT * FROM 2020_sales",
  ])
  func letsQueriesPass(_ sql: String) {
    #expect(verdict(sql) == nil)
  }

  @Test(arguments: [
    // Writes and whatever else is no query.
    "INSERT INTO t VALUES (1)", "INSERT OVERWRITE t SELECT 1", "INSERT OVERWRITE DIRECTORY '/tmp/x' SELECT 1",
    "UPDATE t SET a = 1", "DELETE FROM t", "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE",
    "TRUNCATE TABLE t", "DROP TABLE t", "DROP DATABASE d CASCADE", "CREATE TABLE t AS SELECT 1",
    "CREATE OR REPLACE TABLE t (a INT)", "CREATE VIEW v AS SELECT 1", "ALTER TABLE t ADD COLUMNS (b INT)",
    "LOAD DATA INPATH '/x' INTO TABLE t", "COPY INTO t FROM '/x'", "REPAIR TABLE t", "MSCK REPAIR TABLE t",
    "OPTIMIZE t", "VACUUM t", "RESTORE TABLE t TO VERSION AS OF 1", "ANALYZE TABLE t COMPUTE STATISTICS",
    "REFRESH TABLE t", "CACHE TABLE t", "UNCACHE TABLE t", "CLEAR CACHE", "GRANT SELECT ON t TO u",
    "REVOKE ALL ON t FROM u",
    "SET spark.sql.shuffle.partitions = 1", "SET -v", "RESET", "SET TIME ZONE 'UTC'", "USE other", "USE CATALOG main",
    "ADD JAR '/tmp/evil.jar'", "ADD FILE '/etc/passwd'", "ADD ARCHIVE '/x.zip'", "LIST JARS", "DELETE JAR x",
    "CREATE FUNCTION f AS 'com.evil.F' USING JAR '/x.jar'", "CREATE TEMPORARY FUNCTION f AS 'com.evil.F'",
    "DROP FUNCTION f", "DECLARE VARIABLE x INT", "EXECUTE IMMEDIATE 'DROP TABLE t'", "BEGIN DROP TABLE t; END",
    "CALL system.rewrite()", "DESCRIBE t", "SHOW TABLES", "EXPLAIN SELECT 1", "TABLE t", "FROM t SELECT *",
    "FROM t INSERT INTO u SELECT *", "KILL QUERY 1", "!ls", "dfs -ls /", "compile `x`", "COMMENT ON TABLE t IS 'x'",
    // More than one statement.
    "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t", "SELECT 1;; DROP TABLE t;", ";SELECT 1; DELETE FROM t",
    "SELECT ';'; DROP TABLE t",
    // Changes behind WITH.
    "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "WITH a AS (SELECT 1) DELETE FROM t",
    "WITH a AS (SELECT 1) FROM a INSERT OVERWRITE TABLE t SELECT *", "WITH a AS (SELECT 1) UPDATE t SET x = 1",
    "WITH a AS (SELECT 1) FROM a INSERT OVERWRITE DIRECTORY '/tmp' SELECT *",
    "WITH a AS (SELECT 1) MERGE INTO t USING a ON 1 = 1 WHEN MATCHED THEN DELETE",
    // Tricks with comments and quotation.
    "WITH a AS (SELECT 1) -- x\rINSERT INTO t SELECT 1", "/* /* */ SELECT 1 */ DROP TABLE t",
    "WITH a AS (SELECT 1) -- \\\n ' \n INSERT INTO t SELECT '1'", "SELECT 'a\\'; DROP TABLE t; --'; DROP TABLE t",
    "SELECT r'\\'; DROP TABLE t; --'", "SELECT \"\\\"; DROP TABLE t; --\"; DROP TABLE t",
    "WITH a AS (SELECT 1 AS x'\\'') INSERT INTO t SELECT 1 --'", "SELECT $$ ' $$; DROP TABLE t -- '",
    "WITH a AS (SELECT 1)\u{A0}INSERT\u{A0}INTO\u{A0}t SELECT 1", "WITH a AS (SELECT 1)\u{3000}DELETE\u{3000}FROM t",
    "SELECT a$$'$$ FROM t; DROP TABLE t --'", "SELECT /*+ a('*/ 1; DROP TABLE t --') */ 1",
    "SELECT /*+ a /* */ 1; DROP TABLE t */ 1", "SELECT 1 AS `a``; DROP TABLE t; --`; DROP TABLE t", "SELECT 'open",
    "SELECT \"open", "SELECT `open",
    // Code and files.
    "SELECT reflect('java.lang.System', 'exit', '0')", "SELECT java_method('java.lang.Runtime', 'getRuntime')",
    "SELECT `reflect`('java.lang.System', 'exit')", "SELECT Try_Reflect('a', 'b')", "SELECT reflect /* x */ ('a', 'b')",
    "SELECT system.builtin.reflect('a', 'b')", "SELECT TRANSFORM(a) USING 'rm -rf /' FROM t",
    "SELECT TRANSFORM(a) USING r'sh' AS (b) FROM t", "SELECT * FROM (FROM t MAP a USING 'sh' AS b)",
    "SELECT * FROM (SELECT TRANSFORM(*) USING \"sh -c id\" FROM t)", "SELECT * FROM csv.`/etc/passwd`",
    "SELECT * FROM text.`file:/etc/shadow`", "SELECT * FROM `parquet`.`/data`", "SELECT * FROM t, json.`/x`",
    "SELECT * FROM t JOIN binaryFile.`/x`", "SELECT * FROM csv.data", "SELECT * FROM TEXT . `../x`",
    "SELECT * FROM read_files('/x')", "SELECT secret('scope', 'key')", "SELECT http_request(conn => 'x')",
    "SELECT ai_query('model', 'text')", "SELECT * FROM identifier('csv.`/etc/passwd`')",
    "SELECT * FROM remote_query('x', query => 'drop')", "", "  -- nothing", ";",
    // Others, by other ways.
    "SELECT * INTO loot FROM t", "SELECT 1\0; DROP TABLE t", "EXPLAIN EXTENDED DELETE FROM t", "CACHE LAZY TABLE t",
    "SELECT 1; ADD JAR '/x.jar'", "USE SCHEMA x", "SET spark.sql.ansi.enabled = false; SELECT 1", "REFRESH FUNCTION f",
    "CREATE TEMPORARY VIEW v AS SELECT 1", "CREATE TEMP VIEW v USING csv OPTIONS (path '/x')", "DROP VIEW v",
    "ALTER SESSION SET x = 1", "SYNC SCHEMA a FROM b", "UNDROP TABLE t", "REORG TABLE t APPLY (PURGE)",
    "SELECT 1;\n-- x\nDELETE FROM t",
  ])
  func refusesAllElse(_ sql: String) async {
    let hive = FakeHive(.rows([("x", ["1"])]))
    var outcome: WarehouseError?
    do throws(WarehouseError) {
      _ = try await hive.warehouse.execute(sql, limits: ExecutionLimits())
    } catch { outcome = error }
    switch outcome {
    case .forbidden, .invalid: break
    default: Issue.record("it was not refused: \(outcome.map { "\($0)" } ?? "it ran")")
    }
    #expect(hive.calls.isEmpty)
    await #expect(throws: WarehouseError.self) { try await hive.warehouse.explain(sql) }
    #expect(hive.calls.isEmpty)
  }

  @Test func saysWhatIsRefused() {
    #expect(verdict("DROP TABLE t")?.predicate == "is refused: it may only read, and DROP is not allowed")
    #expect(verdict("SELECT 1; SELECT 2") == .forbidden(what: "more than one statement"))
    #expect(verdict("SELECT reflect('a', 'b')") == .forbidden(what: "the function reflect"))
    #expect(verdict("SELECT * FROM csv.`/etc/passwd`") == .forbidden(what: "reading files"))
  }
}
