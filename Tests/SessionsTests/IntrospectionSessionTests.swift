import Basics
import Displays
import Epochs
import Models
import Spaces
import Stubs
import Testing

@testable import Sessions

/// A model that proposes changes, over a stub server.
@Suite(.timeLimit(.minutes(10))) struct IntrospectionSessionTests {
  private let server: StubServer
  private let bench: Bench

  init() async throws {
    server = try await StubServer.start()
    bench = try Bench(environment: ["KEY": "sk-hunter2"])
    await bench.load()
  }

  /// A system that answers everything wrong, and a model of some behaviour that proposes.
  private func begin(_ model: String) async {
    let (outcome, text) = await bench.run(
      """
      use model plain url=\(server.url("/v1")) role=answer
      use model thinker url=\(server.url("/v1")) model=\(model) role=propose key=env:KEY price=1/2
      use system llm
      """)
    #expect(outcome == .finished, "\(text)")
  }

  @Test func itsProposalsAreCardsThatCanBeAccepted() async throws {
    await begin("proposes")
    let (outcome, text) = await bench.run("suggest")
    #expect(outcome == .finished)
    #expect(text.contains("add instruction “Count only orders that were paid.”"), "\(text)")
    #expect(text.contains("introspect") && text.contains("It does not know what counts."))
    let spent = await bench.session.bench.models.purse.spent(by: .propose)
    #expect(spent.calls > 0 && spent.money > .zero)
    #expect(await bench.run("show budget").text.contains("thinker"))
    let proposals = await bench.session.bench.proposals
    let number = try #require(proposals.first { $0.proposer == "introspect" }?.number)
    #expect(await bench.run("accept \(number)").outcome == .finished)
    #expect(await bench.session.bench.version?.space.textInstruction == "Count only orders that were paid.\n")
  }

  @Test func whatIsAskedAgainIsNotPaidAgain() async throws {
    await begin("proposes")
    #expect(await bench.run("suggest").outcome == .finished)
    let spent = await bench.session.bench.models.purse.spent(by: .propose)
    #expect(await bench.run("suggest").outcome == .finished)
    #expect(await bench.session.bench.models.purse.spent(by: .propose) == spent)
  }

  @Test func aModelWithNothingToSayIsToldOf() async throws {
    await begin("never-json")
    let (outcome, text) = await bench.run("suggest")
    #expect(outcome == .finished)
    #expect(text.contains("thinker: Asked twice, the model gave no JSON of the form wanted"), "\(text)")
  }

  @Test func aCapOfItsOwnIsKept() async throws {
    await begin("proposes")
    guard case .failed(let error) = await bench.run("budget role=propose calls=0\nsuggest").outcome else {
      Issue.record("it was asked")
      return
    }
    #expect(error.message == "The budget for the role propose has 0 model calls left, and this needs 1")
    #expect(await bench.session.bench.models.purse.spent(by: .propose) == .none)
    // Who wants none of it says so.
    #expect(await bench.run("set causes 0\nsuggest").outcome == .finished)
  }

  @Test func anEndpointThatRefusesStopsTheEpochInWords() async throws {
    await begin("echoes-key:401")
    guard case .failed(let error) = await bench.run("step").outcome else {
      Issue.record("the epoch went on")
      return
    }
    #expect(error.name == "ModelError")
    #expect(error.message.hasPrefix("the model that proposes did not answer: thinker: The endpoint does not accept"))
    #expect(error.report.contains { $0.contains("set causes 0 goes on without it") })
    #expect(!"\(error)".contains("hunter2"))
    await begin("proposes")
    #expect(await bench.run("suggest").outcome == .finished)
  }
}
