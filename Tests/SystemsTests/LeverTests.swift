import Basics
import Spaces
import Testing
import Warehouses

@testable import Systems

/// Each lever changes what the system can answer.
@Suite struct LeverTests {
  private func snippet(_ id: String, _ name: String, _ sql: String, instruction: String = "") -> JSON {
    ["id": .string(id), "display_name": .string(name), "sql": [.string(sql)], "instruction": [.string(instruction)]]
  }

  @Test func synonymsNameColumns() async throws {
    let shop = try Shop()
    let question = "What is the average seniority of customers?"
    let plain = try await shop.rows(question, Shop.space())
    let named = try await shop.rows(question, Shop.space(synonyms: ["customer.age": ["seniority"]]))
    #expect(plain != [[.real(40.75)]])
    #expect(named == [[.real(40.75)]])
  }

  @Test func excludedColumnsAreUnknown() async throws {
    let shop = try Shop()
    let trace = try await shop.answer("What is the average age of customers?", Shop.space(excluded: ["customer.age"]))
    #expect(trace.sql?.contains("age") != true)
  }

  @Test func measuresFiltersAndPoliciesCompose() async throws {
    let shop = try Shop()
    let snippets: JSON = [
      "measures": [snippet("m1", "revenue", "SUM(purchase.amount)")],
      "filters": [
        snippet("f1", "wholesale", "customer.typ_cd = 'W'"),
        snippet("f2", "valid", "purchase.stat <> 'void'", instruction: "Always apply to purchase."),
      ],
    ]
    let space = Shop.space(instructions: ["sql_snippets": snippets])
    #expect(try await shop.rows("What is our revenue?", space) == [[.real(35)]])
    #expect(
      try await shop.rows("Wholesale revenue by customer", space) == [
        [.text("Ada"), .real(30)], [.text("Cleo"), .real(5)],
      ])
  }

  @Test func joinSpecsBeatForeignKeys() async throws {
    let shop = try Shop()
    let question = "What is the total amount of purchases for each region?"
    let join: JSON = [
      "id": "j1", "left": ["identifier": "main.shop.purchase", "alias": "purchase"],
      "right": ["identifier": "main.shop.region", "alias": "region"],
      "sql": ["`purchase`.`ship_region` = `region`.`region_id`", "--rt=FROM_RELATIONSHIP_TYPE_MANY_TO_ONE--"],
    ]
    let byKeys = try await shop.rows(question, Shop.space())
    let byShipping = try await shop.rows(question, Shop.space(instructions: ["join_specs": [join]]))
    #expect(byKeys.map(Set.init) == [[.text("North"), .real(70)], [.text("South"), .real(5)]])
    #expect(
      byShipping.map(Set.init) == [
        [.text("North"), .real(40)], [.text("South"), .real(30)], [.text("Far East"), .real(5)],
      ])
  }

  @Test func examplesTeachWordsAndTheirSlotsAreFilled() async throws {
    let shop = try Shop()
    let example: JSON = [
      "id": "e1", "question": ["Who lives up in North?"],
      "sql": ["SELECT c.name FROM customer AS c JOIN region AS r ON c.region_id = r.region_id WHERE r.name = 'North'"],
    ]
    let space = Shop.space(values: ["region.name"], instructions: ["example_question_sqls": [example]])
    #expect(try await shop.rows("Who lives up in Far East?", space) == [[.text("Dan")]])
  }

  @Test func phrasesOfExamplesFillSlotsOfOthers() async throws {
    let shop = try Shop()
    let examples: JSON = [
      [
        "id": "e1", "question": ["Who lives up in North?"],
        "sql": [
          "SELECT c.name FROM customer AS c JOIN region AS r ON c.region_id = r.region_id WHERE r.name = 'North'"
        ],
      ],
      [
        "id": "e2", "question": ["What is the region of the oldest customer?"],
        "sql": [
          "SELECT r.name FROM customer AS c JOIN region AS r ON c.region_id = r.region_id ORDER BY c.age DESC LIMIT 1"
        ],
      ],
    ]
    let space = Shop.space(values: ["region.name"], instructions: ["example_question_sqls": examples])
    #expect(try await shop.rows("Who lives up in the region of the oldest customer?", space) == [[.text("Dan")]])
  }

  @Test func aDateNeedsFormatAssistance() async throws {
    let shop = try Shop()
    let question = "How many purchases were made in 2024?"
    #expect(try await shop.rows(question, Shop.space(format: ["purchase.bought_on"])) == [[.integer(3)]])
    #expect(try await shop.rows(question, Shop.space()) != [[.integer(3)]])
  }
}
