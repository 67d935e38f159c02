internal import Platform

/// What was made before is not made again; it is all thrown away once there is much of it.
final class Shelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Guarded<[Key: Value]>([:])
  private let most: Int

  init(most: Int = 1_000) { self.most = most }

  func value<Failure: Error>(_ key: Key, _ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = try make()
    known.withLock { known in
      if known.count >= most { known = [:] }
      known[key] = value
    }
    return value
  }
}
