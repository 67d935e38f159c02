import Testing

@testable import Language

@Suite struct ParserTests {
  private func one(_ text: String, _ values: [String: String] = [:]) throws -> Command {
    let parsed = parse(Source(text), variables: Variables(values))
    #expect(parsed.errors == [])
    return try #require(parsed.commands.first)
  }

  @Test func readsArgumentsAndDefaults() throws {
    let command = try one("load evals \"my evals.jsonl\" split=8/1/1 seed=1_000")
    #expect(command.text("file") == "my evals.jsonl")
    #expect(command.ratio("split")?.train == 0.8)
    #expect(command.int("seed") == 1000)
    #expect(command.text("by") == "family")
    #expect(!command.isGiven("by") && command.isGiven("seed"))
    #expect(command.int("limit") == nil)
  }

  @Test(arguments: [
    ("ask how many rivers cross Texas?", "how many rivers cross Texas?"),
    ("ask \"how many rivers?\"", "how many rivers?"),
    ("ask what's the \"biggest\" city?  # a comment", "what's the \"biggest\" city?"),
    ("ask \"a\" and \"b\"", "\"a\" and \"b\""),
    ("ask (roughly) how many?", "(roughly) how many?"),
    ("ask what about :( version=v1", "what about :("),
    ("ask “how many?”", "how many?"),
    ("ask \"\"\"\n  how many\n    rivers?\n  \"\"\"", "how many\n  rivers?"),
    ("ask \"a \\\"b\\\" \\n c\"", "a \"b\" \n c"),
    ("ask is x=1 true version=v0", "is x=1 true"),
    ("ask version=v0 how many", "how many"),
    ("ask how \\\n many", "how \\\n many"),
  ]) func readsText(_ source: String, _ text: String) throws {
    #expect(try one(source).text("question") == text)
  }

  @Test(arguments: [
    ("sql SELECT 1", "SELECT 1", 1),
    ("sql\nSELECT 1\n-- a; comment\n, 2\n", "SELECT 1\n-- a; comment\n, 2", 1),
    ("sql on=store limit=5 SELECT ';\n' # 1;\nrun", "SELECT ';\n' # 1", 2),
    ("sql SELECT (1;\n2);", "SELECT (1;\n2)", 1),
    ("sql WITH a AS (SELECT 1) SELECT * FROM a;\r\nrun", "WITH a AS (SELECT 1) SELECT * FROM a", 2),
    ("sql (SELECT 1) UNION (SELECT 2)", "(SELECT 1) UNION (SELECT 2)", 1),
    ("%%sql\nSELECT 1", "SELECT 1", 1),
  ]) func queryTakesTheRest(_ source: String, _ query: String, _ count: Int) throws {
    let parsed = parse(Source(source))
    #expect(parsed.errors == [])
    #expect(parsed.commands.count == count)
    #expect(parsed.commands.first?.text("query") == query)
  }

  @Test(arguments: [
    "from (SELECT ')' a\n, 1) title=x", "title=x (SELECT ')' a\n, 1)", "title=x from SELECT ')' a\n, 1",
  ])
  func plotsTakeQueries(_ rest: String) throws {
    let command = try one("plot line x=a \(rest)")
    #expect(command.text("query") == "SELECT ')' a\n, 1")
    #expect(command.text("title") == "x")
    #expect(command.text("on") == "store")
  }

  @Test(arguments: [
    "step 5 until accuracy>=80% budget=$2", "step until accuracy >= 0.8 budget=2 5",
    "step 5 until accuracy ≥ 80 % budget=2$",
  ])
  func readsConditionsAndMoney(_ source: String) throws {
    let command = try one(source)
    #expect(command.int("count") == 5)
    #expect(command.condition("until") == Condition(metric: "accuracy", comparator: .atLeast, bound: 0.8))
    #expect(command.money("budget") == 2_000_000)
  }

  @Test(arguments: [("3,5", [3, 5]), ("3, 5", [3, 5]), ("3 ,5", [3, 5]), ("3-5,4", [3, 4, 5]), ("7", [7])])
  func readsLists(_ text: String, _ ids: [Int]) throws {
    #expect(try one("accept \(text)").integers("proposals") == ids)
  }

  @Test(arguments: [("90s", 90), ("5m", 300), ("2h", 7200), ("250ms", 0.25), ("1.5min", 90), ("10", 10)])
  func readsDurations(_ text: String, _ seconds: Double) throws {
    #expect(try one("step time=\(text)").seconds("time") == seconds)
  }

  @Test(arguments: ["?step", "step?", "??step", " help STEP ", "help step # x"]) func asksForHelp(_ text: String) throws
  {
    let command = try one(text)
    #expect(command.name == "help" && command.text("command") == "step")
  }

  @Test(arguments: ["help --markdown", "help markdown=yes", "help --markdown=on"]) func flags(_ text: String) throws {
    #expect(try one(text).flag("markdown"))
  }

  @Test func versionsAreNormal() throws {
    let command = try one("diff 2 V03")
    #expect(command.text("from") == "v2" && command.text("to") == "v3")
  }

  @Test(arguments: ["", " \n\t\n", "# only a comment", "\u{FEFF}", "\r\n\r\n"]) func emptyCells(_ text: String) {
    #expect(parse(Source(text)) == Parsed(commands: [], errors: []))
  }

  @Test func variablesAreReplaced() throws {
    let text = "load evals ${data}/evals.jsonl limit=${limit=} seed=${seed=7} by=\"${by=family}\""
    let command = try one(text, ["data": "a b", "by": "sql"])
    #expect(command.text("file") == "a b/evals.jsonl")
    #expect(!command.isGiven("limit"))
    #expect(command.int("seed") == 7)
    #expect(command.text("by") == "sql")
    #expect(Source(text).text(command.span(of: "file")) == "${data}/evals.jsonl")
  }

  @Test func casesAndDashesAreForgiven() throws {
    let command = try one("Show FAILURES --limit=3 Judge=result")
    #expect(command.name == "show failures" && command.int("limit") == 3)
  }

  @Test func diagnosticsAreHidden() {
    #expect(parse(Source("test fail")).errors.count == 1)
    #expect(parse(Source("test fail"), table: .standard(diagnostics: true)).errors == [])
  }
}
