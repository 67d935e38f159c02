import Testing
import Warehouses

@Suite struct DoubleQuotedTextTests {
  private let shop: TemporaryWarehouse

  init() throws {
    shop = try TemporaryWarehouse(
      "CREATE TABLE t (name TEXT, \"two words\" TEXT); INSERT INTO t VALUES ('France', 'a'), ('it''s \"x\"', 'b')")
  }

  @Test(arguments: [
    "SELECT \"two words\" FROM t WHERE name = \"France\"",
    "SELECT \"two words\" FROM t AS T1 WHERE T1.name LIKE \"fr%\"",
    "SELECT \"two words\" FROM t WHERE name IN (\"Spain\", 'x', \"France\") -- \"here\"",
    "SELECT \"two words\" FROM t WHERE name BETWEEN \"F\" AND \"G\" AND name != \"x\"",
    "SELECT \"two words\" FROM t WHERE name >= \"France\" AND name < \"Germany's\"",
    "SELECT replace(\"two words\", \"%\", \"\") FROM t WHERE \"name\" = \"France\"",
  ])
  func textComparedWithIsText(sql: String) async throws {
    #expect(try await shop.rows(sql) == [[.text("a")]])
  }

  @Test func quotesInsideAreKept() async throws {
    #expect(try await shop.rows("SELECT \"two words\" FROM t WHERE name = \"it's \"\"x\"\"\"") == [[.text("b")]])
  }

  @Test(arguments: [
    ("SELECT \"nme\" FROM t", "nme"), ("SELECT max(\"nme\") FROM t", "nme"),
    ("SELECT name FROM t WHERE \"nme\" = 'France'", "nme"), ("SELECT name FROM t ORDER BY \"nme\"", "nme"),
    ("SELECT name FROM t GROUP BY name, \"nme\"", "nme"), ("SELECT 1 FROM t WHERE name = \"t\".\"nme\"", "t.nme"),
    ("SELECT nme FROM t WHERE name = 'nme' AND name = \"France\"", "nme"),
  ])
  func misspeltColumnsStayErrors(sql: String, name: String) async throws {
    await #expect(throws: WarehouseError.invalid(message: "no such column: \(name)")) { try await shop.rows(sql) }
  }
}
