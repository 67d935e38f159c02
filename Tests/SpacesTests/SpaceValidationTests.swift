import Basics
import Spaces
import Testing

@Suite struct SpaceValidationTests {
  /// What to put where, and the one finding that follows.
  static let cases: [(path: String, value: JSON?, says: String)] = [
    ("title", "Shop", "title: 'title' does not belong inside"),
    ("warehouse_id", "w", "warehouse_id: 'warehouse_id' does not belong"),
    ("data_sources.join_specs", [], "data_sources.join_specs: 'join_specs' belongs to instructions.join_specs"),
    ("example_question_sqls", [], "'example_question_sqls' belongs to instructions.example_question_sqls"),
    ("instructions.filters", [], "'filters' belongs to instructions.sql_snippets.filters"),
    ("instructions.tables", [], "'tables' belongs to data_sources.tables"),
    ("data_sources.tables[0].identifier", "x..y", "'x..y' is not a table name"),
    ("data_sources.tables[0].identifier", "a.b.c.d", "'a.b.c.d' is not a table name"),
    ("data_sources.tables[0].identifier", "main.shop.zebras", "the list is not sorted by identifier"),
    ("data_sources.tables[0].description", "text", "description: a text is a list of strings"),
    ("data_sources.tables[0].description", ["a", 1], "description[1]: expected a string, found a number"),
    ("data_sources.tables[0].column_configs[0].column_name", "z", "the list is not sorted by column_name"),
    ("data_sources.tables[0].column_configs[0].column_name", "NAME", "[1]: 'name' is there more than once"),
    ("data_sources.tables[0].column_configs[0].exclude", "yes", "expected true or false, found a string"),
    ("data_sources.tables[0].column_configs[0].synonyms", "x", "expected a list of strings, found a string"),
    ("data_sources.tables[0].column_configs[0].data_type", "INT", "'data_type' is the platform's own"),
    ("data_sources.tables[0].column_configs[0].get_example_values", true, "is the name of version 1"),
    (
      "data_sources.tables[0].column_configs[0].enable_entity_matching", true,
      "column_configs[0]: entity matching needs format assistance"
    ),
    ("config.sample_questions[0].id", "ABC", "the id 'ABC' is not 32 lower-case"),
    ("config.sample_questions[0].id", nil, "the field 'id' is missing"),
    ("config.sample_questions[0].id", 7, "expected a string, found a number"),
    ("config.sample_questions[0].question", nil, "the field 'question' is missing"),
    ("config.sample_questions[0].question", [" "], "the text is empty"),
    (
      "config.sample_questions[0].id", "10000000000000000000000000000002",
      "benchmarks.questions[0].id: the id '10000000000000000000000000000002' is used more than once"
    ),
    (
      "instructions.sql_functions[0].id", "20000000000000000000000000000001",
      "sql_functions[0].id: the id '20000000000000000000000000000001' is used more than once"
    ),
    ("instructions.sql_functions[0].identifier", nil, "the field 'identifier' is missing"),
    (
      "instructions.text_instructions[1]",
      ["id": "20000000000000000000000000000009", "content": ["x"]], "2 text instructions; the limit is 1"
    ),
    ("instructions.text_instructions[0].content", [""], "content: the text is empty"),
    (
      "instructions.text_instructions[0].content", [.string(String(repeating: "x", count: 2001))],
      "2001 characters; beyond about 2000"
    ),
    (
      "instructions.text_instructions[0].more", .string(String(repeating: "é", count: 25_001)),
      "25001 characters; the limit is 25000"
    ),
    ("instructions.example_question_sqls[0].sql", ["SELECT :x, '12:30', a::int"], "the SQL uses :x"),
    ("instructions.example_question_sqls[0].sql", ["SELECT 1"], "does not use the parameter 'region'"),
    (
      "instructions.example_question_sqls[0].parameters[1]", ["name": "a"],
      "the list is not sorted by name"
    ),
    ("instructions.join_specs[0].left", nil, "the field 'left' is missing"),
    ("instructions.join_specs[0].left.alias", nil, "left: the field 'alias' is missing"),
    ("instructions.join_specs[0].left.identifier", "main.shop.gone", "the space has no table 'main.shop.gone'"),
    ("instructions.join_specs[0].left.alias", "customers", "both sides have the alias 'customers'"),
    ("instructions.join_specs[0].sql", [], "the join has no condition"),
    ("instructions.join_specs[0].sql", ["`orders`.a = `customers`.b"], "no relationship marker"),
    (
      "instructions.join_specs[0].sql",
      ["--rt=FROM_RELATIONSHIP_TYPE_ONE_TO_ONE--", "`orders`.a = `customers`.b"], "marker is not the last"
    ),
    (
      "instructions.join_specs[0].sql",
      ["orders.a = `customers`.b", "--rt=FROM_RELATIONSHIP_TYPE_ONE_TO_ONE--"],
      "sql[0]: the condition does not name `orders`"
    ),
    (
      "instructions.join_specs[0].sql",
      ["`orders`.a = `customers`.b and `orders`.c = `customers`.d", "--rt=FROM_RELATIONSHIP_TYPE_ONE_TO_ONE--"],
      "instead of AND"
    ),
    ("instructions.sql_snippets.filters[0].display_name", nil, "the field 'display_name' is missing"),
    ("instructions.sql_snippets.filters[0].sql", ["where x > 1"], "does not begin with WHERE"),
    ("instructions.sql_snippets.measures[0].alias", nil, "the field 'alias' is missing"),
    ("instructions.sql_snippets.measures[0].sql", ["SELECT SUM(x)"], "does not begin with SELECT"),
    ("benchmarks.questions[0].answer", [], "exactly one answer is wanted, there are 0"),
    ("benchmarks.questions[0].answer[0].format", "TEXT", "the format 'TEXT' is not SQL"),
  ]

  @Test(arguments: cases.indices)
  func eachRuleHasItsFinding(index: Int) throws {
    let (path, value, says) = Self.cases[index]
    let findings = Space(document: try document(with: value, at: path)).findings().map(\.sentence)
    #expect(findings.contains { $0.contains(says) }, "\(path): \(findings)")
  }

  @Test func limitsCountAsBothTheirAuthorsDo() {
    var space = Space.bare(tables: (10..<41).map { "t\($0)" })
    #expect(space.findings().map(\.sentence) == ["data_sources: 31 tables and views; the limit is 30"])
    space = .bare(tables: ["t"])
    space.updateTable("t") { $0.description = "rows" }
    space.examples = (0..<99).map { Example(id: id($0), question: "q\($0)", sql: "SELECT 1") }
    #expect(space.findings().isEmpty)
    space.setTextInstruction("x")
    #expect(space.findings().first?.problem.severity == .error)
    #expect(space.counts().map(\.count) == [1, 101, 1, 0, 1, 0])
  }

  @Test func snippetsJoinsAndDescriptionsShareALimit() {
    var space = Space.bare(tables: ["t"])
    space.filters = (0..<200).map { Snippet(id: id($0), displayName: "f\($0)", sql: "x > \($0)") }
    #expect(space.findings().isEmpty)
    space.updateTable("t") { $0.description = "rows" }
    #expect(space.findings().map(\.sentence).first?.hasPrefix("instructions: 201 snippets") == true)
  }

  @Test func columnsWithEntityMatchingAreCounted() {
    var space = Space.bare(tables: ["t"])
    for index in 0..<121 {
      space.updateColumn("t", "c\(1000 + index)") { column in
        column.formatAssistance = true
        column.entityMatching = true
      }
    }
    #expect(space.findings().map(\.sentence) == ["data_sources: 121 columns with entity matching; the limit is 120"])
  }

  private func id(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
