import Basics
import Judges
import Systems
import Testing
import Warehouses

@Suite struct DiagnosticJudgesTests {
  private let shop: Shop
  private let results = ExpectedResults()

  init() throws { shop = try Shop() }

  private func judge(_ name: String) throws -> any Judge {
    try #require(JudgeRegistry.diagnostic(results).first { $0.name == name })
  }

  static let statements: [(judge: String, sql: String, expected: String?, ruling: Verdict.Ruling)] = [
    (
      "right_joins", "SELECT o.total FROM orders o, customers c WHERE c.id = o.customer_id AND c.name = 'Ann'",
      "SELECT total FROM customers JOIN orders ON orders.customer_id = customers.id", .yes
    ),
    (
      "right_joins", "SELECT total FROM orders",
      "SELECT total FROM orders JOIN customers ON customers.id = customer_id",
      .no
    ),
    (
      "right_filters", "SELECT id FROM customers WHERE 'Rome' = city", "SELECT name FROM customers WHERE city = 'Rome'",
      .yes
    ),
    (
      "right_filters", "SELECT id FROM customers WHERE city = 'Oslo'", "SELECT id FROM customers WHERE city = 'Rome'",
      .no
    ),
    ("right_filters", "SELECT id FROM customers", nil, .notApplicable),
    ("right_aggregation", "SELECT avg(total) FROM orders", "SELECT sum(total) FROM orders", .no),
    (
      "right_aggregation", "SELECT customer_id, sum(total) FROM orders GROUP BY 1",
      "SELECT customer_id, sum(total) FROM orders GROUP BY customer_id", .yes
    ),
    ("no_cartesian_product", "SELECT 1 FROM customers, orders", nil, .no),
    ("no_cartesian_product", "SELECT 1 FROM customers c, orders o WHERE o.customer_id = c.id", nil, .yes),
    ("same_normal_form", "SELECT NAME FROM customers WHERE 2 > id", "SELECT name FROM Customers WHERE id < 2", .yes),
    ("same_normal_form", "SELECT upper(name) FROM customers", "SELECT name FROM customers", .no),
    ("cost", "SELECT 1 FROM orders", "SELECT 2 FROM orders", .yes),
    (
      "cost",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) SELECT count(*) FROM c, orders",
      "SELECT count(*) FROM orders", .no
    ),
  ]

  @Test(arguments: statements.indices)
  func statementsAreComparedByClause(index: Int) async throws {
    let one = Self.statements[index]
    let trace = Shop.trace(one.sql, .answered, nil)
    for _ in 0..<2 {
      let verdict = try await judge(one.judge).judge(trace, against: Expectation(one.expected), on: shop.warehouse)
      #expect(verdict.ruling == one.ruling, "\(one.judge) of \(one.sql)")
    }
  }

  @Test func differencesAreNamed() async throws {
    let trace = Shop.trace("SELECT id FROM customers WHERE city = 'Oslo'", .answered, nil)
    let expected = Expectation("SELECT id FROM customers WHERE city = 'Rome'")
    let verdict = try await judge("right_filters").judge(trace, against: expected, on: shop.warehouse)
    #expect(verdict.evidence.first?.contains("'Rome'") == true && verdict.evidence.first?.contains("'Oslo'") == true)
  }

  @Test(arguments: [
    ("sum( total )", "SELECT SUM(total) FROM orders", Verdict.Ruling.yes),
    ("total > 5", "SELECT total FROM orders", .no),
    ("'Rome'", "SELECT 1 FROM customers WHERE city = 'Rome'", .yes),
    ("'rome'", "SELECT 1 FROM customers WHERE city = 'Rome'", .no), ("", "SELECT 1", .notApplicable),
  ])
  func snippets(snippet: String, sql: String, ruling: Verdict.Ruling) async {
    let judge = UsesSnippetJudge(name: "own", snippet: snippet, results)
    #expect(await judge.judge(Shop.trace(sql, .answered, nil), against: nil, on: shop.warehouse).ruling == ruling)
  }

  @Test(arguments: [
    ("1-2", 2, false, Verdict.Ruling.yes), ("1-2", 3, false, .no), ("3-", 9, true, .error), ("4", 4, false, .yes),
    ("0", 0, false, .yes), ("1-2", 3, true, .no),
  ])
  func rowCounts(range: String, count: Int, isCut: Bool, ruling: Verdict.Ruling) async throws {
    let judge = try #require(RowCountJudge(name: "own", range: range))
    let rows = Array(repeating: [Value.integer(1)], count: count)
    let trace = Shop.trace("SELECT 1", .answered, ResultSet(columns: ["a"], rows: rows, truncated: isCut))
    #expect(await judge.judge(trace, against: nil, on: shop.warehouse).ruling == ruling)
  }

  @Test(arguments: ["", "a", "2-1", "-3", "1-2-3", "1-x"])
  func whatIsNoRangeIsRefused(text: String) { #expect(RowCountJudge(name: "own", range: text) == nil) }

  @Test func hollowColumnsAreFound() async throws {
    let judge = NoNullColumnJudge()
    for (rows, ruling) in [
      ([[1, nil], [2, 3]], Verdict.Ruling.yes), ([[1, nil], [2, nil]], .no), ([], .notApplicable),
    ] as [([[Value]], Verdict.Ruling)] {
      let trace = Shop.trace("SELECT 1", .answered, ResultSet(columns: ["a", "b"], rows: rows))
      #expect(await judge.judge(trace, against: nil, on: shop.warehouse).ruling == ruling)
    }
  }

  @Test func freshnessCountsFromTheDayOfTheQuestion() async {
    let judge = FreshnessJudge(name: "own", days: 31) { "2025-03-01T10:00:00Z" }
    for (date, context, ruling) in [
      ("2025-01-29", nil, Verdict.Ruling.yes), ("2025-01-28 23:59", nil, .no),
      ("2024-01-02", "today is 2024-02-01", .yes),
      ("2024-01-02", "It is 12024-02-01 and later 2024-03-01.", .no), ("soon", nil, .notApplicable),
    ] {
      var trace = Shop.trace(
        "SELECT 1", .answered, ResultSet(columns: ["d"], rows: [[.text("1999-12-31")], [.text(date)], [nil]]))
      if date == "soon" { trace.result?.rows = [["soon"]] }
      trace.ask.context = context
      #expect(await judge.judge(trace, against: nil, on: shop.warehouse).ruling == ruling, "\(date)")
    }
  }

  @Test(arguments: [
    ("There are 3 orders worth 50.5 in all.", Verdict.Ruling.yes), ("About 50.51.", .no),
    ("That is 1,234 of them", .yes),
    ("Orders of 2024, 12 of them", .no), ("12 % of it", .yes), ("13 % of it", .no), ("none", .notApplicable),
    ("see q17", .notApplicable), ("it fell by -7", .yes), ("in 2023", .yes), ("about 0.333", .yes),
  ])
  func numbersComeFromTheRows(answer: String, ruling: Verdict.Ruling) async {
    var trace = Shop.trace(
      "SELECT 1", .answered,
      ResultSet(columns: ["n", "x"], rows: [[3, 50.5], [1234, 0.12], [-7, "0.33333"]]))
    trace.answer = answer
    trace.ask.text = "How many in 2023?"
    #expect(await WriterJudge().judge(trace, against: nil, on: shop.warehouse).ruling == ruling)
  }

  @Test func nodesAreJudgedByTheirSpans() async throws {
    var trace = Shop.trace("SELECT name FROM customers", .answered, ResultSet(columns: ["name"], rows: [["Ann"]]))
    trace.spans = [
      Span(node: .guard, input: [:], output: [:], microseconds: 1, checks: [.init(name: "ok", passed: true)]),
      Span(node: .retriever, input: [:], output: ["tables": ["CUSTOMERS"]], microseconds: 1),
      Span(node: .executor, input: [:], output: [:], microseconds: 20_000_000),
    ]
    let both = Expectation("SELECT name FROM customers JOIN orders ON orders.customer_id = customers.id")
    let one = Expectation("SELECT name FROM customers")
    #expect(try await judge("retriever_tables").judge(trace, against: one, on: shop.warehouse).ruling == .yes)
    let recall = try await judge("retriever_tables").judge(trace, against: both, on: shop.warehouse)
    #expect(recall.ruling == .no && recall.evidence == ["found 1 of 2"])
    #expect(
      try await judge("retriever_columns").judge(trace, against: one, on: shop.warehouse).ruling == .notApplicable)
    #expect(await ExecutorJudge(seconds: 10).judge(trace, against: one, on: shop.warehouse).ruling == .no)
    #expect(await ExecutorJudge(seconds: 30).judge(trace, against: one, on: shop.warehouse).ruling == .yes)
    #expect(await GuardJudge().judge(trace, against: one, on: shop.warehouse).ruling == .yes)
    #expect(await GuardJudge().judge(trace, against: Expectation(nil), on: shop.warehouse).reason == "LET_THROUGH")
    let declined = Shop.trace(nil, .declined(reason: "no"), nil)
    #expect(await GuardJudge().judge(declined, against: one, on: shop.warehouse).reason == "DECLINED")
  }
}
