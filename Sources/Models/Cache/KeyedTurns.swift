internal import Platform

/// Lets one task at a time work on a key; the others wait for their turn.
final class KeyedTurns<Key: Hashable & Sendable>: Sendable {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var waiters: [Key: [Waiter]] = [:]
    var nextID = 0
  }

  private let state = Guarded(State())

  /// Waits for the turn; false where the task was cancelled before.
  func take(_ key: Key) async -> Bool {
    let id = state.withLock { state -> Int? in
      if Self.begin(&state.waiters[key]) { return nil }
      state.nextID += 1
      return state.nextID
    }
    guard let id else { return true }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(returning: false) }
        let isFree = state.withLock { state in
          if Self.begin(&state.waiters[key]) { return true }
          state.waiters[key, default: []].append(Waiter(id: id, continuation: continuation))
          return false
        }
        if isFree { return continuation.resume(returning: true) }
        // The task may have been cancelled in between.
        if Task.isCancelled { cancel(key, id) }
      }
    } onCancel: {
      cancel(key, id)
    }
  }

  /// Begins the first turn on a key, if nobody works on it.
  private static func begin(_ waiters: inout [Waiter]?) -> Bool {
    guard waiters == nil else { return false }
    waiters = []
    return true
  }

  /// Ends a turn; the next in line begins.
  func give(_ key: Key) {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard var waiters = state.waiters.removeValue(forKey: key), !waiters.isEmpty else { return nil }
      let first = waiters.removeFirst()
      state.waiters[key] = waiters
      return first.continuation
    }
    next?.resume(returning: true)
  }

  private func cancel(_ key: Key, _ id: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard let index = state.waiters[key]?.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters[key]?.remove(at: index).continuation
    }
    waiter?.resume(returning: false)
  }
}
