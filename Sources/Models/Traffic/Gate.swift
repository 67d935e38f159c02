internal import Platform

/// Lets a number of calls through at once, in the order they came; the number follows the endpoint's answers.
final class Gate: Sendable {
  private struct State {
    var window: AdaptiveWindow
    var inUse = 0
    var queue: [Waiter] = []
    /// The front of `queue`: what is before it has gone through.
    var front = 0
    var nextID = 0
  }

  private struct Waiter {
    let id: Int
    /// `nil` where the waiting task was cancelled.
    var continuation: CheckedContinuation<Int?, Never>?
  }

  private let state: Guarded<State>

  init(_ window: AdaptiveWindow) { state = Guarded(State(window: window)) }

  var limit: Int { state.withLock { $0.window.limit } }
  var inUse: Int { state.withLock { $0.inUse } }

  /// Waits for a place; gives the era to tell to ``leave(era:_:)``, or `nil` where the task was cancelled.
  func enter() async -> Int? {
    let (id, era) = state.withLock { state -> (Int, Int?) in
      state.nextID += 1
      guard state.inUse < state.window.limit, state.front == state.queue.count else { return (state.nextID, nil) }
      state.inUse += 1
      return (state.nextID, state.window.era)
    }
    if let era { return era }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(returning: nil) }
        state.withLock { $0.queue.append(Waiter(id: id, continuation: continuation)) }
        // The task may have been cancelled, or a place come free, in between.
        if Task.isCancelled { cancel(id) }
        release { _ in }
      }
    } onCancel: {
      cancel(id)
    }
  }

  enum Answer { case good, tooMuch, neutral }

  /// Gives a place back with what the endpoint said.
  func leave(era: Int, _ answer: Answer) {
    release { state in
      switch answer {
      case .good: state.window.grow(inUse: state.inUse)
      case .tooMuch: state.window.shrink(era: era)
      case .neutral: break
      }
      state.inUse -= 1
    }
  }

  private func cancel(_ id: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Int?, Never>? in
      guard let index = state.queue[state.front...].firstIndex(where: { $0.id == id }) else { return nil }
      defer { state.queue[index].continuation = nil }
      return state.queue[index].continuation
    }
    waiter?.resume(returning: nil)
  }

  /// Changes the state and lets through whoever may go now.
  private func release(_ change: (inout State) -> Void) {
    let (admitted, era) = state.withLock { state -> ([CheckedContinuation<Int?, Never>], Int) in
      change(&state)
      var admitted: [CheckedContinuation<Int?, Never>] = []
      while state.front < state.queue.count, state.inUse < state.window.limit {
        if let continuation = state.queue[state.front].continuation {
          admitted.append(continuation)
          state.inUse += 1
        }
        state.front += 1
      }
      if state.front == state.queue.count {
        state.queue.removeAll(keepingCapacity: true)
        state.front = 0
      } else if state.front > 1024 {
        state.queue.removeFirst(state.front)
        state.front = 0
      }
      return (admitted, state.window.era)
    }
    for continuation in admitted { continuation.resume(returning: era) }
  }
}
