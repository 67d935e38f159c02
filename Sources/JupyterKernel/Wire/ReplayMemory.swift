/// Remembers the latest signatures, so that a recorded message cannot be played again.
struct ReplayMemory: Sendable {
  private var known: Set<[UInt8]> = []
  private var ring: [[UInt8]] = []
  private var oldest = 0
  private let capacity: Int

  init(capacity: Int = 2048) { self.capacity = max(1, capacity) }

  /// Whether `signature` is new; remembers it, and forgets the oldest when full.
  mutating func admits(_ signature: [UInt8]) -> Bool {
    guard known.insert(signature).inserted else { return false }
    if ring.count < capacity {
      ring.append(signature)
    } else {
      known.remove(ring[oldest])
      ring[oldest] = signature
      oldest = (oldest + 1) % capacity
    }
    return true
  }
}
