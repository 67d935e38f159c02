import Displays
import Sessions
import Testing

@Suite struct JudgeCommandTests {
  @Test func judgesAreAddedTestedUsedAndDropped() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=train")
    #expect(await bench.run("add judge terse sql \"length(answer) < 4000\"").text.contains("version 1"))
    #expect(await bench.run("add judge counting uses \"count(*)\"").outcome == .finished)
    #expect(await bench.run("add judge few rows \"1-50\"").outcome == .finished)
    let listed = await bench.run("judges").text
    for name in ["terse", "counting", "few", "result", "right_joins", "bird", "needs a model"] {
      #expect(listed.contains(name), "\(name)")
    }
    let (judged, table) = await bench.run("judge r1 with=result,terse,counting,few,right_filters,bird")
    #expect(judged == .finished)
    #expect(table.contains("terse") && table.contains("95 % interval"))
    #expect(table.contains("Beside result") && table.contains("kappa") && table.contains("MCC"))
    #expect(await bench.run("test judge terse").text.contains("yes"))
    #expect(await bench.run("add judge terse sql \"seconds < 100\" when=inserted").text.contains("version 2"))
    #expect(await bench.run("drop judge terse").outcome == .finished)
    #expect(await bench.run("judges").text.contains("seconds < 100") == false)
  }

  @Test func familiesThatAreAllWrongLeaveDoubt() async throws {
    let bench = try Bench()
    await bench.load()
    let rows = (0..<4).map { row in
      #"{"id": "q\#(row)", "question": "Zyx \#(row) wvu?", "sql": "SELECT \#(row), 7", "family": "f\#(row / 2)", "split": "validation"}"#
    }
    try bench.write(rows.joined(separator: "\n"), to: "wrong.jsonl")
    let (outcome, text) = await bench.run("load evals @/wrong.jsonl\nrun on=validation")
    #expect(outcome == .finished, "\(text)")
    // Wilson's interval of none of two.
    #expect(text.contains("by families  95 % interval 0.0–65.8 % (Wilson over 2 families)"), "\(text)")
  }

  @Test func errorsAreLaidToNodes() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=train")
    let (outcome, text) = await bench.run("judge r1 nodes=yes")
    #expect(outcome == .finished)
    for word in ["retriever", "writer", "The guard", "Failures that are alike"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test(arguments: [
    ("add judge x sql \"1) FROM traces; DROP TABLE run_log; SELECT (1\"", "JudgeError"),
    ("add judge x sql \"1) FROM traces UNION SELECT (2\"", "JudgeError"),
    ("add judge x sql \"nothing_like_that > 1\"", "JudgeError"), ("add judge x sql \"(\"", "JudgeError"),
    ("add judge result sql \"1\"", "JudgeError"), ("add judge x-y sql \"1\"", "JudgeError"),
    ("add judge x rows \"many\"", "JudgeError"), ("add judge x fresh \"-1\"", "JudgeError"),
    ("drop judge x", "UnknownJudge"), ("judge r1 with=faithful", "JudgeError"),
    ("judge r1 with=resolt", "UnknownJudge"),
    ("test judge nothing", "UnknownJudge"), ("judge r7", "UnknownRun"),
  ])
  func whatMakesNoSenseIsRefused(source: String, name: String) async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=train limit=2")
    guard case .failed(let error) = await bench.run(source).outcome else {
      Issue.record("\(source) was accepted")
      return
    }
    #expect(error.name == name, "\(source)")
    #expect(await bench.run("sql on=store SELECT count(*) FROM runs").outcome == .finished)
  }

  @Test func theEvalsetIsExamined() async throws {
    let bench = try Bench()
    await bench.load()
    let (outcome, text) = await bench.run("check evals")
    #expect(outcome == .finished)
    for word in ["What each split can prove", "Clauses of the expected SQL", "never asked for"] {
      #expect(text.contains(word), "\(word)")
    }
  }
}
