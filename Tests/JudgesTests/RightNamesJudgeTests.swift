import Judges
import Systems
import Testing

@Suite struct RightNamesJudgeTests {
  private let shop: Shop

  init() throws { shop = try Shop() }

  static let cases: [(sql: String, expected: String, tables: Verdict.Ruling, columns: Verdict.Ruling)] = [
    ("SELECT name FROM customers", "SELECT c.NAME FROM Customers AS c", .yes, .yes),
    ("SELECT city FROM customers", "SELECT name FROM customers", .yes, .no),
    ("SELECT * FROM customers", "SELECT id, name, city FROM customers", .yes, .yes),
    (
      "SELECT * FROM customers WHERE id IN (SELECT customer_id FROM orders)",
      "SELECT DISTINCT c.* FROM customers c JOIN orders o ON o.customer_id = c.id", .yes, .yes
    ),
    ("SELECT name FROM customers", "SELECT name FROM customers JOIN orders ON customers.id = customer_id", .no, .no),
    ("SELECT count(*) FROM orders", "SELECT count(*) FROM orders", .yes, .yes),
    ("SELECT s FROM (SELECT sum(total) AS s FROM orders)", "SELECT sum(total) FROM orders", .yes, .yes),
    ("nonsense", "SELECT 1", .notApplicable, .notApplicable),
    ("SELECT 1", "nonsense", .notApplicable, .notApplicable),
  ]

  @Test(arguments: cases)
  func rulings(sql: String, expected: String, tables: Verdict.Ruling, columns: Verdict.Ruling) async {
    let results = ExpectedResults()
    let trace = await shop.trace(sql)
    for (names, ruling) in [(RightNamesJudge.Names.tables, tables), (.columns, columns)] {
      let judge = RightNamesJudge(names, results)
      #expect(await judge.judge(trace, against: Expectation(expected), on: shop.warehouse).ruling == ruling)
    }
  }

  @Test func differencesAreNamed() async {
    let judge = RightNamesJudge(.columns, ExpectedResults())
    let verdict = await judge.judge(
      await shop.trace("SELECT city FROM customers"), against: Expectation("SELECT name FROM customers"),
      on: shop.warehouse)
    #expect(verdict.rationale == "The SQL lacks customers.name and reads customers.city beyond the expected.")
    #expect(verdict.evidence == ["missing: customers.name", "not expected: customers.city"])
    #expect(judge.node == .generator && RightNamesJudge(.tables, ExpectedResults()).node == .retriever)
  }

  @Test func nearestAlternativeIsTheOneNamed() async {
    let judge = RightNamesJudge(.tables, ExpectedResults())
    let verdict = await judge.judge(
      await shop.trace("SELECT name FROM customers"),
      against: Expectation("SELECT 1", or: "SELECT name FROM customers"), on: shop.warehouse)
    #expect(verdict.ruling == .yes)
  }
}
