internal import Basics
internal import Displays

/// A cell that waits.
struct QueuedCell: Sendable {
  var request: Request
  var arrival: Int
}

extension KernelCore {
  mutating func enqueue(_ request: Request) {
    queue.append(QueuedCell(request: request, arrival: now))
    lastArrival = now
    running?.settlement?.extend(at: now)
    startNext()
  }

  /// Starts the next cell if none runs.
  mutating func startNext() {
    while running == nil, !isLeaving, let next = queue.popFirst() {
      publishStatus(.busy, for: next.request)
      guard let source = next.request.code else {
        refuse(next.request)
        continue
      }
      start(next.request, source, arrival: next.arrival)
    }
  }

  private mutating func start(_ request: Request, _ source: String, arrival: Int) {
    let cell = RunningCell(id: newCell(), request: request, source: source, number: count + 1, arrival: arrival)
    if cell.isStored { count += 1 }
    running = cell
    if !cell.silent {
      publish("execute_input", ["code": .string(source), "execution_count": .int(cell.number)], for: request)
    }
    let expressions = request.content["user_expressions"]?.objectValue ?? JSONObject()
    actions.append(
      .execute(
        CellRun(
          id: cell.id, cell: Cell(source: source, count: cell.number),
          expressions: expressions.map { ($0.name, $0.value.stringValue ?? $0.value.text) },
          allowsInput: cell.allowsInput)))
  }

  private mutating func refuse(_ request: Request) {
    let error = CellError(
      name: "InvalidRequest", message: "execute_request needs 'code', a string",
      report: ["InvalidRequest: execute_request needs 'code', a string"])
    reply("execute_reply", Contents.failure(error, count: count + 1), to: request, on: .shell)
    publishStatus(.idle, for: request)
  }

  // MARK: The end of a cell

  mutating func finish(_ id: CellID, _ outcome: CellOutcome, _ expressions: JSON) {
    guard let cell = running, cell.id == id, cell.settlement == nil, !isLeaving else { return }
    flushStreams()
    if cell.isStored, let source = cell.request.code {
      actions.append(.remember(HistoryEntry(line: cell.number, source: source, output: cell.result)))
    }
    switch outcome {
    case .finished:
      let payload = cell.page.map { [Contents.page($0)] } ?? []
      conclude(cell, Contents.success(count: cell.number, expressions: expressions, payload: payload))
    case .exit:
      conclude(cell, Contents.success(count: cell.number, expressions: expressions, payload: [Contents.leave]))
    case .failed(let error):
      if !cell.silent { publish("error", Contents.error(error), for: cell.request) }
      guard cell.stopsOnError else {
        conclude(cell, Contents.failure(error, count: cell.number))
        return
      }
      running?.settlement = Settlement(error, cellArrival: cell.arrival, lastArrival: lastArrival, now: now)
      if let due = running?.settlement?.deadline, due <= now { settle() }
    }
  }

  private mutating func conclude(_ cell: RunningCell, _ content: JSON) {
    reply("execute_reply", content, to: cell.request, on: .shell)
    publishStatus(.idle, for: cell.request)
    running = nil
    startNext()
  }

  /// Tells of a failure and aborts exactly what is queued.
  mutating func settle() {
    guard let cell = running, let settlement = cell.settlement else { return }
    reply("execute_reply", Contents.failure(settlement.error, count: cell.number), to: cell.request, on: .shell)
    publishStatus(.idle, for: cell.request)
    running = nil
    while let next = queue.popFirst() {
      publishStatus(.busy, for: next.request)
      reply("execute_reply", Contents.aborted(count: count + 1), to: next.request, on: .shell)
      publishStatus(.idle, for: next.request)
    }
  }

  // MARK: Input

  mutating func askForInput(_ prompt: String, _ secret: Bool, _ ticket: Ticket, _ id: CellID) {
    guard let cell = running, cell.id == id, cell.allowsInput, !isLeaving else { return }
    flushStreams()
    running?.input = ticket
    let content: JSON = ["prompt": .string(prompt), "password": .bool(secret)]
    reply("input_request", content, to: cell.request, on: .stdin)
  }

  /// Takes an answer from the client that was asked, and from no other.
  mutating func takeInput(_ request: Request) {
    guard let cell = running, let ticket = cell.input, request.identities == cell.request.identities else { return }
    running?.input = nil
    actions.append(.giveInput(request.content["value"]?.stringValue ?? "", ticket))
  }
}
