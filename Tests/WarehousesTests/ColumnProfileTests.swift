import SQLite
import Testing
import Warehouses

@Suite struct ColumnProfileTests {
  private let shop: TemporaryWarehouse

  init() throws {
    shop = try TemporaryWarehouse(
      """
      CREATE TABLE t (id INTEGER, city TEXT, day TEXT, blank, "a""b" TEXT);
      INSERT INTO t VALUES
        (1, 'Rome', '2024-01-31', NULL, 'q'), (2, 'Oslo', '2024-02-01 10:00', NULL, 'q'),
        (3, 'Rome', '2024-02-29', NULL, NULL), (4, NULL, NULL, NULL, NULL);
      """)
  }

  @Test func valuesComeMostFrequentFirst() async throws {
    let city = try await shop.warehouse.profile(of: "city", in: "t")
    #expect(city.kind == .text)
    #expect(city.texts == ["Rome", "Oslo"])
    #expect(city.counts == [2, 1])
    #expect(city.rows == 4 && city.nulls == 1 && city.nullShare == 0.25)
    #expect(city.isComplete && !city.isUnique)
    #expect(city.minimum == .text("Oslo") && city.maximum == .text("Rome"))
  }

  @Test(arguments: [("id", ColumnProfile.Kind.number), ("day", .date), ("blank", .empty), ("a\"b", .text)])
  func kindsAreSeen(column: String, kind: ColumnProfile.Kind) async throws {
    #expect(try await shop.warehouse.profile(of: column, in: "t").kind == kind)
  }

  @Test func uniqueColumnsAreSeen() async throws {
    #expect(try await shop.warehouse.profile(of: "id", in: "t").isUnique)
  }

  @Test func profilesFollowTheData() async throws {
    #expect(try await shop.warehouse.profile(of: "city", in: "t").distinct == 2)
    try Connection(.file(shop.path), mode: .readWrite).execute(script: "UPDATE t SET city = 'Bern' WHERE id = 4")
    #expect(try await shop.warehouse.profile(of: "city", in: "t").distinct == 3)
  }

  @Test func unknownColumnIsAnErrorAndNotItsName() async throws {
    await #expect(throws: WarehouseError.invalid(message: "no such column: nope")) {
      try await shop.warehouse.profile(of: "nope", in: "t")
    }
  }

  @Test(arguments: [
    ("a\"b", "sqlite", "\"a\"\"b\""), ("a`b", "databricks", "`a``b`"), ("\"\u{301}", "sqlite", "\"\"\"\u{301}\""),
  ])
  func identifiersAreQuoted(name: String, dialect: String, expected: String) {
    #expect(Array(quoted(name, dialect: dialect).unicodeScalars) == Array(expected.unicodeScalars))
  }
}
