import Basics
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
      numbers, Following(ExpectedResult(one)) { $0 == [40] },
      limits: ExecutionLimits(seconds: 30, rows: Int.max, bytes: Int.max))
    #expect(followed.isCutShort && followed.result.rows.count == 40)
  }

  @Test(arguments: 0..<40)
  func whatIsFoundOutOnTheWayIsWhatComparingFinds(seed: Int) async throws {
    let warehouse = try warehouse()
    var random = SeededGenerator(seed: UInt64(seed), purpose: "followed")
    func statement(_ rows: [Int]) -> String {
      rows.isEmpty
        ? "SELECT 1, 'a' WHERE 0"
        : rows.map { "SELECT \($0 % 3), \($0 > 4 ? "NULL" : "'\($0)'")" }.joined(separator: " UNION ALL ")
    }
    let wanted = (0..<Int.random(in: 0...6, using: &random)).map { _ in Int.random(in: 0...5, using: &random) }
    let change = Int.random(in: 0...3, using: &random)
    var given = wanted.shuffled(using: &random)
    if change == 1 { given.append(Int.random(in: 0...5, using: &random)) }
    if change == 2 { given = Array(given.dropFirst()) }
    let order: ExpectedResult.Order = [.any, .sequence, .runs([2, 1])][Int.random(in: 0...2, using: &random)]
    let expected = ExpectedResult(
      try await warehouse.execute(statement(wanted), limits: ExecutionLimits()), order: order)
    let followed = try await warehouse.execute(statement(given), Following(expected), limits: ExecutionLimits())
    #expect(followed.result.rows == (try await warehouse.execute(statement(given), limits: ExecutionLimits())).rows)
    #expect(followed.isEqual(to: expected) == compare(followed.result, with: expected).isEqual)
    #expect(followed.covers(expected) == (Set(given) == Set(wanted)))
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
