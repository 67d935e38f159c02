internal import Basics
internal import Displays

/// Names one run of one cell.
typealias CellID = Int
/// Names one question put to the interpreter, or one request for input.
typealias Ticket = Int

/// What happens to the kernel.
enum Event: Sendable {
  case request(Request, Channel)
  case subscribed(topic: [UInt8])
  case output(OutputEvent, from: CellID)
  /// Text that code wrote to a file descriptor behind the interpreter's back.
  case leaked(String, stream: StreamName)
  case wantsInput(prompt: String, secret: Bool, Ticket, from: CellID)
  case finished(CellOutcome, expressions: JSON, CellID)
  case answered(JSON, Ticket)
  /// SIGINT.
  case interrupt
  /// SIGTERM, or the death of the parent.
  case terminate
  /// The time that `KernelCore.deadline` named has come.
  case timePassed
}

/// What the kernel wants done.
enum Action: Sendable {
  case reply(Message, to: [[UInt8]], Channel)
  /// Without a topic the message's type makes one.
  case publish(Message, topic: [UInt8]?)
  case execute(CellRun)
  /// Cancels the cell's task.
  case cancel(CellID)
  case ask(Question, Ticket)
  case giveInput(String, Ticket)
  case remember(HistoryEntry)
  case exit
}

/// A cell on its way to the interpreter.
struct CellRun: Sendable {
  var id: CellID
  var cell: Cell
  var expressions: [(key: String, text: String)]
  var allowsInput: Bool
}

/// A question that is answered while cells may be running.
enum Question: Sendable, Equatable {
  case completion(String, cursor: Int)
  case inspection(String, cursor: Int, detail: Int)
  case history(HistoryQuery)
}

enum StreamName: String, Sendable {
  case stdout, stderr
}
