import Basics
import Displays
import Testing

@testable import JupyterKernel

/// Feeds a core and writes down what it wants done, a line for each action.
final class CoreDriver {
  var core = KernelCore(
    language: LanguageInfo(
      name: "l", version: "1", fileExtension: ".l", mimeType: "text/l", codeMirrorMode: "", pygmentsLexer: "",
      banner: ""
    ),
    version: "0", completeness: { $0 == "open" ? .incomplete(indent: "  ") : .complete })
  var log: [String] = []
  var time = 1_000_000

  func feed(_ event: Event, after wait: Int = 0) {
    time += wait
    log += core.handle(event, at: time).map(Self.describe)
  }

  func ask(_ type: String, _ content: JSON = [:], id: String, from identity: UInt8 = 1, on channel: Channel = .shell) {
    feed(.request(request(type, content, id: id, from: identity), channel))
  }

  func execute(_ id: String, _ options: JSON = [:], from identity: UInt8 = 1) {
    var content = options.objectValue ?? JSONObject()
    if content["code"] == nil { content["code"] = .string("do " + id) }
    ask("execute_request", .object(content), id: id, from: identity)
  }

  func finish(_ cell: CellID, _ outcome: CellOutcome = .finished) {
    feed(.finished(outcome, expressions: [:], cell))
  }

  /// What has been written down since the last time.
  func news() -> [String] {
    defer { log = [] }
    return log
  }

  static func describe(_ action: Action) -> String {
    switch action {
    case .reply(let message, let identities, let channel):
      let detail = message.content["status"]?.stringValue ?? ""
      return "\(channel.rawValue)\(identities[0][0]) \(message.type) \(detail) \(parent(message))"
    case .publish(let message, let topic):
      let content = message.content
      let detail =
        content["execution_state"]?.stringValue ?? content["text"]?.stringValue
        ?? topic.map { String(decoding: $0, as: UTF8.self) } ?? ""
      return "pub \(message.type) \(detail) \(parent(message))"
    case .execute(let run): return "run \(run.id)"
    case .cancel(let cell): return "cancel \(cell)"
    case .ask(_, let ticket): return "ask \(ticket)"
    case .giveInput(let text, let ticket): return "give \(text) \(ticket)"
    case .remember(let entry): return "remember \(entry.line) \(entry.source)"
    case .exit: return "exit"
    }
  }

  private static func parent(_ message: Message) -> String {
    (try? JSON(parsing: message.parent))?["msg_id"]?.stringValue ?? "-"
  }
}

let failure = CellError(name: "E", message: "m", report: ["E: m"])

struct KernelCoreTests {
  private let driver = CoreDriver()

  @Test func bracketsACell() {
    driver.execute("a")
    #expect(driver.news() == ["pub status busy a", "pub execute_input  a", "run 1"])
    driver.feed(.output(.text("hi"), from: 1))
    driver.feed(.output(.result(Bundle(plain: "42")), from: 1))
    driver.finish(1)
    #expect(
      driver.news() == [
        "pub stream hi a", "pub execute_result  a", "remember 1 do a", "shell1 execute_reply ok a", "pub status idle a",
      ])
  }

  @Test func runsOneCellAtATime() {
    for id in ["a", "b", "c"] { driver.execute(id) }
    #expect(driver.news() == ["pub status busy a", "pub execute_input  a", "run 1"])
    driver.finish(1)
    #expect(driver.news().suffix(4) == ["pub status idle a", "pub status busy b", "pub execute_input  b", "run 2"])
    driver.finish(2)
    #expect(driver.news().last == "run 3")
  }

  @Test func ignoresACellThatHasEnded() {
    driver.execute("a")
    driver.finish(1)
    _ = driver.news()
    driver.feed(.output(.display(Bundle(plain: "late"), id: nil), from: 1))
    driver.finish(1)
    #expect(driver.news() == [])
  }

  @Test func saysNothingOfSilentCells() {
    driver.execute("a", ["silent": true])
    driver.feed(.output(.text("x"), from: 1))
    driver.feed(.output(.result(Bundle(plain: "x")), from: 1))
    driver.feed(.leaked("x", stream: .stdout))
    driver.finish(1, .failed(failure))
    driver.feed(.timePassed, after: 1_000_000)
    #expect(
      driver.news() == ["pub status busy a", "run 1", "shell1 execute_reply error a", "pub status idle a"])
    #expect(driver.core.count == 0)
  }

  @Test func countsOnlyWhatIsStored() {
    driver.execute("a", ["store_history": false])
    driver.finish(1)
    driver.execute("b", ["code": " \n\t"])
    driver.finish(2)
    #expect(driver.core.count == 0)
    driver.execute("c")
    driver.finish(3)
    #expect(driver.core.count == 1)
    #expect(driver.news().filter { $0.hasPrefix("remember") } == ["remember 1 do c"])
  }

  @Test(arguments: [[:], ["code": nil], ["code": 7], ["code": ["a"]]] as [JSON])
  func refusesCodeThatIsNoText(_ content: JSON) {
    driver.ask("execute_request", content, id: "a")
    #expect(driver.news() == ["pub status busy a", "shell1 execute_reply error a", "pub status idle a"])
  }

  @Test func leavesOnExit() {
    driver.execute("a")
    let actions = driver.core.handle(.finished(.exit, expressions: [:], 1), at: driver.time)
    let payloads = actions.compactMap { action -> JSON? in
      if case .reply(let message, _, _) = action { message.content["payload"] } else { nil }
    }
    #expect(payloads == [[["source": "ask_exit", "keepkernel": false]]])
  }

  @Test func opensThePagerOnceTheCellHasEnded() {
    driver.execute("a")
    driver.feed(.output(.page(Bundle(plain: "help")), from: 1))
    let actions = driver.core.handle(.finished(.finished, expressions: [:], 1), at: driver.time)
    let payloads = actions.compactMap { action -> JSON? in
      if case .reply(let message, _, _) = action { message.content["payload"] } else { nil }
    }
    #expect(payloads == [[["source": "page", "data": ["text/plain": "help"], "start": 0]]])
  }

  // MARK: Failure

  @Test func abortsExactlyWhatCameBeforeTheReply() {
    driver.execute("a")
    driver.execute("b")
    driver.finish(1, .failed(failure))
    #expect(driver.news().last == "pub error  a")
    driver.time += 1000
    driver.execute("c")
    #expect(driver.news() == [])
    driver.feed(.timePassed, after: 100_000)
    #expect(
      driver.news() == [
        "shell1 execute_reply error a", "pub status idle a", "pub status busy b", "shell1 execute_reply aborted b",
        "pub status idle b", "pub status busy c", "shell1 execute_reply aborted c", "pub status idle c",
      ])
    driver.execute("d")
    #expect(driver.news().last == "run 2")
  }

  @Test func answersAtOnceWhenTheWireHasBeenQuiet() {
    driver.execute("a")
    driver.time += 1_000_000
    driver.finish(1, .failed(failure))
    #expect(driver.news().suffix(2) == ["shell1 execute_reply error a", "pub status idle a"])
  }

  @Test func waitsNoLongerThanTheLimit() {
    driver.execute("a")
    driver.finish(1, .failed(failure))
    var waits = 0
    while let due = driver.core.deadline, due > driver.time, waits < 1000 {
      driver.time = due - 1
      driver.execute("q\(waits)")
      driver.feed(.timePassed, after: 1)
      waits += 1
    }
    #expect(driver.core.running == nil)
    #expect(waits < 100)
  }

  @Test func goesOnWhenAskedTo() {
    driver.execute("a", ["stop_on_error": false])
    driver.execute("b")
    driver.finish(1, .failed(failure))
    #expect(driver.news().last == "run 2")
  }

  // MARK: Interrupt and shutdown

  @Test func interruptsTheRunningCellAlone() {
    driver.feed(.interrupt)
    driver.ask("interrupt_request", id: "i", on: .control)
    #expect(driver.news() == ["pub status busy i", "control1 interrupt_reply ok i", "pub status idle i"])
    driver.execute("a")
    driver.execute("b")
    _ = driver.news()
    driver.feed(.interrupt)
    #expect(driver.news() == ["cancel 1"])
    driver.finish(1, .failed(failure))
    _ = driver.news()
    driver.feed(.interrupt)
    #expect(driver.news() == [])
  }

  @Test(arguments: [Channel.control, .shell])
  func shutsDownWhileBusy(_ channel: Channel) {
    driver.execute("a")
    driver.execute("b")
    _ = driver.news()
    driver.ask("shutdown_request", ["restart": true], id: "s", on: channel)
    #expect(
      driver.news() == [
        "pub status busy s", "\(channel.rawValue)1 shutdown_reply ok s", "pub shutdown_reply  s", "pub status idle s",
        "cancel 1", "exit",
      ])
    driver.finish(1)
    driver.execute("c")
    driver.feed(.terminate)
    #expect(driver.news() == [])
  }

  // MARK: Input

  @Test func takesInputFromTheAskedClientOnly() {
    driver.execute("a", ["allow_stdin": true], from: 5)
    _ = driver.news()
    driver.ask("input_reply", ["value": "early"], id: "x", from: 5, on: .stdin)
    driver.feed(.wantsInput(prompt: "?", secret: true, 9, from: 1))
    driver.ask("input_reply", ["value": "no"], id: "y", from: 6, on: .stdin)
    driver.ask("input_reply", ["value": "no"], id: "y", from: 5, on: .shell)
    driver.ask("input_reply", ["value": "yes"], id: "z", from: 5, on: .stdin)
    driver.ask("input_reply", ["value": "twice"], id: "z", from: 5, on: .stdin)
    #expect(driver.news() == ["stdin5 input_request  a", "give yes 9"])
  }

  // MARK: Beside a cell

  @Test func answersWhileACellRuns() {
    driver.execute("a")
    _ = driver.news()
    driver.ask("complete_request", ["code": "x", "cursor_pos": 99], id: "c")
    driver.feed(.answered(["status": "ok"], 1))
    #expect(
      driver.news() == [
        "pub status busy c", "ask 1", "shell1 complete_reply ok c", "pub status idle c", "pub status busy a",
      ])
    driver.feed(.answered(["status": "ok"], 1))
    #expect(driver.news() == [])
  }

  @Test(arguments: [
    ("kernel_info_request", "kernel_info_reply ok"), ("is_complete_request", "is_complete_reply complete"),
    ("comm_info_request", "comm_info_reply ok"),
  ])
  func answersAtOnce(_ type: String, _ answer: String) {
    driver.ask(type, id: "a")
    #expect(driver.news() == ["pub status busy a", "shell1 \(answer) a", "pub status idle a"])
  }

  @Test func closesUnknownComms() {
    driver.ask("comm_open", ["comm_id": "k"], id: "a")
    #expect(driver.news() == ["pub status busy a", "pub comm_close  a", "pub status idle a"])
  }

  @Test func ignoresUnknownTypes() {
    for channel in Channel.allCases { driver.ask("frobnicate_request", id: "a", on: channel) }
    #expect(driver.news() == [])
  }

  @Test func welcomesSubscribers() {
    driver.feed(.subscribed(topic: Array("kernel".utf8)))
    #expect(driver.news() == ["pub iopub_welcome kernel -"])
  }

  @Test(
    arguments: [
      (["cursor_pos": 1], 1), (["cursor_pos": -5], 0), (["cursor_pos": 99], 4), ([:], 4), (["cursor_pos": "x"], 4),
    ] as [(JSON, Int)])
  func countsTheCursorInScalars(_ content: JSON, _ cursor: Int) {
    #expect(request("complete_request", content).cursor(in: "🦙é\u{301}x") == cursor)
  }
}
