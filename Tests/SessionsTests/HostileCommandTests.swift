import Basics
import Displays
import HostileSQL
import Testing

@testable import Sessions

/// Hostile statements in every command that takes SQL, and as the expected SQL of an evalset.
@Suite(.serialized) struct HostileCommandTests {
  private let fort: Stronghold
  private let bench: Bench
  private static let refused = HostileStatement.brief.filter { $0.fate == .refused }

  init() async throws {
    (fort, bench) = (try Stronghold(), try Bench())
    let (outcome, text) = await bench.run(
      """
      use store @/test.chaos
      connect sqlite:\(fort.path) as inn
      new space from inn
      """)
    #expect(outcome == .finished, "\(text)")
  }

  @Test func queriesOnlyRead() async throws {
    for statement in Self.refused {
      for command in ["sql on=inn", "sql on=store"] {
        let (outcome, text) = await bench.run("\(command) \(statement.sql)")
        #expect(outcome != .finished, "\(statement): \(text)")
      }
    }
    for place in ["inn", "store"] {
      let (outcome, text) = await bench.run("plot bar on=\(place) from (DELETE FROM guest)")
      #expect(outcome != .finished, "\(text)")
    }
    #expect(try fort.isUntouched())
    #expect(await bench.run("show versions").text.contains("v0"))
  }

  @Test func judgesOfOnesOwnOnlyRead() async throws {
    let endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0"
    let expressions =
      Self.refused.map { "(\($0.sql)) IS NULL" } + [
        "1); DROP TABLE version_log; --", "1) FROM traces; DELETE FROM spaces; SELECT (1", "load_extension('x')",
        "(SELECT 1 FROM pragma_table_info('spaces'))", "readfile('/etc/passwd') = ''",
      ]
    for timing in ["looked-at", "inserted"] {
      for expression in expressions where !expression.contains("\"\"\"") {
        let (outcome, text) = await bench.run("add judge bad sql when=\(timing) \"\"\"\(expression)\"\"\"")
        #expect(outcome != .finished, "\(expression): \(text)")
      }
      // It compiles, and is stopped whenever it is asked.
      _ = await bench.run("add judge slow sql when=\(timing) \"\"\"\(endless)\"\"\"")
      _ = await bench.run("drop judge slow")
    }
    #expect(await bench.run("show versions").text.contains("v0"))
  }

  @Test func expectedStatementsOnlyRead() async throws {
    let rows = Self.refused.enumerated().map { number, statement -> JSON in
      [
        "id": .string("q\(number)"), "question": .string("What is number \(number)?"), "sql": .string(statement.sql),
        "split": .string(number % 2 == 0 ? "train" : "validation"),
      ]
    }
    try bench.write(rows.map { $0.text + "\n" }.joined(), to: "hostile.jsonl")
    for command in ["load evals @/hostile.jsonl", "check evals", "run on=train", "run", "judge r1 nodes=yes"] {
      let (outcome, text) = await bench.run(command)
      #expect(outcome == .finished, "\(command): \(text)")
    }
    #expect(await bench.run("check evals").text.contains("is refused: it may only read"))
    #expect(try fort.isUntouched())
  }
}
