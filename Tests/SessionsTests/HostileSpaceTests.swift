import Basics
import Displays
import HostileSQL
import SQLite
import Spaces
import Testing

@testable import Sessions

/// Hostile statements in a space that is fitted, and a database whose catalog is itself hostile.
@Suite(.serialized) struct HostileSpaceTests {
  private static let statements = HostileStatement.brief.filter { $0.sql.contains { $0.isLetter } }

  private static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// They are what half of the questions expect, what examples say and what snippets stand for, while a fit tries
  /// names for pieces of SQL by the hundred.
  @Test func fittingOnlyReads() async throws {
    let (fort, bench) = (try Stronghold(), try Bench())
    var space = Space.bare(tables: ["main.inn.guest", "main.inn.stay", "main.inn.many"])
    space.examples = Self.statements.prefix(80).enumerated().map { number, statement in
      Example(id: Self.id(number), question: "Say number \(number)", sql: statement.sql)
    }
    space.filters = Self.statements.suffix(40).enumerated().map { number, statement in
      Snippet(
        id: Self.id(1_000 + number), displayName: "odd \(number)", sql: "id IN (\(statement.sql))",
        synonyms: ["strange"])
    }
    try bench.write(space.canonical().document.text, to: "space.json")
    let honest = (0..<40).map { number -> (String, String) in
      number % 2 == 0
        ? ("How many dozings of visitor \(number) were odd?", "SELECT sum(nights) FROM stay WHERE guest = \(number)")
        : ("What was the fee of visitor \(number)?", "SELECT sum(paid) FROM stay WHERE guest = \(number)")
    }
    let hostile = Self.statements.enumerated().filter { $0.offset % 3 == 0 }.map {
      ("What is the strange fee of number \($0)?", $1.sql)
    }
    let rows = (honest + hostile).enumerated().map { number, pair -> JSON in
      [
        "id": .string("q\(number)"), "question": .string(pair.0), "sql": .string(pair.1),
        "split": .string(number % 3 == 0 ? "validation" : "train"),
      ]
    }
    try bench.write(rows.map { $0.text + "\n" }.joined(), to: "hostile.jsonl")
    for command in [
      "use store @/test.chaos", "connect sqlite:\(fort.path) as inn", "load space @/space.json",
      "load evals @/hostile.jsonl", "step seed=1",
    ] {
      let (outcome, text) = await bench.run(command)
      #expect(outcome == .finished, "\(command): \(text)")
    }
    #expect(await bench.run("sql on=store SELECT proposer, count(*) FROM patches GROUP BY 1").text.contains("fit"))
    #expect(try fort.isUntouched())
  }

  /// Tables, columns, defaults and views of a file of someone else's are names and text, never statements.
  @Test func aHostileCatalogIsRead() async throws {
    let (fort, bench) = (try Stronghold(), try Bench())
    let path = bench.folder + "/foreign.sqlite"
    func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    let names = Self.statements.map(\.sql).filter { !$0.utf8.contains(0) && !$0.isEmpty && !$0.hasPrefix("sqlite_") }
    do {
      let connection = try Connection(.file(path), mode: .readWrite)
      for (number, name) in names.enumerated() {
        let column = quoted(names[(number + 1) % names.count])
        try connection.execute(
          script: "CREATE TABLE \(quoted("\(number) \(name)")) (\(column) TEXT, b TEXT DEFAULT (load_extension('x')))")
      }
      try connection.execute(
        script: """
          CREATE TABLE guest (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO guest VALUES (1, 'Ada');
          CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
          CREATE VIEW loader AS SELECT load_extension('x') AS x; CREATE VIEW file AS SELECT writefile('loot', 'x') AS y;
          CREATE TRIGGER grow AFTER INSERT ON guest BEGIN DELETE FROM guest; END; PRAGMA journal_mode = DELETE
          """)
    }
    for command in [
      "use store @/test.chaos", "connect sqlite:\(path) as foreign", "new space from foreign", "show space",
      "check space", "save space @/foreign.json", "ask How many guests are there?",
    ] {
      let (outcome, text) = await bench.run(command)
      #expect(outcome == .finished, "\(command): \(text)")
    }
    let after = try Connection(.file(path), mode: .readOnly)
    #expect(try after.query("SELECT * FROM guest") == [[.integer(1), .text("Ada")]])
    #expect(
      try after.query("SELECT count(*) FROM sqlite_master WHERE type = 'table'") == [[.integer(Int64(names.count + 1))]]
    )
    #expect(try fort.isUntouched())
  }
}
