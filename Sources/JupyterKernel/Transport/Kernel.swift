package import Displays

internal import Basics
internal import CLinux
internal import CZeroMQ

/// The Jupyter kernel: one loop on the main thread that owns every socket but the heartbeat's.
package struct Kernel: ~Copyable {
  private var core: KernelCore
  private var format: WireFormat
  private var workshop: Workshop
  private var memory: HistoryKeeper
  private var streams = StandardStreams()
  private let outbox = Outbox()
  private let sockets: KernelSockets
  private let signals: SignalSource
  private let parent: ParentWatch
  /// A question to a client whose stdin socket has not connected yet, which a fast client's may not have.
  private var question: [[UInt8]]?
  private var refusals = 0
  private var isLeaving = false

  /// Serves the connection until a client, a signal or the parent's death ends it; gives the exit status.
  ///
  /// Call it on the main thread before any other thread exists: it takes the signals over, and standard output and
  /// error too.
  package static func serve(
    connectionFile path: String, version: String, environment: [String: String],
    makingInterpreter make: () -> any Interpreter
  ) -> Int32 {
    let signals = SignalSource()
    do {
      let connection = try ConnectionFile(reading: path)
      let context = try SocketContext()
      let sockets = try KernelSockets(connection, in: context)
      Heartbeat.start(try KernelSockets.router(.heartbeat, connection, context))
      var kernel = Kernel(
        sockets: sockets, signals: signals, parent: ParentWatch(named: environment["JPY_PARENT_PID"]),
        signer: Signer(connection.scheme, key: Array(connection.key.utf8)), version: version,
        history: HistoryFile(environment: environment), interpreter: make())
      kernel.run()
      kernel.close()
      context.end()
      return 0
    } catch {
      let line = Array("chaos-llama: \(error)\n".utf8)
      _ = write(2, line, line.count)
      return 1
    }
  }

  private init(
    sockets: consuming KernelSockets, signals: SignalSource, parent: ParentWatch, signer: Signer, version: String,
    history: HistoryFile?, interpreter: any Interpreter
  ) {
    core = KernelCore(
      language: interpreter.language, version: version, completeness: { interpreter.completeness(of: $0) })
    format = WireFormat(signer: signer)
    workshop = Workshop(interpreter: interpreter, outbox: outbox)
    memory = HistoryKeeper(file: history)
    self.sockets = sockets
    self.signals = signals
    self.parent = parent
  }

  // MARK: The loop

  /// Requests taken from the shell before the other sockets are looked at again.
  private static let turn = 32

  private mutating func run() {
    carryOut([.publish(Message("status", ["execution_state": "starting"]), topic: nil)])
    var poll = PollSet(sockets, outbox.wakeUp, signals, parent, streams)
    while !isLeaving {
      poll.wait(milliseconds: patience)
      if poll[.signals] { takeSignals() }
      if poll[.parent] || parent.isGone { handle(.terminate) }
      if poll[.control] { receive(.control, atMost: .max) }
      if poll[.stdin] { receive(.stdin, atMost: .max) }
      if poll[.publisher] { welcomeSubscribers() }
      if poll[.outbox] { takeEvents() }
      if poll[.streams] { takeLeaks() }
      if poll[.shell] { receive(.shell, atMost: Self.turn) }
      if let due = core.deadline, due <= monotonicTime() { handle(.timePassed) }
      askAgain()
    }
  }

  private mutating func takeSignals() {
    while let signal = signals.next() { handle(signal == SIGINT ? .interrupt : .terminate) }
  }

  private mutating func takeEvents() {
    for event in outbox.take() {
      if case .finished = event { takeLeaks() }
      handle(event)
    }
  }

  private mutating func askAgain() {
    guard let frames = question else { return }
    if core.running?.input == nil || sockets.stdin.send(frames) { question = nil }
  }

  /// How long the loop may sleep, in milliseconds; -1 for as long as nothing happens.
  private var patience: Int {
    let look = question != nil ? 10 : parent.mustPoll ? 1000 : -1
    guard let deadline = core.deadline else { return look }
    let left = max(0, (deadline - monotonicTime() + 999) / 1000)
    return look < 0 ? left : min(left, look)
  }

  private mutating func receive(_ channel: Channel, atMost limit: Int) {
    var taken = 0
    while taken < limit, let frames = sockets[channel].receive() {
      taken += 1
      do {
        handle(.request(try format.read(frames), channel))
      } catch {
        refuse(error, channel)
      }
    }
  }

  /// A refused message is told in the log, a hundred times at most.
  private mutating func refuse(_ error: WireError, _ channel: Channel) {
    refusals += 1
    if refusals <= 100 { streams.log("chaos-llama: a message on \(channel.rawValue) was dropped: \(error)\n") }
  }

  private mutating func welcomeSubscribers() {
    while let frame = sockets.publisher.receive()?.first {
      if frame.first == 1 { handle(.subscribed(topic: Array(frame.dropFirst()))) }
    }
  }

  /// What goes to standard error is logged too: it may be the last words of a crash.
  private mutating func takeLeaks() {
    for (text, stream) in streams.read() {
      if stream == .stderr || core.running == nil { streams.log(text) }
      handle(.leaked(text, stream: stream))
    }
  }

  private mutating func handle(_ event: Event) {
    carryOut(core.handle(event, at: monotonicTime()))
  }

  private mutating func carryOut(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .reply(let message, let identities, let channel):
        let frames = identities + format.write(message)
        if !sockets[channel].send(frames), channel == .stdin { question = frames }
      case .publish(let message, let topic):
        // Whoever has just subscribed is welcomed before it hears anything else.
        welcomeSubscribers()
        sockets.publisher.send([topic ?? Array("kernel.\(message.type)".utf8)] + format.write(message))
      case .execute(let run): workshop.execute(run)
      case .cancel(let cell): workshop.cancel(cell)
      case .ask(.history(let query), let ticket): handle(.answered(memory.content(for: query), ticket))
      case .ask(let question, let ticket): workshop.ask(question, ticket)
      case .giveInput(let answer, let ticket): workshop.desk.give(answer, to: ticket)
      case .remember(let entry): memory.add(entry)
      case .exit: isLeaving = true
      }
    }
  }

  /// Lets the interpreter close its files for a moment, then closes the sockets.
  private consuming func close() {
    workshop.close(milliseconds: 2_000)
  }
}
