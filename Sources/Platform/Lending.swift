/// Things lent to one task at a time: made when none is idle, up to a limit; beyond it tasks wait in line.
package final class Lending<Item: Sendable, Failure: Error>: Sendable {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Item?, Never>
  }

  private struct State {
    var idle: [Item]
    var made = 1
    var waiters: [Waiter] = []
    var nextID = 0
  }

  private enum Turn {
    case lent(Item)
    case mayMake
    case waits(id: Int)
  }

  private let state: Guarded<State>
  private let limit: Int
  private let make: @Sendable () throws(Failure) -> Item

  /// Makes the first at once and throws what that throws.
  package init(limit: Int, _ make: @escaping @Sendable () throws(Failure) -> Item) throws(Failure) {
    self.limit = max(1, limit)
    self.make = make
    state = Guarded(State(idle: [try make()]))
  }

  /// Lends the one given back last; `nil` where the task is cancelled while it waits.
  package func take() async throws(Failure) -> Item? {
    let turn: Turn = state.withLock { state in
      if let item = state.idle.popLast() { return .lent(item) }
      if state.made < limit {
        state.made += 1
        return .mayMake
      }
      state.nextID += 1
      return .waits(id: state.nextID)
    }
    switch turn {
    case .lent(let item): return item
    case .waits(let id): return await wait(id)
    case .mayMake:
      do throws(Failure) { return try make() } catch {
        state.withLock { $0.made -= 1 }
        throw error
      }
    }
  }

  /// Gives an item back, to whoever has waited longest.
  package func give(_ item: Item) {
    let next = state.withLock { state -> CheckedContinuation<Item?, Never>? in
      guard state.waiters.isEmpty else { return state.waiters.removeFirst().continuation }
      state.idle.append(item)
      return nil
    }
    next?.resume(returning: item)
  }

  private func wait(_ id: Int) async -> Item? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let given = state.withLock { state -> Item? in
          if let item = state.idle.popLast() { return item }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return nil
        }
        if let given { return continuation.resume(returning: given) }
        // The task may have been cancelled before it stood in line.
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Item?, Never>? in
      guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters.remove(at: index).continuation
    }
    waiter?.resume(returning: nil)
  }
}
