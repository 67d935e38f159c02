import Displays
import Epochs
import FoundationEssentials
import Models
import Testing

@testable import Sessions

@Suite(.timeLimit(.minutes(10))) struct ModelCommandTests {
  private static let key = "sk-Zx81-hunter2-never-seen"

  private func bench() throws -> Bench { try Bench(environment: ["SOME_KEY": Self.key]) }

  private func report(_ outcome: CellOutcome) -> String {
    if case .failed(let error) = outcome { (error.report + [error.message]).joined(separator: "\n") } else { "" }
  }

  @Test func aModelHasRolesAndIsFoundAgain() async throws {
    let bench = try bench()
    let (outcome, text) = await bench.run(
      """
      use store @/test.chaos
      use model big url=https://host.example/v1 model=org/big-1 key=env:SOME_KEY price=0.15/0.60
      use model small url=http://127.0.0.1:1/v1 role=judge
      show models
      """)
    #expect(outcome == .finished)
    #expect(text.contains("big is the model for answer, judge and propose: org/big-1 at https://host.example/v1."))
    #expect(text.contains("small is the model for judge"))
    #expect(await bench.session.bench.models.roles(of: "big") == [.answer, .propose])
    #expect(await bench.session.bench.chatModel(for: .judge)?.name == "small")
    let other = try self.bench()
    #expect(await other.session.bench.chatModel(for: .answer) == nil)
    await other.run("use store \(bench.folder)/test.chaos")
    let (found, original) = (await other.session.bench.models, await bench.session.bench.models)
    #expect(found.specs == original.specs)
    #expect(found.specs.map(\.limits.concurrency) == [64, 4])
    #expect(found.spec(for: .answer)?.prices?.output == Money(dollars: 0.6))
    #expect(await other.session.bench.chatModel(for: .propose)?.name == "big")
    await other.run("use model big role=judge")
    #expect(await other.session.bench.chatModel(for: .judge)?.name == "big")
  }

  @Test(arguments: [
    ("use model", "MissingArgument", ""),
    ("use model gpt", "UnknownModel", "url= says where"),
    ("use model gpt url=host", "WrongValue", "^^^^"),
    ("use model gpt url=https://host/v1?key=12", "ModelError", "no key belongs into the url"),
    ("use model gpt url=https://host/v1 role=write", "WrongValue", "answer, judge, propose"),
    ("use model gpt url=https://host/v1 price=cheap", "WrongValue", "0.15/0.60"),
    ("use model gpt url=https://host/v1 dialect=opena", "WrongValue", "did you mean openai"),
  ])
  func saysWhatIsWrong(_ source: String, _ name: String, _ part: String) async throws {
    guard case .failed(let error) = try await bench().run(source).outcome else {
      Issue.record("\(source) did not fail")
      return
    }
    #expect(error.name == name)
    #expect(error.report.joined(separator: "\n").contains(part), "\(error.report)")
  }

  @Test(arguments: [
    "use model gpt url=https://host/v1 key=KEY", "use model gpt url=https://host/v1 key = KEY",
    "use model gpt url=https://host/v1 api_key=KEY", "use model gpt url=https://host/v1 token=KEY",
    "use model gpt key=KEY url=nonsense", "use model gpt url=https://host/v1 key=\"KEY\" nonsense",
    "use model gpt url=https://KEY AT host/v1", "use modl gpt key=KEY", "use model gpt key=env:KEY",
    "use model gpt url=https://host/v1 key=env:dapi0123_hunter2",
    "use model gpt url=https://host/v1 key=Bearer-KEY",
  ])
  func aKeyInTheWrongPlaceIsNotRepeated(_ source: String) async throws {
    let bench = try bench()
    let recorder = Recorder()
    let cell = Cell(source: source.replacing("KEY", with: Self.key).replacing(" AT ", with: "@"))
    let outcome = await bench.session.execute(cell, output: recorder)
    let shown = recorder.text + report(outcome)
    #expect(outcome != .finished)
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  @Test func budgetsAreOneTruth() async throws {
    let bench = try bench()
    let (_, text) = await bench.run(
      """
      use model big url=https://host.example/v1 price=1/2
      budget $5 calls=2000 questions=7
      budget $1 role=judge
      """)
    #expect(text.contains("$5.00"))
    #expect(text.contains("2,000"))
    let purse = await bench.session.bench.models.purse
    #expect(purse.caps() == SpendCaps(calls: 2000, money: Money(dollars: 5)))
    #expect(purse.caps(of: .judge) == SpendCaps(money: Money(dollars: 1)))
    #expect(await bench.session.bench.budget.caps.questions == 7)
  }
}
