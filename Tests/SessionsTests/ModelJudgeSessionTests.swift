import Basics
import Displays
import FoundationEssentials
import HTTP
import Models
import Stubs
import Testing

@testable import Sessions

/// Judges that ask a model, over a stub server that answers yes.
@Suite(.timeLimit(.minutes(10))) struct ModelJudgeSessionTests {
  private static let key = "sk-Zx81-hunter2-never-seen"
  private let client = HTTPClient()
  private let server: StubServer
  private let bench: Bench

  init() async throws {
    server = try await StubServer.start()
    bench = try Bench(environment: ["JUDGE_KEY": Self.key])
  }

  /// Runs the training questions, with a model of some behaviour at hand.
  private func begin(_ model: String = "judge", price: String = "price=1/2") async {
    await bench.load()
    let (outcome, text) = await bench.run(
      """
      run on=train
      use model stub url=\(server.url("/v1")) model=\(model) key=env:JUDGE_KEY \(price)
      """)
    #expect(outcome == .finished, "\(text)")
  }

  private func calls() async throws -> Int {
    let all = try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/seen"))).body).arrayValue ?? []
    return all.filter { $0["path"]?.stringValue?.hasSuffix("/chat/completions") == true }.count
  }

  @Test func aRunIsJudgedOncePaidForOnceAndFoundAgain() async throws {
    await begin()
    #expect(await bench.run("judges").text.contains("asks stub"))
    let (outcome, text) = await bench.run("judge r1 with=result,same_meaning")
    #expect(outcome == .finished)
    #expect(text.contains("stub was asked"), "\(text)")
    let asked = try await calls()
    #expect(asked > 0)
    let spent = await bench.session.bench.models.purse.spent(by: .judge)
    #expect(spent.calls == asked)
    #expect(spent.tokens == 18 * asked)
    let again = await bench.run("judge r1 with=result,same_meaning").text
    #expect(again.contains("asked nothing: every verdict was kept"))
    #expect(try await calls() == asked)
    // Another session over the same store pays nothing either.
    let other = try Bench(environment: ["JUDGE_KEY": Self.key])
    await other.run("use store \(bench.folder)/test.chaos")
    #expect(await other.run("judge r1 with=same_meaning").text.contains("asked nothing"))
    #expect(try await calls() == asked)
    let budget = await bench.run("show budget").text
    #expect(budget.contains("judge") && budget.contains("\(spent.money)"), "\(budget)")
  }

  @Test func judgesOfOnesOwnAskTheModel() async throws {
    await begin()
    let added = await bench.run(
      "add judge kind llm \"\"\"Is this SQL kind to its reader?\n{{sql}}\"\"\"\nadd judge polite guideline \"Say please.\""
    )
    #expect(added.outcome == .finished, "\(added.text)")
    #expect(await bench.run("test judge kind limit=1 samples=3").text.contains("yes"))
    #expect(await bench.run("judges").text.contains("Say please."))
    #expect(await bench.run("add judge kind llm \"Is {{sql}} short?\"").text.contains("version 2"))
    #expect(await bench.run("drop judge kind").outcome == .finished)
    guard case .failed(let error) = await bench.run("judge r1 with=kind").outcome else {
      Issue.record("a dropped judge judges")
      return
    }
    #expect(error.name == "UnknownJudge")
  }

  @Test(arguments: [
    ("thinks", "gave no JSON"), ("echoes-key:401", "does not accept the key"),
    ("overflow", "longer than the model can read"), ("length", "cut off"), ("filtered", "content filter"),
  ])
  func whatGoesWrongIsAnErrorAndSaidSo(_ model: String, _ sentence: String) async throws {
    await begin(model)
    let text = await bench.run("judge r1 with=same_meaning").text
    #expect(text.contains(sentence), "\(text)")
    let rulings = await bench.run("test judge same_meaning").text
    #expect(rulings.contains(" error") && !rulings.contains(" no,"), "\(rulings)")
  }

  @Test func aBudgetIsKept() async throws {
    await begin()
    await bench.run("budget calls=2")
    let text = await bench.run("judge r1 with=same_meaning").text
    #expect(try await calls() == 2)
    #expect(text.contains("model calls left"), "\(text)")
  }

  @Test(arguments: [
    ("add judge x llm \"Is {{anwser}} right?\"", "did you mean {{answer}}?"),
    ("add judge x llm \"Is it right?\"", "no placeholder"), ("add judge x llm \"Is {{answer right?\"", "not closed"),
    ("add judge faithful llm \"{{answer}}\"", "choose another name"), ("judge r1 with=follows_guideline", "guideline"),
    ("judge r1 with=faithfull", "did you mean faithful"),
  ])
  func saysWhatIsWrong(_ source: String, _ part: String) async throws {
    await begin()
    guard case .failed(let error) = await bench.run(source).outcome else {
      Issue.record("\(source) was accepted")
      return
    }
    let report = error.report.joined(separator: "\n")
    #expect(report.contains(part) && report.contains("^"), "\(report)")
  }

  @Test(arguments: ["judge", "echoes-key:401", "echoes-key:400", "empty"])
  func theKeyIsNowhere(_ model: String) async throws {
    await begin(model)
    var shown = ""
    for source in [
      "judge r1 with=same_meaning", "test judge same_meaning", "show models", "show budget", "judges", "show store",
    ] {
      let (outcome, text) = await bench.run(source)
      shown += text
      if case .failed(let error) = outcome { shown += error.report.joined() + error.message }
    }
    #expect(shown.contains("env:JUDGE_KEY"))
    #expect(!shown.contains(Self.key), "\(shown)")
    for file in try FileManager.default.contentsOfDirectory(atPath: bench.folder) {
      let bytes = try Data(contentsOf: URL(filePath: bench.folder + "/" + file))
      #expect(bytes.firstRange(of: Data(Self.key.utf8)) == nil, "\(file)")
    }
  }
}
