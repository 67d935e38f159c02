/// A statement that a model, a file or a person might send to do harm, and what must become of it.
package struct HostileStatement: Sendable, CustomStringConvertible {
  package enum Fate: Sendable, Hashable {
    /// It is no plain read of this database, and that is said.
    case refused
    /// It does not compile, or asks for a function that is not there.
    case invalid
    /// It takes too long or too much, and is stopped.
    case stopped
    /// It only looks like harm and reads.
    case harmless
  }

  package var sql: String
  package var fate: Fate

  package init(_ sql: String, _ fate: Fate) {
    self.sql = sql
    self.fate = fate
  }

  package var description: String { sql.utf8.count > 80 ? String(sql.prefix(77)) + "…" : sql }
}

extension HostileStatement {
  /// For SQLite, over the tables of ``Stronghold``.
  package static let all: [HostileStatement] =
    refused.map { HostileStatement($0, .refused) } + invalid.map { HostileStatement($0, .invalid) }
    + bombs.map { HostileStatement($0, .stopped) } + harmless.map { HostileStatement($0, .harmless) }

  /// Those that are short and, of what never ends, a few: for doors behind which stands the same guard.
  package static let brief: [HostileStatement] =
    all.filter { $0.fate != .stopped && $0.sql.utf8.count < 500 }
    + bombs.prefix(3).map { HostileStatement($0, .stopped) }

  private static let refused = [
    // Writes, plain, qualified, quoted and behind a WITH.
    "INSERT INTO guest VALUES (9, 'Mallory', '')", "INSERT OR REPLACE INTO main.guest VALUES (1, 'Mallory', '')",
    "REPLACE INTO \"guest\" VALUES (1, 'x', 'y')", "UPDATE [main].[guest] SET name = 'x'",
    "UPDATE `guest` SET note = ''",
    "DELETE FROM guest", "DELETE FROM main.\"guest\" WHERE 1", "INSERT INTO guest SELECT * FROM guest",
    "INSERT INTO guest DEFAULT VALUES RETURNING *", "DELETE FROM guest RETURNING name",
    "UPDATE guest SET name = 'x' WHERE id = 1 RETURNING id", "INSERT INTO everyone VALUES (1)",
    "WITH gone AS (SELECT 1) DELETE FROM guest", "WITH a AS (SELECT 1 AS x) INSERT INTO stay SELECT x, x, x FROM a",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) UPDATE stay SET nights = (SELECT max(i) FROM n)",
    "INSERT INTO guest VALUES (1, 'x', '') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    "iNsErT\u{9}InTo\u{C}guest(id)VALUES(77)", "/**/DELETE/**/FROM/**/guest/**/", "-- SELECT\nDELETE FROM guest",
    "/* SELECT 1 */ DROP TABLE guest -- SELECT 1", "   \n\t;\n DELETE FROM guest",
    // Definitions.
    "DROP TABLE guest", "DROP TABLE IF EXISTS main.guest", "DROP VIEW everyone", "DROP INDEX by_name",
    "CREATE TABLE loot (x)", "CREATE TABLE loot AS SELECT * FROM guest", "CREATE TEMP TABLE loot (x)",
    "CREATE TEMPORARY TABLE loot AS SELECT * FROM guest", "CREATE TABLE temp.loot (x)", "CREATE VIEW w AS SELECT 1",
    "CREATE TEMP VIEW guest AS SELECT 'nobody' AS name", "CREATE INDEX slow ON guest (note)",
    "CREATE UNIQUE INDEX main.one ON stay (nights)", "ALTER TABLE guest RENAME TO ghost",
    "ALTER TABLE guest ADD COLUMN owned TEXT", "ALTER TABLE guest DROP COLUMN note",
    "CREATE TRIGGER t AFTER INSERT ON guest BEGIN DELETE FROM stay; END",
    "CREATE TEMP TRIGGER t BEFORE UPDATE ON guest BEGIN SELECT RAISE(FAIL, 'no'); END",
    "CREATE VIRTUAL TABLE f USING fts5(x)", "CREATE VIRTUAL TABLE temp.f USING fts4(x)",
    "CREATE VIRTUAL TABLE r USING rtree(id, a, b)", "CREATE VIRTUAL TABLE d USING dbstat",
    // Other files.
    "ATTACH 'loot.db' AS loot", "ATTACH DATABASE '/etc/passwd' AS p", "ATTACH ':memory:' AS m",
    "ATTACH (SELECT name FROM guest LIMIT 1) AS m", "ATTACH 'file:loot.db?mode=rwc' AS loot",
    "ATTACH 'lo' || 'ot.db' AS \"main2\"", "DETACH main", "DETACH DATABASE temp", "VACUUM", "VACUUM main",
    "VACUUM INTO 'copy.db'", "VACUUM main INTO (SELECT 'copy' || '.db')",
    // Settings and upkeep.
    "PRAGMA user_version = 66", "PRAGMA main.user_version = 66", "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = WAL", "PRAGMA journal_mode(DELETE)", "PRAGMA query_only = OFF", "PRAGMA temp_store = 2",
    "PRAGMA table_info(guest)", "PRAGMA database_list", "PRAGMA integrity_check", "PRAGMA key = 'x'",
    "PRAGMA temp_store_directory = '/etc'", "PRAGMA cache_size = -100000000", "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA optimize", "PRAGMA trusted_schema = ON", "PRAGMA hard_heap_limit = 1",
    "SELECT * FROM pragma_table_info('guest')", "SELECT * FROM pragma_database_list",
    "SELECT file FROM pragma_database_list()", "SELECT (SELECT count(*) FROM pragma_compile_options)",
    "SELECT * FROM guest, pragma_user_version", "ANALYZE", "ANALYZE main.guest", "REINDEX", "REINDEX by_name",
    // Transactions.
    "BEGIN", "BEGIN EXCLUSIVE", "BEGIN IMMEDIATE TRANSACTION", "COMMIT", "END", "ROLLBACK", "SAVEPOINT s",
    "RELEASE s", "ROLLBACK TO s",
    // A second statement, in plain sight and hidden.
    "SELECT 1; DROP TABLE guest", "SELECT 1;SELECT 2", "SELECT ';'; DELETE FROM guest",
    "SELECT 1 /* ; */ ; /* */ DELETE FROM guest -- ", "SELECT 1;\n\n-- nothing\nUPDATE guest SET name = ''",
    "SELECT '--'; DELETE FROM guest", "SELECT \"a;b\" FROM (SELECT 1 AS \"a;b\"); DELETE FROM guest",
    "SELECT 1 --\n; DELETE FROM guest", "SELECT 'it''s'; DELETE FROM guest; --'",
    "SELECT [;] FROM (SELECT 1 AS [;]); DELETE FROM guest",
    "SELECT /* /* */ 1; DELETE FROM guest /* */", "SELECT 1; PRAGMA user_version = 5", "SELECT 1;;;ATTACH 'x' AS x",
    "SELECT 1; syntax error", "VALUES (1); VALUES (2)",
    // EXPLAIN in front.
    "EXPLAIN DELETE FROM guest", "EXPLAIN QUERY PLAN DROP TABLE guest", "EXPLAIN SELECT 1",
    "EXPLAIN QUERY PLAN SELECT * FROM guest", "EXPLAIN ATTACH 'x.db' AS x",
    // Functions that reach out of the database.
    "SELECT load_extension('/lib/x.so')", "SELECT load_extension('x', 'entry')", "SELECT Load_Extension('x')",
    "SELECT \"load_extension\"('x')", "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT name FROM guest WHERE load_extension('x') IS NULL", "SELECT 1 ORDER BY load_extension('x')",
    "WITH a AS (SELECT load_extension('x') AS y) SELECT y FROM a", "SELECT json_patch('{}', '{}')",
    // The catalog, to be changed.
    "INSERT INTO sqlite_master VALUES (1, 2, 3, 4, 5)", "\u{FEFF}DELETE FROM guest",
    // Too many calls to be stopped between them.
    "SELECT " + Array(repeating: "length(hex(randomblob(400000)))", count: 400).joined(separator: " + "),
  ]

  private static let invalid = [
    "UPDATE sqlite_master SET sql = ''", "DELETE FROM sqlite_schema", "UPDATE sqlite_temp_master SET name = 'x'",
    "DELETE FROM sqlite_sequence", "", "   ", ";", "-- nothing\n", "/* nothing */", "SELECT", "SELECT 1 FROM", "DROP",
    "SELECT 'open", "SELECT \"open",
    "SELECT 1\0; DROP TABLE guest", "\0", "SELECT '\0'", "SELECT 1 \u{0}",
    "SELECT readfile('/etc/passwd')", "SELECT writefile('loot', 'x')", "SELECT edit('x', 'vi')", "SELECT system('id')",
    "SELECT * FROM fsdir('/')", "SELECT zipfile('a', 'b')", "SELECT name INTO OUTFILE '/tmp/loot' FROM guest",
    "SELECT * INTO loot FROM guest", "COPY guest TO '/tmp/loot'", "SELECT pg_read_file('/etc/passwd')",
    "CALL shutdown()", "SHUTDOWN", "GRANT ALL ON guest TO public", "TRUNCATE TABLE guest",
    "MERGE INTO guest USING stay",
    "SET role = 'admin'", "USE other", "LOAD DATA INFILE 'x' INTO TABLE guest", "DO $$ BEGIN END $$",
    ".shell id", ".output loot", "\\! id", "SELECT\u{A0}1", "DELETE\u{200B} FROM guest",
    "ＤＥＬＥＴＥ FROM guest", "SELECT ‘x’ FROM guest; DELETE FROM guest", "SELECT * FROM secret.guest",
    "SELECT ? FROM guest",
    "SELECT :name", "SELECT @name, $name", "EXPLAIN", "WITH x AS (DELETE FROM guest RETURNING *) SELECT * FROM x",
    "SELECT (DELETE FROM guest)", "SELECT * FROM (UPDATE guest SET name = 'x' RETURNING *)",
    "SELECT " + String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000),
    "SELECT " + String(repeating: "- ", count: 30_000) + "1",
    "SELECT 1" + String(repeating: " + 1", count: 5000),
    "SELECT 1" + String(repeating: " UNION ALL SELECT 1", count: 500),
    "SELECT printf('%.*c', 9999, 'a') LIKE '%' || printf('%.*c', 9999, 'a') || 'b'",
    "SELECT * FROM " + Array(repeating: "guest", count: 65).joined(separator: ", "),
  ]

  private static let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

  /// `WITH c0 …, c1 AS (body of c0), …`, each reading the one before.
  private static func chain(_ length: Int, _ first: String, _ next: (String) -> String) -> String {
    let rest = (1..<length).map { "c\($0) AS (\(next("c\($0 - 1)")))" }
    return "WITH " + (["c0 AS (\(first))"] + rest).joined(separator: ", ") + " SELECT * FROM c\(length - 1)"
  }

  private static let bombs = [
    // Without end.
    "\(endless) SELECT count(*) FROM n", "\(endless) SELECT sum(i * i % 7) FROM n WHERE i < 0",
    "\(endless) SELECT i FROM n WHERE i < 0", "\(endless) SELECT group_concat(i) FROM n",
    "\(endless) SELECT json_group_array(i) FROM n", "\(endless) SELECT i FROM n ORDER BY -i LIMIT 1",
    "\(endless) SELECT i, count(*) OVER (ORDER BY i) FROM n", "\(endless) SELECT 1 WHERE 0 IN (SELECT i FROM n)",
    "\(endless) SELECT count(DISTINCT hex(randomblob(1000))) FROM n",
    "WITH RECURSIVE n(i) AS (VALUES ('x') UNION SELECT hex(randomblob(1000)) FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n(b) AS (SELECT zeroblob(900000) UNION ALL SELECT b FROM n, stay) SELECT count(*) FROM n",
    "SELECT count(*) FROM guest WHERE (\(endless) SELECT max(i) FROM n) > id",
    "SELECT name FROM guest ORDER BY (\(endless) SELECT max(i) FROM n)",
    // Products.
    "SELECT count(*) FROM " + (0..<12).map { "many m\($0)" }.joined(separator: ", "),
    "SELECT max(a.x + b.x + c.x + d.x) FROM many a JOIN many b JOIN many c JOIN many d WHERE a.x + b.x < -1",
    "SELECT DISTINCT a.x, b.x, c.x FROM many a, many b, many c, many d ORDER BY 3, 2, 1",
    "SELECT count(*) FROM many a, many b, many c WHERE a.x || b.x || c.x LIKE '%1%2%3%x'",
    // Large values.
    "SELECT randomblob(1000000000)", "SELECT zeroblob(2000000000)", "SELECT hex(zeroblob(900000))",
    "SELECT replace(hex(zeroblob(500000)), '0', 'large')",
    "SELECT replace(printf('%.*c', 900000, 'a'), 'a', name) FROM guest",
    "SELECT group_concat(hex(randomblob(10000))) FROM many", "SELECT randomblob(1000000) || randomblob(1000000)",
    "SELECT quote(zeroblob(900000))", "SELECT zeroblob(1 << 40)",
    "SELECT json_group_array(hex(zeroblob(10000))) FROM many",
    "SELECT a.x, hex(zeroblob(400000)) FROM many a, many b",
    "SELECT a.x, zeroblob(900000) FROM many a, many b ORDER BY 2, 1",
    "SELECT last_value(zeroblob(900000)) OVER (ORDER BY a.x) FROM many a, many b",
    // What unfolds while it compiles.
    chain(26, "SELECT x FROM many") { "SELECT x + x AS x FROM \($0)" },
    chain(26, "SELECT x FROM many") { "SELECT x || x AS x FROM \($0) WHERE x > 1" },
    chain(24, "SELECT x FROM many") { "SELECT CASE WHEN x THEN x ELSE x END AS x FROM \($0)" },
    chain(26, "SELECT x FROM many") { "SELECT a.x FROM \($0) a, \($0) b" },
    chain(30, "SELECT 1 AS x") { "SELECT x FROM \($0) WHERE x IN (SELECT x FROM \($0))" },
    // Long texts.
    "SELECT '" + String(repeating: "a", count: 1 << 20) + "'",
    "SELECT 1 /*" + String(repeating: "*", count: 1 << 20) + "*/",
    "SELECT 1 IN (" + (0..<100_000).map(String.init).joined(separator: ",") + ")",
    "SELECT 1 AS \"" + String(repeating: "é", count: 1 << 19) + "\"",
    // What would compute for hours inside one call.
    "SELECT count(*) FROM many WHERE printf('%.*c', 900000, 'a') LIKE '%' || printf('%.*c', 200, 'a') || x || 'b'",
  ]

  private static let harmless = [
    "SELECT 'DROP TABLE guest; --' AS plan", "SELECT name FROM guest -- ; DELETE FROM guest", "SELECT 1;",
    "SELECT 1 ; -- end", "SELECT 1;/* ; */;", "SELECT name AS \"DELETE FROM guest\" FROM guest",
    "SELECT replace(name, 'A', 'insert into') FROM guest", "SELECT /* DELETE FROM guest; */ count(*) FROM guest",
    "SELECT sql FROM sqlite_master", "SELECT 'x' AS [;]", "SELECT \"main\".\"guest\".\"name\" FROM \"main\".\"guest\"",
    "VALUES (1), (2)", "SELECT name FROM guest WHERE name = 'Robert''); DROP TABLE guest;--'",
    "SELECT printf('%1000000000d', 1) IS NULL", "SELECT abs(-9223372036854775807), 1e999, -1e999",
    "SELECT 9223372036854775807 + 1, 1 / 0, 5 % 0, CAST('x' AS INTEGER)", "SELECT char(0), unicode(''), hex(char(0))",
    "SELECT instr(printf('%.*c', 900000, 'a'), printf('%.*c', 450000, 'a') || 'b')",
    "SELECT length(trim(printf('%.*c', 900000, 'a'), printf('%.*c', 100000, 'b') || 'a'))",
    "SELECT length(replace(printf('%.*c', 900000, 'a'), printf('%.*c', 450000, 'a') || 'b', 'x'))",
    "SELECT printf('%.*c', 100000, 'a') LIKE '%a%a%a%a%a%a%a%a%a%a%b'",
    "SELECT printf('%.*c', 3000, 'a') GLOB '*[a]*[a]*[a]*[a]*b'",
    "SELECT json('" + String(repeating: "[", count: 900) + String(repeating: "]", count: 900) + "')",
    "SELECT value FROM json_each('[1, 2]')", "SELECT count(*) FROM guest NATURAL JOIN guest",
    "\(endless) SELECT i FROM n LIMIT 3",
    "SELECT likelihood(1, 0.5), sqlite_version(), last_insert_rowid(), changes(), total_changes()",
  ]
}
