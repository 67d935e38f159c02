import Basics
import Spaces
import Testing

@Suite struct SpaceReadingTests {
  @Test func theFixtureIsValidAndCanonical() throws {
    let reading = try Space.read(fixture)
    #expect(reading.findings.isEmpty, "\(reading.findings.map(\.sentence))")
    #expect(reading.space.canonical() == reading.space)
    #expect(!reading.migrated)
  }

  @Test(arguments: [SpaceStyle.compact, .pretty, .indented(4, newline: false)])
  func writingIsByteStable(style: SpaceStyle) throws {
    let text = try space().text(style)
    let reading = try Space.read(text)
    #expect(reading.style == style)
    #expect(reading.space.text(reading.style) == text)
  }

  @Test func accessorsSeeEveryField() throws {
    let space = try space()
    #expect(space.tables.map(\.name) == ["customers", "orders"])
    #expect(space.metricViews.map(\.name) == ["sales"])
    #expect(space.table("ORDERS")?.description == "One row\nper order")
    #expect(space.column("orders", "Region")?.entityMatching == true)
    #expect(space.column("main.shop.orders", "note")?.exclude == true)
    #expect(space.column("customers", "name")?.synonyms == ["buyer", "client"])
    #expect(space.textInstruction?.hasPrefix("Prices are in euros.\n## DATES") == true)
    #expect(space.examples.first?.sql == "SELECT COUNT(*) FROM main.shop.orders\nWHERE region = :region")
    #expect(space.examples.first?.parameters.first?.defaultValue == "EMEA")
    #expect(space.joins.first?.conditions == ["`orders`.`customer_id` = `customers`.`id`"])
    #expect(space.joins.first?.relationship == .manyToOne)
    #expect(space.filters.first?.displayName == "large")
    #expect(space.measures.first?.alias == "total")
    #expect(space.functions.first?.identifier == "main.shop.quarter")
    #expect(space.sampleQuestions.first?.question == "How many orders?")
    #expect(space.benchmarkQuestions.first?.sql == "SELECT AVG(amount) FROM main.shop.orders")
  }

  @Test func versionOneBecomesVersionTwo() throws {
    let old = """
      {"version": 1, "data_sources": {"tables": [
        {"identifier": "b", "column_configs": [
          {"column_name": "y", "get_example_values": true, "build_value_dictionary": true, "data_type": "INT"},
          {"column_name": "x", "get_example_values": false}]},
        {"identifier": "a"}]}}
      """
    let reading = try Space.read(old)
    #expect(reading.migrated)
    #expect(reading.findings.isEmpty)
    #expect(reading.space.tables.map(\.identifier) == ["a", "b"])
    #expect(reading.space.column("b", "y")?.entityMatching == true)
    #expect(reading.space.column("b", "y")?.object["data_type"] == nil)
    #expect(reading.space.table("b")?.columns.map(\.name) == ["x", "y"])
    #expect(reading.space.document["version"] == 2)
  }

  @Test func anAPIAnswerIsUnwrapped() throws {
    let outer: JSON = ["title": "Shop", "serialized_space": .string(try space().text()), "etag": "7"]
    let reading = try Space.read(outer.text)
    #expect(reading.space == (try space()))
    #expect(reading.envelope["title"] == "Shop")
    #expect(reading.envelope["serialized_space"] == nil)
  }

  @Test func theBareSpaceIsSortedAndValid() {
    let bare = Space.bare(tables: ["b", "a"])
    #expect(bare.text() == #"{"version":2,"data_sources":{"tables":[{"identifier":"a"},{"identifier":"b"}]}}"#)
    #expect(bare.findings().isEmpty)
  }

  @Test(arguments: [
    ("", "the text ends too soon at byte 0"), ("[1, 2", "the text ends too soon"), ("[]", "expected an object"),
    ("{}", "'version' is missing"), (#"{"version": 3, "data_sources": {}}"#, "version 3 is not known"),
    (#"{"version": 2, "data_sources": []}"#, "data_sources: expected an object, found a list"),
    (#"{"version": 2, "data_sources": {"tables": {}}}"#, "data_sources.tables: expected a list, found an object"),
    (#"{"version": 2, "data_sources": {"tables": ["t"]}}"#, "data_sources.tables[0]: expected an object"),
    (#"{"version": 2, "data_sources": {"tables": [{}]}}"#, "the field 'identifier' is missing"),
    (#"{"serialized_space": "{"}"#, "not JSON"),
  ])
  func whatIsNoSpaceIsRefused(text: String, says: String) {
    do {
      _ = try Space.read(text)
      Issue.record("read \(text)")
    } catch {
      #expect(error.sentences.joined(separator: "\n").contains(says), "\(error.sentences)")
    }
  }
}

@Suite struct SpaceEditingTests {
  @Test func emptyValuesLeaveNothingBehind() throws {
    var space = try space()
    space.updateTable("orders") { table in
      table.description = ""
      table.columns = []
    }
    #expect(space.table("orders")?.object.names == ["identifier"])
    space.updateColumn("customers", "name") { $0.synonyms = [] }
    #expect(space.column("customers", "name")?.object.names == ["column_name", "enable_format_assistance"])
    space.functions = []
    space.filters = []
    space.measures = []
    #expect(space.document["instructions"]?.objectValue?.names.contains("sql_functions") == false)
    #expect(space.document["instructions"]?.objectValue?.names.contains("sql_snippets") == false)
    #expect(!space.text().contains("null"))
  }
}
