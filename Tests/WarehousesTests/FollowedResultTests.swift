import Testing
import Warehouses

@Suite struct FollowedResultTests {
  private let store = try? TemporaryWarehouse(
    """
    CREATE TABLE t (n INTEGER, r REAL, x TEXT, b BLOB);
    INSERT INTO t VALUES (1, 1.5, 'a', x'00'), (2, 2, NULL, x''), (NULL, -0.0, '', NULL)
    """)

  private func warehouse() throws -> SQLiteWarehouse { try #require(store).warehouse }

  @Test func sameRowsAreSame() async throws {
    let warehouse = try warehouse()
    let known = try await warehouse.execute("SELECT * FROM t", limits: ExecutionLimits())
    let followed = try await warehouse.execute("SELECT n, r, x, b FROM t", Following(known), limits: ExecutionLimits())
    #expect(followed.isSame && followed.result.rows == known.rows && !followed.isCutShort)
  }

  @Test(arguments: [
    "SELECT n, r, x, b FROM t LIMIT 2", "SELECT n, r, x, b FROM t UNION ALL SELECT 1, 2, 3, 4",
    "SELECT n, r, x FROM t", "SELECT n, r, x, b FROM t ORDER BY n", "SELECT n + 0.0, r, x, b FROM t",
    "SELECT n, r, coalesce(x, ''), b FROM t", "SELECT 1 WHERE 0",
  ])
  func otherRowsAreWhatTheyAreWithoutFollowing(sql: String) async throws {
    let warehouse = try warehouse()
    let known = try await warehouse.execute("SELECT * FROM t", limits: ExecutionLimits())
    let followed = try await warehouse.execute(sql, Following(known), limits: ExecutionLimits())
    #expect(!followed.isSame)
    #expect(followed.result == (try await warehouse.execute(sql, limits: ExecutionLimits())))
  }

  @Test func readingStopsWhenItIsDecided() async throws {
    let warehouse = try warehouse()
    let numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c"
    let one = ResultSet(columns: ["n"], rows: [[1]])
    let comparison = try await warehouse.compare(
      numbers, with: ExpectedResult(one), limits: ExecutionLimits(seconds: 30, rows: Int.max, bytes: Int.max))
    #expect(comparison.outcome == .extraRows && comparison.hasMoreRows && comparison.generatedRows == 11)
    let followed = try await warehouse.execute(
      numbers, Following(one) { $0 == [40] }, limits: ExecutionLimits(seconds: 30, rows: Int.max, bytes: Int.max))
    #expect(followed.isCutShort && followed.result.rows.count == 40)
  }

  @Test func limitsHold() async throws {
    let warehouse = try warehouse()
    let known = ResultSet(columns: ["x"], rows: [])
    let many = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT hex(zeroblob(100)) FROM c"
    await #expect(throws: WarehouseError.tooLarge(what: "the result takes more than 1 MB")) {
      try await warehouse.execute(many, Following(known), limits: ExecutionLimits(rows: Int.max, bytes: 1 << 20))
    }
    let cut = try await warehouse.execute(many, Following(known), limits: ExecutionLimits(rows: 7))
    #expect(cut.result.truncated && cut.result.rows.count == 7)
  }
}
