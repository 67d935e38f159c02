internal import CEditline
internal import CLinux
internal import Dispatch
internal import Displays
internal import Platform

/// Runs cells one after another for the main thread, which waits, answers questions and passes interrupts on.
struct CellRunner {
  let interpreter: any Interpreter
  let console: Console
  let mailbox = Mailbox()
  let interrupts = chaos_catch_interrupts()
  /// Asks the person; `nil` when interrupted. Without it nobody can be asked.
  var asks: ((_ prompt: String, _ isSecret: Bool) -> String?)?

  /// After so many interrupts of one cell the process ends: something does not listen.
  private static let patience = 3

  func run(_ cell: Cell) -> CellOutcome {
    _ = takeInterrupts()
    let output = ConsoleOutput(console, mailbox: asks == nil ? nil : mailbox)
    let task = Task.detached { [interpreter, mailbox] in
      mailbox.post(.ended(await interpreter.execute(cell, output: output)))
    }
    let outcome = wait(for: task)
    output.finish()
    if case .failed(let error) = outcome { output.report(error) }
    return outcome
  }

  /// Runs `body` beside the main thread and waits for what it gives.
  func wait<Value: Sendable>(for body: @escaping @Sendable () async -> Value) -> Value? {
    let result = Guarded<Value?>(nil)
    let semaphore = DispatchSemaphore(value: 0)
    Task.detached {
      let value = await body()
      result.withLock { $0 = value }
      semaphore.signal()
    }
    semaphore.wait()
    return result.withLock { $0 }
  }

  /// How many interrupts came since the last time.
  func takeInterrupts() -> Int {
    var count: eventfd_t = 0
    return eventfd_read(interrupts, &count) == 0 ? Int(clamping: count) : 0
  }

  private func wait(for task: Task<Void, Never>) -> CellOutcome {
    var interrupted = 0
    while true {
      var waited = [
        pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interrupts, events: Int16(POLLIN), revents: 0),
      ]
      poll(&waited, 2, -1)
      let count = takeInterrupts()
      if count > 0 {
        interrupted += count
        task.cancel()
        if interrupted == Self.patience - 1 {
          console.write("\nstopping; press Ctrl-C again to leave at once\n", to: console.errors)
        }
        if interrupted >= Self.patience { _exit(130) }
      }
      for message in mailbox.take() {
        switch message {
        case .ended(let outcome): return outcome
        case .question(let question): answer(question, of: task)
        }
      }
    }
  }

  private func answer(_ question: Question, of task: Task<Void, Never>) {
    guard let asks else { return question.answer.resume(throwing: InputUnavailable()) }
    guard let line = asks(question.prompt, question.isSecret) else {
      _ = takeInterrupts()
      task.cancel()
      return question.answer.resume(throwing: CancellationError())
    }
    question.answer.resume(returning: line)
  }
}
