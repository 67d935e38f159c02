internal import Basics
internal import Displays

enum ExecutionState: String {
  case starting, busy, idle
}

extension KernelCore {
  mutating func reply(_ type: String, _ content: JSON, to request: Request, on channel: Channel) {
    actions.append(.reply(Message(type, content, answering: request), to: request.identities, channel))
  }

  mutating func publish(_ type: String, _ content: JSON, for request: Request?, metadata: JSON = [:]) {
    var message = Message(type, content, answering: request)
    message.metadata = metadata
    actions.append(.publish(message, topic: nil))
  }

  mutating func publishStatus(_ state: ExecutionState, for request: Request) {
    publish("status", ["execution_state": .string(state.rawValue)], for: request)
  }

  /// Every new subscriber is told that it is heard (JEP 65).
  mutating func welcome(_ topic: [UInt8]) {
    let content: JSON = ["subscription": .string(String(decoding: topic, as: UTF8.self))]
    actions.append(.publish(Message("iopub_welcome", content), topic: topic))
  }

  mutating func publish(_ output: OutputEvent, from id: CellID) {
    guard let cell = running, cell.id == id, cell.settlement == nil else { return }
    switch output {
    case .result(let bundle): running?.result = bundle.plain
    case .page(let bundle): running?.page = bundle
    default: break
    }
    guard !cell.silent else { return }
    switch output {
    case .text(let text): print(text, to: .stdout)
    case .warning(let text): print(text, to: .stderr)
    case .display(let bundle, let id): show("display_data", Contents.display(bundle, id: id), cell)
    case .update(let bundle, let id): show("update_display_data", Contents.display(bundle, id: id), cell)
    case .result(let bundle): show("execute_result", Contents.result(bundle, count: cell.number), cell)
    case .page: break
    case .clear(let wait): show("clear_output", ["wait": .bool(wait)], cell)
    }
  }

  private mutating func show(_ type: String, _ content: JSON, _ cell: RunningCell) {
    flushStreams()
    publish(type, content, for: cell.request)
  }

  mutating func print(_ text: String, to stream: StreamName) {
    guard let running, !running.silent else { return }
    if streams.add(text, to: stream, at: now) { flushStreams() }
  }

  mutating func flushStreams() {
    for (stream, text) in streams.flush(at: now) {
      publish("stream", ["name": .string(stream.rawValue), "text": .string(text)], for: running?.request)
    }
  }
}
