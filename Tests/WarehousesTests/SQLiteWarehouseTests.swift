import SQLite
import Testing
import Warehouses

@Suite struct SQLiteWarehouseTests {
  private let shop: TemporaryWarehouse

  init() throws {
    shop = try TemporaryWarehouse(
      """
      CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, "odd ""name" TEXT, born TEXT);
      CREATE TABLE lines (
        a INT, b INT, customer REFERENCES customers, PRIMARY KEY (a, b),
        FOREIGN KEY (a, b) REFERENCES lines (b, a));
      CREATE VIEW adults AS SELECT name AS who FROM customers WHERE born < '2000';
      CREATE VIEW broken AS SELECT x FROM gone;
      INSERT INTO customers VALUES (1, 'Ann', 'x', '1990-05-01'), (2, 'Bob', 'x', '2001-12-31'), (3, 'Cy', NULL, NULL);
      """)
  }

  private static let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"

  @Test func schemaTellsTablesViewsAndKeys() async throws {
    let schema = try await shop.warehouse.schema()
    #expect(schema.tables.map(\.name) == ["customers", "lines", "adults"])
    let customers = try #require(schema.table("CUSTOMERS"))
    #expect(customers.columns.map(\.name) == ["id", "name", "odd \"name", "born"])
    #expect(customers.columns.map(\.isPrimaryKey) == [true, false, false, false])
    #expect(customers.columns.map(\.collation) == [nil, "NOCASE", nil, nil])
    #expect(customers.columns.map(\.isNullable) == [false, false, true, true])
    #expect(
      schema.table("lines")?.foreignKeys == [
        Schema.ForeignKey(columns: ["customer"], table: "customers", referenced: ["id"]),
        Schema.ForeignKey(columns: ["a", "b"], table: "lines", referenced: ["b", "a"]),
      ])
  }

  @Test func schemaFollowsChanges() async throws {
    _ = try await shop.warehouse.schema()
    try Connection(.file(shop.path), mode: .readWrite).execute(script: "CREATE TABLE more (x)")
    #expect(try await shop.warehouse.schema().table("more") != nil)
  }

  @Test func resultsKeepTypesAndNames() async throws {
    let result = try await shop.warehouse.execute("SELECT 1 AS a, 1.0, 'x', x'00', NULL", limits: ExecutionLimits())
    #expect(result.columns.first == "a")
    #expect(result.rows == [[.integer(1), .real(1), .text("x"), .blob([0]), .null]])
    #expect(!result.truncated)
  }

  @Test func rowsAreCutOffAndSaidToBe() async throws {
    let exact = try await shop.warehouse.execute("SELECT id FROM customers", limits: ExecutionLimits(rows: 3))
    #expect(exact.rows.count == 3 && !exact.truncated)
    let cut = try await shop.warehouse.execute(Self.endless, limits: ExecutionLimits(rows: 3))
    #expect(cut.rows.count == 3 && cut.truncated)
  }

  @Test func timeAndMemoryAreLimited() async throws {
    await #expect(throws: WarehouseError.timedOut(seconds: 0.02)) {
      try await shop.rows(Self.endless, limits: ExecutionLimits(seconds: 0.02, rows: .max, bytes: .max))
    }
    await #expect(throws: WarehouseError.tooLarge(what: "the result takes more than 1 MB")) {
      try await shop.rows(Self.endless, limits: ExecutionLimits(rows: .max, bytes: 1 << 20))
    }
    #expect(try await shop.rows("SELECT 1") == [[.integer(1)]])
  }

  @Test func cancellingTheTaskStopsTheStatement() async throws {
    let warehouse = shop.warehouse
    let task = Task {
      try await warehouse.execute(
        Self.endless, limits: ExecutionLimits(seconds: 1000, rows: .max, bytes: .max))
    }
    task.cancel()
    await #expect(throws: WarehouseError.cancelled) { try await task.value }
  }

  @Test(arguments: [
    ("DELETE FROM customers", WarehouseError.forbidden(what: "DELETE")),
    ("SELECT 1; SELECT 2", .forbidden(what: "more than one statement")),
    ("EXPLAIN SELECT 1", .forbidden(what: "EXPLAIN")),
    ("PRAGMA table_info(customers)", .forbidden(what: "PRAGMA")),
    ("SELECT nme FROM customers", .invalid(message: "no such column: nme")),
    ("SELECT \"nme\" FROM customers", .invalid(message: "no such column: nme")),
    ("", .invalid(message: "there is no statement")),
  ])
  func badStatementsAreToldApart(sql: String, error: WarehouseError) async throws {
    await #expect(throws: error) { try await shop.rows(sql) }
    await #expect(throws: error) { try await shop.warehouse.explain(sql) }
  }

  @Test func explainRunsNothing() async throws {
    try await shop.warehouse.explain(Self.endless)
  }

  @Test func missingFileIsUnavailable() {
    #expect { try SQLiteWarehouse(name: "none", path: "/nowhere/none.sqlite") } throws: { error in
      if case .unavailable? = error as? WarehouseError { true } else { false }
    }
  }

  @Test func statementsRunSideBySide() async throws {
    let warehouse = shop.warehouse
    let sums = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask { try await warehouse.execute("SELECT id FROM customers", limits: ExecutionLimits()).rows.count }
      }
      return try await group.reduce(0, +)
    }
    #expect(sums == 60)
  }

  @Test func dataVersionChangesWithTheData() async throws {
    let before = try await shop.warehouse.dataVersion()
    #expect(try await shop.warehouse.dataVersion() == before)
    #expect(try await SQLiteWarehouse(name: "other", path: shop.path).dataVersion() == before)
    try Connection(.file(shop.path), mode: .readWrite).execute(script: "DELETE FROM customers WHERE id = 3")
    #expect(try await shop.warehouse.dataVersion() != before)
  }
}
