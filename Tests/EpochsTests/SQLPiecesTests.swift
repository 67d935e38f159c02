import Testing
import Warehouses

@testable import Epochs

struct SQLPiecesTests {
  private func pieces(_ sql: String) async throws -> SQLPieces {
    SQLPieces(sql, schema: try await ShopWarehouse().schema())
  }

  @Test func aliasesGiveWayToTables() async throws {
    let found = try await pieces(
      "SELECT c.nm, SUM(o.amt_cts) / 100.0 FROM orders AS o JOIN cust c ON c.id = o.cust_id "
        + "WHERE o.stat <> 'X' AND c.nm = 'Ada' GROUP BY c.nm")
    #expect(found.of(.table).map(\.sql) == ["cust", "orders"])
    #expect(found.of(.join).map(\.sql) == ["cust.id = orders.cust_id"])
    #expect(found.of(.filter).map(\.sql) == ["cust.nm = 'Ada'", "orders.stat <> 'X'"])
    #expect(found.of(.measure).map(\.sql) == ["SUM(orders.amt_cts) / 100.0"])
    #expect(found.of(.column).map(\.sql) == ["cust.nm", "orders.amt_cts", "orders.stat"])
    #expect(found.values.map(\.value).sorted() == ["Ada", "X"])
  }

  @Test func subqueriesAndUnqualifiedNamesCountToo() async throws {
    let found = try await pieces("SELECT COUNT(*) FROM cust WHERE id IN (SELECT cust_id FROM orders WHERE stat = 'O')")
    #expect(found.of(.filter).map(\.sql) == ["orders.stat = 'O'"])
    #expect(found.of(.column).map(\.sql) == ["cust.id", "orders.cust_id", "orders.stat"])
    #expect(found.of(.measure).isEmpty)
  }

  @Test(arguments: ["", "DELETE FROM orders", "SELECT FROM WHERE"])
  func whatDoesNotParseHasNoPieces(sql: String) async throws {
    #expect(try await pieces(sql).all.isEmpty)
  }

  @Test func templatesDifferInShapeAndNotInConstants() {
    let one = SQLTemplate("SELECT nm FROM cust WHERE id = 7 AND nm <> 'Ada'")
    #expect(one == SQLTemplate("select nm from cust where id = 12 and nm <> 'O''Hara'"))
    #expect(one != SQLTemplate("SELECT nm FROM cust WHERE id > 7 AND nm <> 'Ada'"))
  }
}
