import Basics

extension WarehouseError: CustomStringConvertible {
  /// What became of the statement, in one sentence.
  package var description: String { "The statement \(predicate)." }

  /// What became of a statement, to follow its name in a sentence.
  package var predicate: String {
    switch self {
    case .invalid(let message): "does not compile (\(message))"
    case .forbidden(let what): "is refused: it may only read, and \(what) is not allowed"
    case .timedOut(let seconds): "took longer than \(fixed(seconds, seconds < 1 ? 2 : 0)) s"
    case .tooLarge(let what): "is too large: \(what)"
    case .cancelled: "was cancelled"
    case .unavailable(let message): "could not be run (\(message))"
    }
  }

  /// Whether the statement itself is at fault, and not the time, the memory or the connection.
  package var isStatementsFault: Bool {
    switch self {
    case .invalid, .forbidden: true
    case .timedOut, .tooLarge, .cancelled, .unavailable: false
    }
  }
}
