/// A generator whose sequence depends on its seed alone: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// Written to the journal so that a resumed epoch draws what it would have drawn.
  package private(set) var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A generator for one purpose, independent of the others drawn from the same seed.
  package init(seed: UInt64, purpose: String) { state = stableHash(purpose, seed: seed &* 0x9E37_79B9_7F4A_7C15) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mix(state)
  }

  /// Uniform in [0, 1), 53 bits.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
