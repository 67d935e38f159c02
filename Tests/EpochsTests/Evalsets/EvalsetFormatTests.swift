import Basics
import Epochs
import Judges
import Testing

@Suite struct EvalsetFormatTests {
  private func load(
    _ text: String, as name: String = "set.jsonl", _ options: EvalsetOptions = EvalsetOptions()
  ) throws -> [Question] {
    let folder = try TemporaryFolder()
    return try Evalset.load(try folder.file(name, text), options).evalset.questions.map { $0 }
  }

  @Test func ourOwnFields() throws {
    let questions = try load(
      """
      {"id": "a", "db": "shop", "question": "How many?", "sql": "SELECT 1", "sql_alternatives": ["SELECT 2"], \
      "evidence": "today is 2025-01-15", "split": "dev", "family": "count", "difficulty": "easy", "note": 7}

      {"id": "b", "db": "shop", "question": "Who?", "sql": "SELECT 3", "split": "train", "family": "who"}
      """)
    #expect(questions.map(\.id) == ["a", "b"])
    #expect(questions[0].expectation == Expectation(sql: "SELECT 1", alternatives: ["SELECT 2"]))
    #expect(questions[0].context == "today is 2025-01-15")
    #expect(questions.map(\.split) == [.validation, .train])
    #expect(questions[0].family == "shop/count")
    #expect(questions[0].difficulty == "easy")
    #expect(questions[0].database == "shop")
    #expect(questions[0].extra == JSONObject([("note", 7)]))
  }

  @Test func birdAsAList() throws {
    let questions = try load(
      """
      [
        {"question_id": 12, "db_id": "bank", "question": "How many?", "evidence": "active means a = 1",
         "SQL": "SELECT COUNT(*) FROM t", "difficulty": "simple"},
        {"question_id": 13, "db_id": "bank", "question": "Where, [here] {or} \\"there\\"?", "evidence": "",
         "SQL": "SELECT '[{', 1"}
      ]
      """, as: "dev.json")
    #expect(questions.map(\.id) == ["12", "13"])
    #expect(questions[0].context == "active means a = 1")
    #expect(questions[1].context == nil)
    #expect(questions[1].text == "Where, [here] {or} \"there\"?")
    #expect(questions[1].expectation.sql == "SELECT '[{', 1")
  }

  @Test func spiderHasItsSQLInQuery() throws {
    let questions = try load(
      #"[{"db_id": "c", "query": "SELECT 1", "question": "One?", "question_toks": ["One", "?"]}]"#, as: "s.json")
    #expect(questions.first?.expectation.sql == "SELECT 1")
    #expect(questions.first?.id == "q1")
    #expect(questions.first?.extra.names == ["question_toks"])
  }

  @Test func sqlEvalWithAlternatives() throws {
    let questions = try load(
      """
      db_name,query_category,question,query,instructions,glossary
      shop,ratio,"What, exactly?","SELECT {a.id, a.name} FROM a GROUP BY {}","Say ""once"" only",GMV is sales
      shop,date,Two?,SELECT 1; SELECT ';';,,
      """, as: "set.csv")
    #expect(questions.map(\.category) == ["ratio", "date"])
    #expect(questions[0].text == "What, exactly?")
    #expect(questions[0].context == "Say \"once\" only\nGMV is sales")
    #expect(questions[0].expectation.sql == "SELECT a.id FROM a GROUP BY a.id")
    #expect(
      questions[0].expectation.alternatives == [
        "SELECT a.name FROM a GROUP BY a.name", "SELECT a.id, a.name FROM a GROUP BY a.id, a.name",
      ])
    #expect(questions[1].expectation == Expectation(sql: "SELECT 1", alternatives: ["SELECT ';'"]))
  }

  @Test func mlflowNestsItsFields() throws {
    let questions = try load(
      """
      {"inputs": {"question": "How many?"}, "expectations": {"expected_sql": "SELECT 1"}, "tags": {"split": "test"}}
      {"inputs": {"query": "Why?"}, "expectations": {"expected_facts": ["It rained", "It was cold"]}}
      {"inputs": {"messages": [{"role": "user", "content": "Who?"}]}, "expectations": {"expected_response": "Ann"}}
      {"inputs": "When?", "expectations": {"expected_response": "SELECT day FROM t"}}
      """)
    #expect(questions.map(\.text) == ["How many?", "Why?", "Who?", "When?"])
    #expect(questions.map(\.expectation.sql) == ["SELECT 1", nil, nil, "SELECT day FROM t"])
    #expect(questions.map(\.expectation.facts) == [[], ["It rained", "It was cold"], ["Ann"], []])
    #expect(questions[0].split == .test)
  }

  @Test func mlflowInCSVHoldsJSON() throws {
    let questions = try load(
      """
      inputs,expectations/expected_sql
      "{""question"": ""How many?""}",SELECT 1
      """, as: "m.csv")
    #expect(questions.first?.text == "How many?")
    #expect(questions.first?.expectation.sql == "SELECT 1")
  }

  @Test func genieBenchmarksInASpace() throws {
    let space = """
      {"version": 2, "data_sources": {"tables": [{"identifier": "t"}]}, "benchmarks": {"questions": [
        {"id": "01", "question": ["Average ", "value?"],
         "answer": [{"format": "SQL", "content": ["SELECT AVG(x)\\n", "FROM t"]}]}]}}
      """
    for text in [space, #"{"title": "S", "serialized_space": \#(JSON.string(space).text)}"#] {
      let questions = try load(text, as: "space.json")
      #expect(questions.map(\.text) == ["Average value?"])
      #expect(questions.map(\.expectation.sql) == ["SELECT AVG(x)\nFROM t"])
      #expect(questions.map(\.id) == ["01"])
    }
  }

  @Test func fieldsCanBeNamed() throws {
    var options = EvalsetOptions()
    options.fields = [.question: "ask", .sql: "gold"]
    let questions = try load(#"{"ask": "One?", "gold": "SELECT 1", "question": "not this"}"#, as: "a.jsonl", options)
    #expect(questions.first?.text == "One?")
    #expect(questions.first?.expectation.sql == "SELECT 1")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func separatedValuesFollowTheStandard(newline: String) throws {
    let rows = [
      "\u{FEFF}id,question,sql", #"1,"A ""quoted"", word","SELECT 'x'""#, #"2,plain é,"SELECT 1,2""#, "3,last,SELECT 3",
    ]
    let questions = try load(rows.joined(separator: newline) + newline, as: "x.csv")
    #expect(questions.map(\.text) == ["A \"quoted\", word", "plain é", "last"])
    #expect(questions[1].expectation.sql == "SELECT 1,2")
    let lines = try load("id\tquestion\tsql\n1\t\"two\nlines\"\tSELECT 1", as: "x.tsv")
    #expect(lines.first?.text == "two\nlines")
  }

  @Test func bytesInAnyPiecesGiveTheSameRows() throws {
    var generator = SeededGenerator(seed: 3)
    let words = ["a", "\"", ",", "\n", "\r\n", "é", "{", "}", "[", "\\", "x y"]
    for _ in 0..<30 {
      let texts = (0..<20).map { _ in
        "q" + (0..<8).compactMap { _ in words.randomElement(using: &generator) }.joined() + "z"
      }
      let csv = texts.map { "\"" + $0.replacing("\"", with: "\"\"") + "\",SELECT 1" }.joined(separator: "\n")
      #expect(try load("question,sql\n" + csv, as: "a.csv").map(\.text) == texts)
      let objects = texts.map { JSON.object(JSONObject([("question", .string($0)), ("sql", "SELECT 1")])) }
      #expect(try load(JSON.array(objects).pretty(), as: "a.json").map(\.text) == texts)
      #expect(try load(objects.map(\.text).joined(separator: "\r\n")).map(\.text) == texts)
    }
  }
}
