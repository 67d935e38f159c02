import Testing
import Warehouses

@Suite struct ExpectedResultTests {
  private let league: TemporaryWarehouse

  init() throws {
    league = try TemporaryWarehouse(
      """
      CREATE TABLE t (name TEXT, points INTEGER, town TEXT);
      INSERT INTO t VALUES ('a', 9, 'x'), ('b', 7, 'x'), ('c', 7, 'y'), ('d', 7, 'y'), ('e', 5, 'z');
      """)
  }

  private func fetch(_ sql: String) async throws -> ExpectedResult {
    try await ExpectedResult.fetch(sql, on: league.warehouse, limits: ExecutionLimits())
  }

  static let orders: [(sql: String, order: ExpectedResult.Order)] = [
    ("SELECT name FROM t", .any), ("SELECT name FROM (SELECT name FROM t ORDER BY name)", .any),
    ("SELECT name, points FROM t ORDER BY points DESC", .runs([1, 3, 1])),
    ("SELECT name, points FROM t ORDER BY 2", .runs([1, 3, 1])),
    ("SELECT name FROM t ORDER BY points DESC", .runs([1, 3, 1])),
    ("SELECT name FROM t ORDER BY points DESC, town", .runs([1, 1, 2, 1])),
    ("SELECT town, sum(points) AS s FROM t GROUP BY town ORDER BY s", .runs([1, 1, 1])),
    ("SELECT town FROM t GROUP BY town ORDER BY count(*) DESC", .runs([2, 1])),
    ("SELECT * FROM t ORDER BY points", .runs([1, 3, 1])),
    ("SELECT DISTINCT town FROM t ORDER BY town", .runs([1, 1, 1])),
    ("SELECT DISTINCT town FROM t ORDER BY length(town)", .sequence),
    ("SELECT name FROM t UNION SELECT town FROM t ORDER BY 1", .runs([1, 1, 1, 1, 1, 1, 1, 1])),
    ("SELECT name FROM t ORDER BY points LIMIT 2 OFFSET 1", .runs([2])),
  ]

  @Test(arguments: orders)
  func ordersAreFound(sql: String, order: ExpectedResult.Order) async throws {
    #expect(try await fetch(sql).order == order)
  }

  @Test func rowsThatTieAtTheLimitAreFound() async throws {
    let cut = try await fetch("SELECT name FROM t ORDER BY points DESC LIMIT 2")
    #expect(cut.order == .runs([1, 1]))
    #expect(cut.tied == [["b"], ["c"], ["d"]])
    #expect(try await fetch("SELECT name FROM t ORDER BY points DESC LIMIT 1").tied.isEmpty)
    #expect(try await fetch("SELECT name FROM t ORDER BY points DESC LIMIT 4").tied.isEmpty)
    #expect(try await fetch("SELECT name FROM t LIMIT 2").tied.count == 5)
  }

  @Test(arguments: [
    ("SELECT name FROM t WHERE name IN ('a', 'd') ORDER BY points DESC", true),
    ("SELECT name FROM t WHERE name IN ('a', 'e') ORDER BY points DESC", false),
    ("SELECT name FROM t WHERE name IN ('a', 'c') ORDER BY points", false),
  ])
  func anyOfTheTiesIsRight(sql: String, isRight: Bool) async throws {
    let expected = try await fetch("SELECT name FROM t ORDER BY points DESC LIMIT 2")
    let generated = try await league.warehouse.execute(sql, limits: ExecutionLimits())
    #expect(compare(generated, with: expected).isEqual == isRight)
  }

  @Test func brokenStatementIsAnError() async throws {
    await #expect(throws: WarehouseError.invalid(message: "no such column: nme")) {
      try await fetch("SELECT nme FROM t")
    }
  }
}
