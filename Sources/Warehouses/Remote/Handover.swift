internal import Platform

/// Work that goes on to its end even where nobody waits for it any more.
///
/// A request that starts something on a server must not be cut off before it is known what it started.
func outlasting<Value: Sendable>(
  _ work: @escaping @Sendable () async throws(WarehouseError) -> Value,
  whenAbandoned: @escaping @Sendable (Value) async -> Void
) async throws(WarehouseError) -> Value {
  let handover = Handover<Value>()
  Task.detached {
    let result: Result<Value, WarehouseError>
    do throws(WarehouseError) { result = .success(try await work()) } catch { result = .failure(error) }
    if !handover.deliver(result), case .success(let value) = result { await whenAbandoned(value) }
  }
  let result = await withTaskCancellationHandler {
    await withCheckedContinuation { handover.wait($0) }
  } onCancel: {
    handover.abandon()
  }
  return try result.get()
}

/// Where a result passes from the task that makes it to the one that wants it, unless that has gone.
private final class Handover<Value: Sendable>: Sendable {
  private typealias Waiter = CheckedContinuation<Result<Value, WarehouseError>, Never>

  private enum State {
    case empty
    case waiting(CheckedContinuation<Result<Value, WarehouseError>, Never>)
    case delivered(Result<Value, WarehouseError>)
    case abandoned
  }

  private let state = Guarded(State.empty)

  /// False where nobody wants it any more.
  func deliver(_ result: Result<Value, WarehouseError>) -> Bool {
    let (isWanted, waiter) = state.withLock { state -> (Bool, Waiter?) in
      defer { if case .abandoned = state {} else { state = .delivered(result) } }
      return switch state {
      case .abandoned: (false, nil)
      case .waiting(let waiter): (true, waiter)
      case .empty, .delivered: (true, nil)
      }
    }
    waiter?.resume(returning: result)
    return isWanted
  }

  func wait(_ waiter: CheckedContinuation<Result<Value, WarehouseError>, Never>) {
    let result = state.withLock { state -> Result<Value, WarehouseError>? in
      switch state {
      case .delivered(let result): return result
      case .abandoned: return .failure(.cancelled)
      case .empty, .waiting:
        state = .waiting(waiter)
        return nil
      }
    }
    if let result { waiter.resume(returning: result) }
  }

  func abandon() {
    let waiter = state.withLock { state -> Waiter? in
      switch state {
      case .delivered, .abandoned: return nil
      case .empty:
        state = .abandoned
        return nil
      case .waiting(let waiter):
        state = .abandoned
        return waiter
      }
    }
    waiter?.resume(returning: .failure(.cancelled))
  }
}
