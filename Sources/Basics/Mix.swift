/// Mixes a number so that close ones come out far apart, and no two the same: the finalizer of SplitMix64 (Steele, Lea,
/// Flood, OOPSLA 2014).
@inlinable package func mix(_ value: UInt64) -> UInt64 {
  var mixed = value
  mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
  return mixed ^ (mixed >> 31)
}
