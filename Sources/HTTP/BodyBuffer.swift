internal import Platform

/// What has come of a body and not been taken yet: the engine's thread fills it, one task empties it.
final class BodyBuffer: Sendable {
  /// What may wait before the server has to.
  static let capacity = 256 << 10

  private struct State {
    var bytes: [UInt8] = []
    var isPaused = false
    var end: Result<Void, HTTPError>?
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Guarded(State())

  /// Whether nothing more comes in.
  var hasEnded: Bool { state.withLock { $0.end != nil } }

  /// Keeps some bytes, or keeps nothing and says false where too many wait.
  func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let piece = Array(bytes)
    let (isTaken, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
      guard state.bytes.isEmpty || state.bytes.count + piece.count <= Self.capacity else {
        state.isPaused = true
        return (false, nil)
      }
      if state.bytes.isEmpty { state.bytes = piece } else { state.bytes += piece }
      defer { state.waiter = nil }
      return (true, state.waiter)
    }
    waiter?.resume()
    return isTaken
  }

  func finish(_ error: HTTPError?) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if state.end == nil { state.end = error.map { .failure($0) } ?? .success(()) }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  enum Piece: Sendable {
    /// Bytes, and whether the server was made to wait for them to go.
    case bytes([UInt8], wasPaused: Bool)
    case end
    case failure(HTTPError)
  }

  /// All that has come; waits where that is nothing.
  func take() async -> Piece {
    while true {
      if let piece = takeNow() { return piece }
      await withCheckedContinuation { waiter in
        let mustWait = state.withLock { state in
          guard state.bytes.isEmpty, state.end == nil else { return false }
          state.waiter = waiter
          return true
        }
        if !mustWait { waiter.resume() }
      }
    }
  }

  private func takeNow() -> Piece? {
    state.withLock { state in
      if !state.bytes.isEmpty {
        defer {
          state.bytes = []
          state.isPaused = false
        }
        return .bytes(state.bytes, wasPaused: state.isPaused)
      }
      return switch state.end {
      case .success: .end
      case .failure(let error): .failure(error)
      case nil: nil
      }
    }
  }
}
