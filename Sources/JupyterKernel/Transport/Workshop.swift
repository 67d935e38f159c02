internal import Basics
internal import Dispatch
internal import Displays

/// Runs cells and answers questions on the Swift pool; results come back through the outbox.
struct Workshop {
  let interpreter: any Interpreter
  let outbox: Outbox
  let desk = InputDesk()
  private var task: (cell: CellID, task: Task<Void, Never>)?

  init(interpreter: any Interpreter, outbox: Outbox) {
    self.interpreter = interpreter
    self.outbox = outbox
  }

  mutating func execute(_ run: CellRun) {
    let output = CellOutput(cell: run.id, allowsInput: run.allowsInput, outbox: outbox, desk: desk)
    let task = Task.detached { [interpreter, outbox] in
      let outcome = await interpreter.execute(run.cell, output: output)
      var values = JSONObject()
      if case .finished = outcome {
        for (key, text) in run.expressions { values[key] = await Self.evaluate(text, by: interpreter) }
      }
      outbox.post(.finished(outcome, expressions: .object(values), run.id))
    }
    self.task = (run.id, task)
  }

  func cancel(_ cell: CellID) {
    if let task, task.cell == cell { task.task.cancel() }
  }

  func ask(_ question: Question, _ ticket: Ticket) {
    Task.detached { [interpreter, outbox] in
      switch question {
      case .completion(let source, let cursor):
        let completions = await interpreter.complete(source, at: cursor)
        outbox.post(.answered(Contents.completions(completions), ticket))
      case .inspection(let source, let cursor, let detail):
        let bundle = await interpreter.inspect(source, at: cursor, detail: detail)
        outbox.post(.answered(Contents.inspection(bundle), ticket))
      case .history: break
      }
    }
  }

  /// Closes the interpreter, but waits no longer than this: an exit is never held up.
  func close(milliseconds: Int) {
    let closed = DispatchSemaphore(value: 0)
    Task.detached { [interpreter] in
      await interpreter.close()
      closed.signal()
    }
    _ = closed.wait(timeout: .now() + .milliseconds(milliseconds))
  }

  private static func evaluate(_ text: String, by interpreter: any Interpreter) async -> JSON {
    do {
      return Contents.expression(.success(try await interpreter.evaluate(text)))
    } catch let error as CellError {
      return Contents.expression(.failure(error))
    } catch {
      return Contents.expression(
        .failure(CellError(name: "\(type(of: error))", message: "\(error)", report: ["\(type(of: error)): \(error)"])))
    }
  }
}
