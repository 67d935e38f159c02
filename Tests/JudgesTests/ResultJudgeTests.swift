import Judges
import Systems
import Testing
import Warehouses

@Suite struct ResultJudgeTests {
  private let shop: Shop
  private let judge = ResultJudge(ExpectedResults())

  init() throws { shop = try Shop() }

  private func ruling(_ sql: String?, _ expectation: Expectation?) async -> Verdict {
    await judge.judge(await shop.trace(sql), against: expectation, on: shop.warehouse)
  }

  static let cases: [(sql: String, expected: String, ruling: Verdict.Ruling, reason: String)] = [
    ("SELECT name FROM customers WHERE city = 'Rome'", "SELECT name FROM customers WHERE city='Rome'", .yes, ""),
    ("SELECT name AS who FROM customers", "SELECT c.name FROM customers AS c", .yes, ""),
    ("SELECT name FROM customers", "SELECT name FROM customers ORDER BY name DESC", .no, "DIFFERENT_ORDER"),
    ("SELECT name, city FROM customers", "SELECT name FROM customers", .no, "RESULT_EXTRA_COLUMNS"),
    ("SELECT name FROM customers", "SELECT name, city FROM customers", .no, "RESULT_MISSING_COLUMNS"),
    ("SELECT name FROM customers", "SELECT name FROM customers WHERE city = 'Rome'", .no, "RESULT_EXTRA_ROWS"),
    ("SELECT DISTINCT city FROM customers", "SELECT city FROM customers", .no, "RESULT_MISSING_ROWS"),
    ("SELECT name FROM customers WHERE city = 'rome'", "SELECT name FROM customers", .no, "EMPTY_RESULT"),
    ("SELECT 1 WHERE 0", "SELECT 2 WHERE 0", .yes, "EMPTY_GOOD_SQL"),
    ("SELECT 1", "SELECT 2 WHERE 0", .no, "EMPTY_GOOD_SQL"),
    ("SELECT count(*) FROM orders", "SELECT count(*) FROM customers WHERE id < 3", .no, "SINGLE_CELL_DIFFERENCE"),
    ("SELECT '3'", "SELECT count(*) FROM orders", .no, "COLUMN_TYPE_DIFFERENCE"),
    ("SELECT customer_id FROM orders ORDER BY total DESC LIMIT 1", "SELECT 2", .no, "SINGLE_CELL_DIFFERENCE"),
    // Orders 2 and 3 tie: either is right.
    ("SELECT 3", "SELECT id FROM orders ORDER BY total DESC LIMIT 1", .yes, ""),
    ("SELECT 1", "SELECT id FROM orders ORDER BY total DESC LIMIT 1", .no, "SINGLE_CELL_DIFFERENCE"),
    ("SELECT nme FROM customers", "SELECT name FROM customers", .no, ""),
    ("DELETE FROM customers", "SELECT name FROM customers", .no, ""),
    ("SELECT name FROM customers", "SELECT nme FROM customers", .error, ""),
  ]

  @Test(arguments: cases)
  func rulings(sql: String, expected: String, ruling wanted: Verdict.Ruling, reason: String) async {
    let verdict = await ruling(sql, Expectation(expected))
    #expect(verdict.ruling == wanted)
    #expect(verdict.reason == reason)
    #expect(!verdict.rationale.isEmpty)
  }

  @Test func evidenceNamesTheRule() async {
    let sql = "SELECT name FROM customers"
    #expect(await ruling(sql, Expectation("\n" + sql + " ;")).evidence == ["the same text as the expected SQL"])
    let form = await ruling("SELECT c.name FROM customers AS c WHERE 2 > c.id", Expectation(sql + " WHERE id < 2"))
    #expect(form.ruling == .yes && form.evidence == ["the same normal form as the expected SQL"])
    let other = Expectation("SELECT upper(name) FROM customers WHERE id < 3")
    let fresh = await ruling(sql, other).evidence
    #expect(fresh.first == "compared with the result of the expected SQL")
    #expect(fresh.contains("missing: (\"ANN\")") && fresh.contains("not expected: (\"Ann\")"))
    #expect(await ruling(sql, other).evidence.first == "compared with the known result of the expected SQL")
  }

  @Test func anyAlternativeMayMatch() async {
    let sql = "SELECT name FROM customers WHERE id = 1"
    #expect(await ruling(sql, Expectation("SELECT id FROM customers", or: "SELECT 'Ann'")).ruling == .yes)
    #expect(await ruling(sql, Expectation("SELECT broken", or: "SELECT 'Ann'")).ruling == .yes)
    #expect(await ruling(sql, Expectation("SELECT 'Bob'", or: "SELECT broken")).ruling == .error)
    #expect(await ruling(sql, Expectation("SELECT 'Bob'", or: "SELECT 'Cy'")).ruling == .no)
  }

  @Test func whatIsNobodysFaultIsAnError() async {
    let unreachable = Shop.trace(nil, .unavailable(reason: "rate limit"), nil)
    #expect(await judge.judge(unreachable, against: Expectation("SELECT 1"), on: shop.warehouse).ruling == .error)
    let gone = FailingWarehouse(error: .unavailable(message: "disk I/O error"))
    let trace = await shop.trace("SELECT name FROM customers")
    #expect(await judge.judge(trace, against: Expectation("SELECT 1"), on: gone).ruling == .error)
  }

  @Test func decliningAQuestionThatHasAnAnswerIsWrong() async {
    let declined = Shop.trace(nil, .declined(reason: "no such data"), nil)
    #expect(await judge.judge(declined, against: Expectation("SELECT 1"), on: shop.warehouse).ruling == .no)
  }

  @Test func withoutExpectedSQLThereIsNothingToCompare() async {
    #expect(await ruling("SELECT 1", nil).ruling == .notApplicable)
    #expect(await ruling("SELECT 1", Expectation(nil)).ruling == .notApplicable)
    #expect(await ruling("SELECT 1", Expectation("  ")).ruling == .notApplicable)
  }

  @Test func cutOffTraceIsRunAgain() async {
    let cut = Shop.trace(
      "SELECT name FROM customers", .answered, ResultSet(columns: ["name"], rows: [], truncated: true))
    let expected = Expectation("SELECT c.name FROM customers c")
    #expect(await judge.judge(cut, against: expected, on: shop.warehouse).ruling == .yes)
  }

  @Test func knownResultsFollowTheData() async throws {
    let expected = Expectation("SELECT count(*) FROM customers")
    #expect(await ruling("SELECT 3", expected).ruling == .yes)
    try shop.change("DELETE FROM customers WHERE id = 3")
    #expect(await ruling("SELECT 3", expected).ruling == .no)
  }
}

/// A warehouse that cannot be reached.
struct FailingWarehouse: Warehouse {
  let name = "gone"
  let dialect = "sqlite"
  var error: WarehouseError

  func schema() async throws(WarehouseError) -> Schema { throw error }
  func explain(_ sql: String) async throws(WarehouseError) { throw error }
  func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet { throw error }
}
