internal import Basics
internal import Displays

/// The kernel's behaviour without its sockets: every event gives the actions to carry out, in their order.
///
/// Cells run one at a time in the order they came; everything else is answered at once, even while a cell runs.
struct KernelCore {
  let language: LanguageInfo
  let version: String
  let completeness: @Sendable (String) -> Completeness

  /// Cells that wait for the running one.
  var queue = Fifo<QueuedCell>()
  var running: RunningCell?
  /// The number of the last cell that counted.
  var count = 0
  var streams = StreamGatherer()
  var isLeaving = false
  /// When the last cell came.
  var lastArrival = 0
  /// Questions put to the interpreter, and the requests they answer.
  private var questions: [Ticket: Request] = [:]
  private var tickets = 0
  private var cells = 0
  var now = 0
  var actions: [Action] = []

  init(
    language: LanguageInfo, version: String,
    completeness: @escaping @Sendable (String) -> Completeness = { _ in .complete }
  ) {
    self.language = language
    self.version = version
    self.completeness = completeness
  }

  /// When `timePassed` is due, in the microseconds of `handle`.
  var deadline: Int? {
    [streams.deadline, running?.settlement?.deadline].compactMap { $0 }.min()
  }

  /// Takes one event in; `time` is monotonic, in microseconds.
  mutating func handle(_ event: Event, at time: Int) -> [Action] {
    now = time
    switch event {
    case .request(let request, let channel): receive(request, on: channel)
    case .subscribed(let topic): welcome(topic)
    case .output(let output, let cell): publish(output, from: cell)
    case .leaked(let text, let stream): print(text, to: stream)
    case .wantsInput(let prompt, let secret, let ticket, let cell): askForInput(prompt, secret, ticket, cell)
    case .finished(let outcome, let expressions, let cell): finish(cell, outcome, expressions)
    case .answered(let content, let ticket): answer(ticket, content)
    case .interrupt: interrupt()
    case .terminate: leave()
    case .timePassed: catchUp()
    }
    defer { actions.removeAll(keepingCapacity: true) }
    return actions
  }

  mutating func newCell() -> CellID {
    cells += 1
    return cells
  }

  // MARK: Requests

  private mutating func receive(_ request: Request, on channel: Channel) {
    guard !isLeaving else { return }
    switch (channel, request.type) {
    case (.stdin, "input_reply"): takeInput(request)
    case (.stdin, _): break
    case (.shell, "execute_request"): enqueue(request)
    case (.control, "interrupt_request"):
      bracket(request) { core in
        core.interrupt()
        core.reply("interrupt_reply", ["status": "ok"], to: request, on: channel)
      }
    case (_, "shutdown_request"): shutDown(request, on: channel)
    case (_, "kernel_info_request"):
      bracket(request) { core in core.reply("kernel_info_reply", core.kernelInfo, to: request, on: channel) }
    case (.shell, _): receiveOnShell(request)
    default: break
    }
  }

  private mutating func receiveOnShell(_ request: Request) {
    switch request.type {
    case "complete_request":
      let source = request.code ?? ""
      put(.completion(source, cursor: request.cursor(in: source)), for: request)
    case "inspect_request":
      let source = request.code ?? ""
      let detail = request.content["detail_level"]?.intValue ?? 0
      put(.inspection(source, cursor: request.cursor(in: source), detail: detail), for: request)
    case "history_request": put(.history(HistoryQuery(request.content)), for: request)
    case "is_complete_request":
      let content = Contents.completeness(completeness(request.code ?? ""))
      bracket(request) { core in core.reply("is_complete_reply", content, to: request, on: .shell) }
    case "comm_info_request":
      bracket(request) { core in core.reply("comm_info_reply", ["status": "ok", "comms": [:]], to: request, on: .shell)
      }
    case "comm_open":
      let id = request.content["comm_id"] ?? ""
      bracket(request) { core in core.publish("comm_close", ["comm_id": id, "data": [:]], for: request) }
    case "comm_msg", "comm_close": bracket(request) { _ in }
    default: break
    }
  }

  /// Publishes busy before `body` and idle after it.
  private mutating func bracket(_ request: Request, _ body: (inout KernelCore) -> Void) {
    publishStatus(.busy, for: request)
    body(&self)
    publishIdleAside(for: request)
  }

  private mutating func put(_ question: Question, for request: Request) {
    publishStatus(.busy, for: request)
    tickets += 1
    questions[tickets] = request
    actions.append(.ask(question, tickets))
  }

  private mutating func answer(_ ticket: Ticket, _ content: JSON) {
    guard let request = questions.removeValue(forKey: ticket), !isLeaving else { return }
    reply(request.type.replacingSuffix("_request", by: "_reply"), content, to: request, on: .shell)
    publishIdleAside(for: request)
  }

  /// The end of a request that was answered beside a running cell: front ends show the last status they saw, so
  /// the cell's own is said again.
  private mutating func publishIdleAside(for request: Request) {
    publishStatus(.idle, for: request)
    if let running, !running.silent { publishStatus(.busy, for: running.request) }
  }

  // MARK: Lifecycle

  private mutating func shutDown(_ request: Request, on channel: Channel) {
    let content: JSON = ["status": "ok", "restart": request.content["restart"] ?? false]
    publishStatus(.busy, for: request)
    reply("shutdown_reply", content, to: request, on: channel)
    publish("shutdown_reply", content, for: request)
    publishStatus(.idle, for: request)
    leave()
  }

  private mutating func leave() {
    guard !isLeaving else { return }
    isLeaving = true
    flushStreams()
    queue = Fifo()
    if let running { actions.append(.cancel(running.id)) }
    actions.append(.exit)
  }

  /// Hits the cell that runs now and no other; without one it does nothing.
  private mutating func interrupt() {
    if let running, running.settlement == nil { actions.append(.cancel(running.id)) }
  }

  private mutating func catchUp() {
    if let due = streams.deadline, due <= now { flushStreams() }
    if let due = running?.settlement?.deadline, due <= now { settle() }
  }
}
