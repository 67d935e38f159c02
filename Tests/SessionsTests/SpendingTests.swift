import Basics
import Displays
import HTTP
import Models
import Platform
import Stubs
import Testing

@testable import Sessions

/// What a model that answers costs, over a stub server: caps, accounts that outlast a session, answers as they are written.
@Suite(.timeLimit(.minutes(10))) struct SpendingTests {
  private let client = HTTPClient()
  private let server: StubServer
  private let bench: Bench

  init() async throws {
    server = try await StubServer.start()
    bench = try Bench()
    await bench.load()
    let (outcome, text) = await bench.run(
      """
      use model stub url=\(server.url("/v1")) model=plain price=1/2
      use system llm
      """)
    #expect(outcome == .finished, "\(text)")
  }

  private func calls() async throws -> Int {
    let all = try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/seen"))).body).arrayValue ?? []
    return all.filter { $0["path"]?.stringValue?.hasSuffix("/chat/completions") == true }.count
  }

  private func spent(_ bench: Bench) async -> Spend { await bench.session.bench.models.purse.spent(by: .answer) }

  @Test func whatWasSpentOutlastsTheSession() async throws {
    #expect(await bench.run("budget $5\nbudget role=judge calls=7\nrun on=train").outcome == .finished)
    let first = await spent(bench)
    #expect(first.calls > 0 && first.money > .zero)
    #expect(first.calls == (try await calls()))
    let other = try Bench()
    let (_, text) = await other.run("use store \(bench.folder)/test.chaos\nshow budget")
    #expect(await spent(other) == first)
    #expect(text.contains("\(first.money)") && text.contains("$5.00") && text.contains("7 calls"), "\(text)")
    #expect(await other.run("sql on=store select calls, tokens from spending").text.contains("\(first.calls)"))
    let again = await other.run("use system llm\nrun on=train").text
    #expect(again.contains("stub was asked nothing: every answer was kept from before."), "\(again)")
    #expect(await spent(other) == first)
  }

  @Test func aStoreTakesOverWhatWasSpentBeforeThereWasOne() async throws {
    let other = try Bench()
    await other.run(
      """
      connect sqlite:@/shop.sqlite as shop
      new space from shop
      use model stub url=\(server.url("/v1")) model=plain price=1/2
      use system llm
      ask "how many?"
      """)
    let before = await spent(other)
    #expect(before.calls > 0)
    await other.run("use store @/late.chaos")
    #expect(await spent(other) == before)
  }

  @Test(arguments: ["run on=train budget=$0.000001", "step budget=$0.000001", "budget $0.000001\nrun on=train"])
  func whatDoesNotFitPausesTheCommand(_ source: String) async throws {
    guard case .failed(let error) = await bench.run(source).outcome else {
      Issue.record("\(source) did not fail")
      return
    }
    #expect(error.name == "OverBudget")
    let report = error.report.joined(separator: "\n")
    #expect(report.contains("left, and this call may cost"), "\(report)")
    #expect(report.contains("goes on from there"), "\(report)")
    #expect(try await calls() == 0)
    #expect(await bench.run("budget $5\nrun on=train budget=$1").outcome == .finished)
    #expect(try await calls() > 0)
  }

  @Test func anAnswerIsShownWhileItIsWrittenAndWithWhatItCost() async throws {
    let screen = Screens()
    let cell = Cell(source: "ask \"which region?\"")
    #expect(await bench.session.execute(cell, output: screen) == .finished)
    let shown = screen.events
    guard case .display(let first, let id?) = shown.first, case .update(let last, id) = shown.last else {
      Issue.record("\(shown)")
      return
    }
    #expect(first.isProgress && first.plain.hasPrefix("stub  You"), "\(first.plain)")
    #expect(!last.isProgress && last.plain.contains("stub was asked 1 time: 18 tokens, $0.0000"), "\(last.plain)")
    let again = await bench.run("ask \"which region?\"").text
    #expect(again.contains("stub was asked nothing: its answers were kept from before."), "\(again)")
  }
}

/// Keeps all that is shown, also what is replaced.
private final class Screens: Output {
  private let kept = Guarded<[OutputEvent]>([])

  var events: [OutputEvent] { kept.withLock { $0 } }
  func emit(_ event: OutputEvent) { kept.withLock { $0.append(event) } }
  func input(prompt: String, secret: Bool) async throws -> String { throw InputUnavailable() }
}
