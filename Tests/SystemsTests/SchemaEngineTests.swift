import Spaces
import Testing
import Warehouses

@testable import Systems

@Suite struct SchemaEngineTests {
  @Test(arguments: [
    ("How many customers are there?", [[Value.integer(4)]]),
    ("What is the average age of customers?", [[.real(40.75)]]),
    ("List the names of customers older than 40", [[.text("Ben")], [.text("Dan")]]),
    ("Which customer has the highest age?", [[.text("Dan")]]),
    (
      "What are the names of the customers in order of age?",
      [
        [.text("Cleo")], [.text("Ada")], [.text("Ben")], [.text("Dan")],
      ]
    ),
    ("How many purchases were made by customers with age between 20 and 35?", [[.integer(3)]]),
    ("Show the names of customers with at least 2 purchases", [[.text("Ada")]]),
    ("Which customers have no purchases?", [[.text("Dan")]]),
  ])
  func answersFromTheSchemaAlone(question: String, expected: [[Value]]) async throws {
    let shop = try Shop()
    #expect(try await shop.rows(question, Shop.space()) == expected)
  }

  @Test func aDictionaryMakesValuesKnown() async throws {
    let shop = try Shop()
    let question = "How many customers are in Far East?"
    #expect(try await shop.rows(question, Shop.space(values: ["region.name"])) == [[.integer(1)]])
    #expect(try await shop.rows(question, Shop.space()) == [[.integer(4)]])
  }

  @Test func unknownWordsAreDeclined() async throws {
    let shop = try Shop()
    let trace = try await shop.answer("Tell me a joke", Shop.space())
    guard case .declined = trace.outcome else {
      Issue.record("outcome \(trace.outcome)")
      return
    }
    #expect(trace.sql == nil)
  }
}
