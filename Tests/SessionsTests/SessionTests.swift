import Displays
import FoundationEssentials
import Sessions
import Testing

@Suite struct SessionTests {
  @Test func measuresStepsAndCertifies() async throws {
    let bench = try Bench()
    await bench.load()
    let (ran, run) = await bench.run("run on=validation")
    #expect(ran == .finished)
    #expect(run.contains("95 % interval"))
    let (stepped, step) = await bench.run("step")
    #expect(stepped == .finished)
    #expect(step.contains("Epoch 1: accepted → v1"))
    let (certified, certificate) = await bench.run("certify")
    #expect(certified == .finished)
    #expect(certificate.contains("number 1 at this split"))
    #expect(await bench.run("compare v0 v1").text.contains("McNemar"))
    #expect(await bench.run("diff v0 v1").text.contains("entity matching on"))
    #expect(await bench.run("revert v0\nshow versions").text.contains("v1"))
  }

  @Test func anotherSessionFindsEverythingInTheStore() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=train")
    await bench.session.close()
    let later = Session(version: "test")
    let recorder = Recorder()
    let source =
      "use store \(bench.folder)/test.chaos\nshow runs\nshow failures\nrun on=train\nask \"how many orders are there\""
    #expect(await later.execute(Cell(source: source, width: 120), output: recorder) == .finished)
    #expect(recorder.text.contains("r1"))
    #expect(recorder.text.contains("300"))
    await later.close()
  }

  @Test func neverShowsTheSealedSplit() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("certify")
    let sealed = await bench.run(
      "sql on=store SELECT question FROM questions WHERE split = 'test' AND text IS NOT NULL")
    #expect(sealed.text.contains("question"))
    #expect(!sealed.text.contains("q1"))
    let ids = await bench.run("sql on=store SELECT group_concat(question) AS ids FROM questions WHERE split = 'test'")
      .text
    let id = try #require(
      ids.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init).first {
        $0.hasPrefix("q") && $0.dropFirst().allSatisfy(\.isNumber)
      })
    guard case .failed(let error) = await bench.run("show trace \(id)").outcome else {
      Issue.record("a sealed question was shown")
      return
    }
    #expect(error.name == "Sealed")
  }

  @Test func rightsAreNeverShownWithoutTheirNoise() async throws {
    let bench = try Bench()
    await bench.load()
    let once = await bench.run("run on=train").text
    #expect(once.contains("n = ") && once.contains("not known from one sample"))
    let often = await bench.run("run on=train samples=3").text
    #expect(often.contains("answered 3 times") && often.contains("noise floor"))
    let compared = await bench.run("compare v0 v0 on=train").text
    for words in ["0 won, 0 lost", "McNemar, exact", "95 % interval", "could detect"] {
      #expect(compared.contains(words))
    }
  }

  @Test func lintPointsAtWhatItMeans() async throws {
    let bench = try Bench()
    #expect(await bench.run("lint \"SELECT 1 WHERE 2 = NULL\"").text.contains("^^^^^^^^"))
    await bench.load()
    let (outcome, text) = await bench.run("lint SELECT * FROM orders, customers")
    #expect(outcome == .finished)
    #expect(text.contains("cartesian product") && text.contains("select star"))
    #expect(text.contains("1 | SELECT * FROM orders, customers\n"))
    #expect(await bench.run("lint SELECT a b c").text.contains("‘c’ does not belong here"))
    #expect(await bench.run("lint SELECT 1").text.contains("Nothing"))
  }

  @Test func plotsHaveThreeFaces() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=validation")
    for plot in [
      "plot accuracy", "plot cost", "plot bar on=shop from (SELECT status, count(*) FROM orders GROUP BY status)",
    ] {
      let (outcome, text) = await bench.run(plot)
      #expect(outcome == .finished)
      #expect(!text.isEmpty)
    }
  }

  @Test func accuracyIsThatOfTheEvalsetInHand() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("run on=validation")
    let whole = await bench.run("plot accuracy").text
    await bench.run("run on=validation limit=2")
    #expect(await bench.run("plot accuracy").text == whole)
    #expect(await bench.run("sql on=store SELECT evalset FROM runs").text.contains("shop, first 2 of validation"))
    await bench.run("load evals @/shop.jsonl split=50/25/25 by=family seed=9")
    let (outcome, _) = await bench.run("plot accuracy")
    guard case .failed(let error) = outcome else {
      Issue.record("another evalset's accuracy was drawn")
      return
    }
    #expect(error.name == "NothingToPlot")
    #expect(await bench.run("show failures run=r1").text.contains("of 16 in r1"))
    await bench.run("run on=validation")
    #expect(await bench.run("plot accuracy by=judge").text.contains("right_columns"))
  }

  @Test func runsALoopOverFiles() async throws {
    let bench = try Bench()
    let (outcome, text) = await bench.run(
      "for db in @/*.sqlite\n  connect sqlite:${db_path} as ${db}\nend\nshow connections")
    #expect(outcome == .finished)
    #expect(text.contains("Connected shop"))
    #expect(bench.session.completeness(of: "for x in y") == .incomplete(indent: "  "))
  }

  @Test func loopsStandInLoopsAndErrorsPointToTheTrueLine() async throws {
    let bench = try Bench()
    for name in ["a.x", "b.x", "a.y", "b.y"] { try bench.write("", to: name) }
    let nested = "for one in @/*.x\n  for two in @/${one}.y\n    sql SELECT '${one}${two}' AS both\n  end\nend"
    await bench.run("connect sqlite:@/shop.sqlite as shop")
    let (outcome, text) = await bench.run(nested)
    #expect(outcome == .finished)
    #expect(text.contains("aa") && text.contains("bb") && !text.contains("ab"))
    let (failed, _) = await bench.run("# one\n\nfor name in @/*.jsonl\n  connect sqlite:${name_path} as ${name}\nend")
    guard case .failed(let error) = failed else {
      Issue.record("a text was opened as a database")
      return
    }
    #expect(error.report.contains { $0.contains("4 | ") }, "\(error.report)")
  }

  @Test func savesWhatItLoads() async throws {
    let bench = try Bench()
    await bench.load()
    await bench.run("save space @/space.json")
    let (outcome, text) = await bench.run("load space @/space.json")
    #expect(outcome == .finished)
    #expect(text.contains("v0"))
    #expect(await bench.run("export questions @/q.csv").outcome == .finished)
    #expect(await bench.run("report @/report.html").outcome == .finished)
    #expect(FileManager.default.fileExists(atPath: bench.folder + "/report.html"))
  }

  @Test func completesFromWhatIsThere() async throws {
    let bench = try Bench()
    await bench.load()
    #expect(await bench.session.complete("show tables cus", at: 15).candidates.map(\.text) == ["customers"])
    #expect(await bench.session.complete("revert v", at: 8).candidates.map(\.text).contains("v0"))
    #expect(await bench.session.inspect("certify", at: 3, detail: 0)?.plain.contains("sealed") == true)
  }
}
