import Platform
import Testing
import Warehouses

@Suite struct OnceWarehouseTests {
  /// Counts what it is asked for and answers from the shop.
  private final class Counting: Warehouse {
    let base: SQLiteWarehouse
    let asked = Guarded<[String]>([])

    init(_ base: SQLiteWarehouse) { self.base = base }

    var name: String { base.name }
    var dialect: String { base.dialect }

    func schema() async throws(WarehouseError) -> Schema { try await base.schema() }
    func explain(_ sql: String) async throws(WarehouseError) { try await base.explain(sql) }

    func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
      asked.withLock { $0.append(sql) }
      return try await base.execute(sql, limits: limits)
    }

    func execute(
      _ sql: String, _ following: Following, limits: ExecutionLimits
    ) async throws(WarehouseError) -> FollowedResult {
      asked.withLock { $0.append(sql) }
      return try await base.execute(sql, following, limits: limits)
    }
  }

  private let shop: TemporaryWarehouse
  private let counting: Counting
  private let once: OnceWarehouse

  init() throws {
    shop = try TemporaryWarehouse(
      "CREATE TABLE t (a INT, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'y'), (3, NULL)")
    counting = Counting(shop.warehouse)
    once = OnceWarehouse(counting)
  }

  @Test func aStatementRunsOnceHoweverItIsAskedFor() async throws {
    let (sql, limits) = ("SELECT a, b FROM t", ExecutionLimits())
    let rows = try await once.execute(sql, limits: limits)
    let followed = try await once.execute(sql, Following(rows), limits: limits)
    #expect(followed.isSame && followed.result == rows)
    #expect(try await once.execute(sql, limits: limits) == rows)
    #expect(counting.asked.withLock { $0 } == [sql])
  }

  @Test func otherLimitsAreAnotherRun() async throws {
    _ = try await once.execute("SELECT a FROM t", limits: ExecutionLimits(rows: 1))
    #expect(try await once.execute("SELECT a FROM t", limits: ExecutionLimits()).rows.count == 4)
  }

  @Test func aRunThatWasCutShortIsNotTakenForTheWhole() async throws {
    let (sql, limits) = ("SELECT a FROM t", ExecutionLimits())
    let none = ResultSet(columns: ["a"], rows: [])
    let cut = try await once.execute(sql, Following(ExpectedResult(none), beyond: 1), limits: limits)
    #expect(cut.isCutShort)
    #expect(try await once.execute(sql, limits: limits).rows.count == 4)
  }

  @Test func refusalsAreKept() async throws {
    for _ in 0..<2 {
      await #expect(throws: WarehouseError.self) { try await once.execute("SELECT nothing", limits: ExecutionLimits()) }
    }
    #expect(counting.asked.withLock { $0 }.count == 1)
  }

  /// Rows that are there already are compared as those that come one by one.
  @Test(arguments: [
    "SELECT a, b FROM t", "SELECT a, b FROM t ORDER BY a DESC", "SELECT a, b FROM t WHERE a < 3",
    "SELECT DISTINCT a, b FROM t", "SELECT b, a FROM t", "SELECT a FROM t", "SELECT a, b FROM t WHERE a = 9",
  ])
  func knownRowsCompareLikeComingOnes(sql: String) async throws {
    let limits = ExecutionLimits()
    let expected = ExpectedResult(try await shop.warehouse.execute("SELECT a, b FROM t", limits: limits))
    let coming = try await shop.warehouse.execute(sql, Following(expected), limits: limits)
    _ = try await once.execute(sql, limits: limits)
    let known = try await once.execute(sql, Following(expected), limits: limits)
    #expect(known.isSame == coming.isSame && known.result == coming.result)
    #expect(known.isEqual(to: expected) == coming.isEqual(to: expected))
    #expect(known.covers(expected) == coming.covers(expected))
  }
}
