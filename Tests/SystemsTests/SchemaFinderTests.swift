import Basics
import FoundationEssentials
import Models
import SQLite
import Spaces
import Testing
import Warehouses

@testable import Systems

/// A schema that is larger than a prompt.
@Suite struct SchemaFinderTests {
  private static let names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]

  /// Twelve plain tables, and a wide one.
  private static func tables() -> [TableText] {
    func table(_ name: String, _ columns: [String], key: String) -> TableText {
      var table = TableText(
        name: name, head: "table \(name)", words: identifierWords(name).joined(separator: " "))
      table.columns = columns.map {
        let words = identifierWords($0).joined(separator: " ")
        return TableText.Column(name: $0, line: "  \($0) TEXT", words: words, isKept: $0 == key)
      }
      return table
    }
    let plain = names.map { table($0, ["\($0)_id", "\($0)_note", "\($0)_mark"], key: "\($0)_id") }
    return plain + [
      table("customer", ["customer_id", "surname", "birth_date"], key: "customer_id"),
      table("policy_holder", ["customer_id", "policy_no"], key: "customer_id"),
      table(
        "policy", ["policy_no"] + (0..<60).map { "filler_column_\($0)" } + ["yearly_premium"], key: "policy_no"),
    ]
  }

  private func found(
    _ question: String, _ hints: SchemaFinder.Hints = .init(), budget: Int = 800
  ) async throws -> (tables: [String: [String]], bytes: Int) {
    let tables = Self.tables()
    let found = try await SchemaFinder(tables).found(for: Words(question), hints, budget: budget)
    let shown = found.keys.sorted().map { ($0, found[$0] ?? []) }
    let columns = shown.map { (tables[$0].name, $1.sorted().map { [own = tables[$0].columns] in own[$0].name }) }
    return (
      Dictionary(uniqueKeysWithValues: columns), shown.reduce(0) { $0 + tables[$1.0].text($1.1).utf8.count }
    )
  }

  @Test func wideTablesShowWhatIsAskedAndTheirKeys() async throws {
    let (tables, bytes) = try await found("What is the yearly premium of each policy?")
    #expect(bytes <= 800)
    let policy = try #require(tables["policy"])
    #expect(policy.contains("yearly_premium") && policy.contains("policy_no") && policy.count < 20)
    let text = Self.tables()[12].text([0, 61])
    #expect(text.contains("(60 more columns)"))
  }

  @Test func whatIsNamedOtherwiseIsKept() async throws {
    let hints = SchemaFinder.Hints(values: ["policy.filler_column_41"], names: ["zeta", "policy", "filler_column_50"])
    let (tables, _) = try await found("anything", hints, budget: 600)
    #expect(tables["policy"]?.contains("filler_column_41") == true)
    #expect(tables["policy"]?.contains("filler_column_50") == true && tables["zeta"] != nil)
  }

  @Test func somethingIsShownWhateverTheBudget() async throws {
    for question in ["", "premium", "\"*"] {
      let (tables, _) = try await found(question, budget: 0)
      #expect(tables.count == 1)
    }
  }

  /// What is shown is what the trace says, and the input changes exactly with it.
  @Test func aPatchTouchesTheQuestionsThatSeeIt() async throws {
    let shop = try Shop()
    let warehouse = try SQLiteWarehouse(name: "shop", path: shop.path)
    let model = ScriptedModel { _, _ in .reply(ChatReply(text: "SELECT 1")) }
    let system = LLMSystem(model: model, warehouse: warehouse, settings: LLMSettings(schemaBudget: 340))
    let (before, after) = (
      try await system.prepare(Shop.space()),
      try await system.prepare(Shop.space(synonyms: ["region.name": ["territory"]]))
    )
    for text in ["How many territories are there?", "What is the largest amount bought?", "Who is Ada?"] {
      let ask = Ask(id: "q", text: text)
      let inputs = (await before.input(for: ask), await after.input(for: ask))
      let traces = [await before.answer(ask), await after.answer(ask)]
      #expect(traces[0].input == inputs.0 && traces[1].input == inputs.1)
      let columns = traces.map { trace -> [String] in
        let output = trace.spans.first { $0.node == .retriever }?.output
        return (output?["columns"]?.arrayValue ?? []).compactMap(\.stringValue)
      }
      let isShown = columns[1].contains("region.name")
      if text.contains("territories") { #expect(isShown) }
      #expect((inputs.0.fingerprint == inputs.1.fingerprint) == (columns[0] == columns[1] && !isShown))
      #expect(columns.allSatisfy { $0.count < 13 })
    }
    withExtendedLifetime(shop) {}
  }
}
