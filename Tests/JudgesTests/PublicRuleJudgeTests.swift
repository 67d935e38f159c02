import Judges
import Systems
import Testing
import Warehouses

@Suite struct PublicRuleJudgeTests {
  private let shop: Shop

  init() throws { shop = try Shop() }

  /// Which rules call the pair right; all others call it wrong.
  static let cases: [(title: String, sql: String, expected: String, right: [PublicRule])] = [
    ("same", "SELECT name FROM customers", "SELECT name FROM customers", PublicRule.allCases),
    (
      "duplicates", "SELECT city FROM customers", "SELECT DISTINCT city FROM customers",
      [.bird, .testSuite, .sqlEval, .sqlEvalExact]
    ),
    (
      "column order", "SELECT name, city FROM customers", "SELECT city, name FROM customers",
      [.testSuite, .testSuiteDistinct, .sqlEval, .sqlEvalExact]
    ),
    (
      "row order", "SELECT name FROM customers ORDER BY 1 DESC", "SELECT name FROM customers ORDER BY 1",
      [.bird, .genie, .sqlEval, .sqlEvalExact]
    ),
    ("four digits", "SELECT 1000.4", "SELECT 1000", [.genie]),
    ("whole and real", "SELECT 3.0", "SELECT 3", PublicRule.allCases),
    ("number as text", "SELECT '3'", "SELECT 3", []),
    (
      "both empty", "SELECT 1 WHERE 0", "SELECT name, id FROM customers WHERE 0",
      [.bird, .testSuite, .testSuiteDistinct, .sqlEval, .sqlEvalExact]
    ),
    ("no text", "", "SELECT 1 WHERE 0", [.bird, .testSuite, .testSuiteDistinct]),
    ("second statement", "SELECT 1; DELETE FROM customers", "SELECT 1", [.testSuite]),
    (
      "operator with a space", "SELECT name FROM customers WHERE id > = 2", "SELECT name FROM customers WHERE id >= 2",
      [.testSuite, .testSuiteDistinct]
    ),
    ("extra column", "SELECT name, id FROM customers", "SELECT name FROM customers", [.sqlEval]),
    (
      "one row for none", "SELECT name FROM customers WHERE id = 1", "SELECT name FROM customers WHERE 0",
      [.sqlEval, .sqlEvalExact]
    ),
    ("spelling", "select NAME  from Customers where 0", "SELECT name FROM customers WHERE 0", PublicRule.allCases),
  ]

  @Test(arguments: cases.indices)
  func rulesDifferAsTheyDo(index: Int) async {
    let one = Self.cases[index]
    for rule in PublicRule.allCases {
      let trace = Shop.trace(one.sql, .answered, nil)
      let verdict = await PublicRuleJudge(rule).judge(trace, against: Expectation(one.expected), on: shop.warehouse)
      #expect((verdict.ruling == .yes) == one.right.contains(rule), "\(one.title) by \(rule)")
      #expect(verdict.ruling != .error)
    }
  }

  @Test func platformGivesItsReasons() async {
    for (sql, expected, reason) in [
      ("SELECT 1", "SELECT 2", "SINGLE_CELL_DIFFERENCE"), ("SELECT 1, 2", "SELECT 1", "RESULT_EXTRA_COLUMNS"),
      ("SELECT 1 WHERE 0", "SELECT 2 WHERE 0", "EMPTY_RESULT+EMPTY_GOOD_SQL"),
      ("SELECT '1', 'a'", "SELECT 1, 'a'", "COLUMN_TYPE_DIFFERENCE"),
      ("SELECT 1, 2", "SELECT 1, 3", "DIFFERENT_VALUES"),
    ] {
      let trace = Shop.trace(sql, .answered, nil)
      let verdict = await PublicRuleJudge(.genie).judge(trace, against: Expectation(expected), on: shop.warehouse)
      #expect(verdict.reason == reason)
    }
  }

  @Test func onlyTheSubsetRuleTakesAlternatives() async {
    let trace = Shop.trace("SELECT 1, 2", .answered, nil)
    for rule in PublicRule.allCases {
      let verdict = await PublicRuleJudge(rule).judge(
        trace, against: Expectation("SELECT 5, 6", or: "SELECT 2, 1"), on: shop.warehouse)
      #expect((verdict.ruling == .yes) == (rule == .sqlEval || rule == .sqlEvalExact))
    }
  }

  /// Where order counts, both sides are sorted as their ORDER BY says, descending unless it says ASC.
  @Test func sqlEvalComparesTheOrderOfQuestionsAboutOrder() async {
    let names = "SELECT name FROM customers"
    for (sql, question, category, isRight) in [
      (names + " ORDER BY 1 ASC", "list the names", nil, true),
      (names + " ORDER BY 1 ASC", "Sort the names", nil, false),
      (names + " ORDER BY name ASC", "list the names", "order_by", false),
      (names + " ORDER BY name", "sort the names", nil, true), (names, "order the names", nil, false),
      (names + " ORDER BY name ASC", "what was ordered", nil, true),
    ] as [(String, String, String?, Bool)] {
      var trace = Shop.trace(sql, .answered, nil)
      trace.ask.text = question
      var expectation = Expectation(names + " ORDER BY name DESC")
      expectation.category = category
      for rule in [PublicRule.sqlEval, .sqlEvalExact] {
        let verdict = await PublicRuleJudge(rule).judge(trace, against: expectation, on: shop.warehouse)
        #expect((verdict.ruling == .yes) == isRight, "\(sql): \(question)")
      }
    }
  }

  @Test func platformLeavesSomeToAPerson() async {
    for (sql, expected, needsReview) in [
      ("SELECT 1", "SELECT 2", false), ("SELECT 1, 2", "SELECT 1, 3", true), ("SELECT 1", "SELECT 1, 2", true),
      ("SELECT 1, 2", "SELECT 1", false),
    ] {
      let trace = Shop.trace(sql, .answered, nil)
      let verdict = await PublicRuleJudge(.genie).judge(trace, against: Expectation(expected), on: shop.warehouse)
      #expect((verdict.rationale == PublicRuleJudge.needsReview) == needsReview)
    }
  }

  @Test func brokenExpectedSQLIsAnError() async {
    let trace = Shop.trace("SELECT 1", .answered, nil)
    let verdict = await PublicRuleJudge(.bird).judge(trace, against: Expectation("SELECT nme"), on: shop.warehouse)
    #expect(verdict.ruling == .error)
  }
}
