import Basics
import Spaces
import Testing

@testable import Systems

/// The input of a question says what its answer depends on.
@Suite struct InputTests {
  private static let example: JSON = [
    "id": "e1", "question": ["Who lives up in North?"], "sql": ["SELECT name FROM customer WHERE region_id = 1"],
  ]

  private func input(_ question: String, _ space: Space, _ shop: Shop) async throws -> SystemInput {
    try await shop.system.prepare(space).input(for: Ask(id: "q", text: question))
  }

  @Test func namesTheParts() async throws {
    let shop = try Shop()
    let space = Shop.space(
      values: ["region.name"], synonyms: ["customer.age": ["seniority"]],
      instructions: ["example_question_sqls": [Self.example]])
    let input = try await input("What is the seniority of those who live up in Far East?", space, shop)
    #expect(input.parts == input.parts.sorted())
    for part in ["synonym:customer.age", "values:region.name", "example:e1", "table:customer"] {
      #expect(input.parts.contains(part))
    }
  }

  @Test(arguments: [
    ("How many customers are there?", false), ("What is the average seniority of customers?", true),
  ])
  func changesWithTheWordsOfASynonymOnly(question: String, changes: Bool) async throws {
    let shop = try Shop()
    let before = try await input(question, Shop.space(), shop)
    let after = try await input(question, Shop.space(synonyms: ["customer.age": ["seniority"]]), shop)
    #expect((before.fingerprint != after.fingerprint) == changes)
  }

  @Test func isTheSameInTwoSystems() async throws {
    let (first, second) = (try Shop(), try Shop())
    let space = Shop.space(values: ["region.name"], instructions: ["example_question_sqls": [Self.example]])
    for question in ["Who lives up in South?", "How many purchases are there per customer?"] {
      #expect(try await input(question, space, first) == input(question, space, second))
      #expect(try await first.answer(question, space).sql == second.answer(question, space).sql)
    }
  }
}
