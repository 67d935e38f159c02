internal import Platform

/// Where cells wait for the person's answers.
final class InputDesk: Sendable {
  private enum Seat {
    case reserved
    case waiting(CheckedContinuation<String, any Error>)
    case cancelled
  }

  private struct State {
    var tickets = 0
    var seats: [Ticket: Seat] = [:]
  }

  private let state = Guarded(State())

  /// Waits for the answer to the question that `ask` sends out; cancelling the task ends the wait.
  func answer(asking ask: @Sendable (Ticket) -> Void) async throws -> String {
    let ticket = state.withLock { state in
      state.tickets += 1
      state.seats[state.tickets] = .reserved
      return state.tickets
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if case .cancelled = state.seats[ticket] {
            state.seats[ticket] = nil
            return true
          }
          state.seats[ticket] = .waiting(continuation)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) } else { ask(ticket) }
      }
    } onCancel: {
      leave(ticket)?.resume(throwing: CancellationError())
    }
  }

  /// Gives the answer to whoever waits for it.
  func give(_ answer: String, to ticket: Ticket) {
    let waiting = state.withLock { state -> CheckedContinuation<String, any Error>? in
      if case .waiting(let continuation) = state.seats.removeValue(forKey: ticket) { return continuation }
      return nil
    }
    waiting?.resume(returning: answer)
  }

  private func leave(_ ticket: Ticket) -> CheckedContinuation<String, any Error>? {
    state.withLock { state in
      switch state.seats[ticket] {
      case .waiting(let continuation):
        state.seats[ticket] = nil
        return continuation
      case .reserved:
        state.seats[ticket] = .cancelled
        return nil
      case .cancelled, nil: return nil
      }
    }
  }
}
