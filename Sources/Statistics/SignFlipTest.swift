/// The two-sided p-value that the differences are as likely positive as negative.
///
/// Fisher's randomisation test for matched pairs (The Design of Experiments, 1935, section 21): all assignments of
/// signs up to 20 differences, else `resamples` random ones with the observed one counted in (Phipson and Smyth,
/// Statistical Applications in Genetics and Molecular Biology 9:39, 2010). Give one difference per family, its sum.
package func signFlipP(
  _ differences: [Double], resamples: Int = 9_999, using generator: inout some RandomNumberGenerator
) -> Double {
  let units = differences.filter { $0 != 0 && $0.isFinite }
  guard !units.isEmpty else { return 1 }
  let observed = abs(units.reduce(0, +))
  let slack = units.reduce(0) { $0 + abs($1) } * 1e-12
  func isExtreme(_ sum: Double) -> Bool { abs(sum) >= observed - slack }
  guard units.count > 20 else {
    var extreme = 0
    for signs in 0..<(1 << units.count) {
      var sum = 0.0
      for (index, unit) in units.enumerated() { sum += signs >> index & 1 == 0 ? unit : -unit }
      if isExtreme(sum) { extreme += 1 }
    }
    return Double(extreme) / Double(1 << units.count)
  }
  var extreme = 1
  for _ in 0..<max(0, resamples) {
    var sum = 0.0
    var bits: UInt64 = 0
    for (index, unit) in units.enumerated() {
      if index % 64 == 0 { bits = generator.next() }
      sum += bits >> UInt64(index % 64) & 1 == 0 ? unit : -unit
    }
    if isExtreme(sum) { extreme += 1 }
  }
  return Double(extreme) / Double(max(0, resamples) + 1)
}
