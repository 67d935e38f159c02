import Judges
import Systems
import Testing
import Warehouses

@Suite struct StatementJudgesTests {
  private let shop: Shop
  private let registry = JudgeRegistry.builtIn()

  init() throws { shop = try Shop() }

  static let cases: [(sql: String, rulings: [String: Verdict.Ruling])] = [
    ("SELECT name FROM customers", ["parses": .yes, "read_only": .yes, "runs": .yes, "non_empty": .yes]),
    (
      "SELECT nme FROM customers",
      ["parses": .yes, "read_only": .notApplicable, "runs": .no, "non_empty": .notApplicable]
    ),
    ("SELEC name", ["parses": .no, "read_only": .notApplicable, "runs": .no, "non_empty": .notApplicable]),
    ("DELETE FROM orders", ["parses": .yes, "read_only": .no, "runs": .no, "non_empty": .notApplicable]),
    ("SELECT 1; SELECT 2", ["parses": .yes, "read_only": .no, "runs": .no, "non_empty": .notApplicable]),
    ("SELECT 1 FROM orders WHERE 0", ["parses": .yes, "read_only": .yes, "runs": .yes, "non_empty": .no]),
  ]

  @Test(arguments: cases.indices)
  func rulings(index: Int) async throws {
    let (sql, rulings) = Self.cases[index]
    let trace = await shop.trace(sql)
    for (name, ruling) in rulings {
      let judge = try #require(registry[name])
      #expect(await judge.judge(trace, against: nil, on: shop.warehouse).ruling == ruling, "\(name) of \(sql)")
    }
  }

  @Test func emptinessThatWasExpectedIsNotJudged() async throws {
    let judge = try #require(registry["non_empty"])
    let trace = await shop.trace("SELECT 1 WHERE 0")
    let expected = Expectation("SELECT id FROM orders WHERE total > 1000")
    #expect(await judge.judge(trace, against: expected, on: shop.warehouse).ruling == .notApplicable)
  }

  @Test(arguments: JudgeRegistry.builtIn().names)
  func everyJudgeCensorsWhatIsNobodysFault(name: String) async throws {
    let judge = try #require(registry[name])
    let trace = Shop.trace(nil, .unavailable(reason: "network"), nil)
    let verdict = await judge.judge(trace, against: Expectation("SELECT 1"), on: shop.warehouse)
    #expect(verdict.ruling == .error && verdict.judge == name)
  }

  @Test func judgesSayWhomTheyBlame() {
    #expect(registry["read_only"]?.node == .guard)
    #expect(registry["result"]?.node == .generator)
  }

  @Test func registryKeepsOneJudgeOfAName() {
    var registry = registry
    #expect(registry.headline?.name == "result")
    let count = registry.names.count
    registry.add(ParsesJudge())
    #expect(registry.names.count == count)
    #expect(registry.remove("parses") && !registry.remove("parses"))
    #expect(registry["parses"] == nil)
  }
}
