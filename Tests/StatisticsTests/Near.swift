/// Whether two values agree to `digits` decimals of a published figure.
func near(_ value: Double?, _ published: Double, _ digits: Int = 4) -> Bool {
  guard let value else { return false }
  var step = 1.0
  for _ in 0..<digits { step /= 10 }
  return abs(value - published) <= step * 0.5000001
}

/// SplitMix64, for tests that draw.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
