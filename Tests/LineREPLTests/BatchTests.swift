import Displays
import FoundationEssentials
import Glibc
import Platform
import Testing

@testable import LineREPL

/// Plays a list of events and ends as told; remembers the cell it was given.
final class ScriptedInterpreter: Interpreter {
  let events: [OutputEvent]
  let outcome: CellOutcome
  let asks: Bool
  let cell = Guarded<Cell?>(nil)
  let isClosed = Guarded(false)

  init(_ events: [OutputEvent] = [], ends outcome: CellOutcome = .finished, asks: Bool = false) {
    (self.events, self.outcome, self.asks) = (events, outcome, asks)
  }

  var language: LanguageInfo {
    LanguageInfo(
      name: "", version: "", fileExtension: "", mimeType: "", codeMirrorMode: "", pygmentsLexer: "", banner: "")
  }
  func execute(_ cell: Cell, output: any Output) async -> CellOutcome {
    self.cell.withLock { $0 = cell }
    for event in events { output.emit(event) }
    if asks, (try? await output.input(prompt: "? ", secret: false)) == nil { output.emit(.text("nobody\n")) }
    return outcome
  }
  func complete(_ source: String, at cursor: Int) async -> Completions { Completions(candidates: [], start: 0, end: 0) }
  func inspect(_ source: String, at cursor: Int, detail: Int) async -> Displays.Bundle? { nil }
  func completeness(of source: String) -> Completeness { .complete }
  func evaluate(_ expression: String) async throws -> Displays.Bundle { Bundle(plain: "") }
  func close() async { isClosed.withLock { $0 = true } }
}

@Suite(.serialized) struct BatchTests {
  struct Written: Equatable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs on a thread of its own, which stands for the main one.
  private func run(_ interpreter: ScriptedInterpreter, _ variables: [String: String] = [:]) async throws -> Written {
    let folder = "/tmp/batch-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    defer { for name in ["out", "err"] { unlink("\(folder).\(name)") } }
    let output = open(folder + ".out", O_WRONLY | O_CREAT, 0o600)
    let errors = open(folder + ".err", O_WRONLY | O_CREAT, 0o600)
    var console = Console(environment: [:])
    (console.output, console.errors) = (output, errors)
    let executor = MainStandIn()
    let status = await executor.run { [console] in
      runBatch("source", variables: variables, interpreter: interpreter, console: console)
    }
    close(output)
    close(errors)
    let texts = try ["out", "err"].map {
      String(decoding: try Data(contentsOf: URL(filePath: "\(folder).\($0)")), as: UTF8.self)
    }
    return Written(status: status, output: texts[0], errors: texts[1])
  }

  @Test func resultsAndWarningsGoTheirWays() async throws {
    var progress = Bundle(plain: "3 of 9")
    progress.isProgress = true
    let interpreter = ScriptedInterpreter([
      .text("a"), .result(Bundle(plain: "b")), .display(progress, id: "p"), .update(progress, id: "p"),
      .update(Bundle(plain: "done\n"), id: "p"), .warning("careful\n"), .clear(wait: true), .text("end"),
    ])
    let written = try await run(interpreter, ["x": "1"])
    #expect(written == Written(status: 0, output: "a\nb\ndone\nend\n", errors: "careful\n"))
    #expect(interpreter.cell.withLock { $0 }?.variables == ["x": "1"])
    #expect(interpreter.isClosed.withLock { $0 })
  }

  @Test func failuresAreReportedWithoutColours() async throws {
    let error = CellError(name: "Bad", message: "no", report: ["\u{1B}[1;31mBad: \u{1B}[0mno", "1 | x"])
    let written = try await run(ScriptedInterpreter([.text("before\n")], ends: .failed(error)))
    #expect(written == Written(status: 1, output: "before\n", errors: "Bad: no\n1 | x\n"))
  }

  @Test func interruptsHaveTheirStatus() async throws {
    let error = CellError(name: "Interrupted", message: "", report: ["Interrupted"])
    #expect(try await run(ScriptedInterpreter(ends: .failed(error))).status == 130)
  }

  @Test func exitIsNoFailure() async throws { #expect(try await run(ScriptedInterpreter(ends: .exit)).status == 0) }

  @Test func nobodyCanBeAsked() async throws {
    #expect(try await run(ScriptedInterpreter(asks: true)).output == "nobody\n")
  }
}

/// A thread that may block.
actor MainStandIn {
  nonisolated let executor = QueueExecutor(label: "main stand-in")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  func run(_ body: @Sendable () -> Int32) -> Int32 { body() }
}

@Suite struct ScriptTests {
  @Test func argumentsBecomeVariables() throws {
    #expect(try variables(from: ["a=1", "--b=x=y", "c="]) == ["a": "1", "b": "x=y", "c": ""])
  }

  @Test(arguments: [
    (["a"], ScriptError.badArgument("a")), (["=1"], .badArgument("=1")), (["a=1", "a=2"], .repeatedArgument("a")),
  ]) func badArguments(_ arguments: [String], _ expected: ScriptError) {
    #expect(throws: expected) { try variables(from: arguments) }
  }

  @Test func filesMustBeText() throws {
    let path = "/tmp/script-\(getpid()).llama"
    defer { unlink(path) }
    try Data([0x61, 0x0A, 0xFF]).write(to: URL(filePath: path))
    #expect(throws: ScriptError.notText(path: path, line: 2)) { try script(path) }
    #expect(throws: ScriptError.unreadable(path: "/tmp/no/such", reason: "No such file or directory")) {
      try script("/tmp/no/such")
    }
  }

  @Test func historyNeedsAHome() {
    let state = "/tmp/state-\(getpid())"
    defer { rmdir(state + "/chaos-llama"); rmdir(state) }
    #expect(historyFile([:]) == nil)
    #expect(historyFile(["HOME": "relative"]) == nil)
    #expect(historyFile(["HOME": "/proc/nowhere"]) == nil)
    #expect(historyFile(["XDG_STATE_HOME": state, "HOME": "/root"]) == state + "/chaos-llama/history")
  }
}

@Suite struct TabCompletionTests {
  private func complete(_ texts: [String], _ written: String) -> TabCompletion {
    TabCompletion(texts.map { .init(text: $0, kind: "x", summary: "what") }, written: written, width: 40)
  }

  @Test func oneCandidateIsTyped() {
    #expect(complete(["step"], "st").inserted == "step ")
    #expect(complete(["on="], "o").inserted == "on=")
    #expect(complete(["🦙x"], "🦙").removed == 1)
    #expect(complete([], "x").isEmpty)
  }

  @Test func whatAllShareIsTyped() {
    let completion = complete(["show runs", "show rows"], "sh")
    #expect(completion.removed == 2 && completion.inserted == "show r" && completion.listing.isEmpty)
  }

  @Test func choicesAreListed() {
    #expect(complete(["run", "rest"], "r").listing == "  run   what\n  rest  what\n")
    let many = complete((0..<30).map { "a\($0)" }, "a")
    #expect(many.listing.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(many.listing.contains("a29"))
  }

  @Test func coloursAreTakenAway() { #expect(withoutColors("\u{1B}[1;31mx\u{1B}[0m [y]") == "x [y]") }
}
