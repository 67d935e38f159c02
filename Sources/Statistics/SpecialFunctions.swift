import Glibc

/// Functions of mathematics that the tests and intervals rest on.
enum SpecialFunctions {
  /// The logarithm of the gamma function, for positive arguments.
  static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  static func logChoose(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n else { return -.infinity }
    return logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
  }

  /// The standard normal distribution function.
  static func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The standard normal quantile, by bisection of ``normal(_:)``; infinite at 0 and 1.
  static func normalQuantile(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    return bisect(from: -40, to: 40) { normal($0) >= p }
  }

  /// The regularised incomplete beta function I_x(a, b) for positive a and b.
  ///
  /// Continued fraction by the modified Lentz method: DLMF 8.17.22; Press et al., Numerical Recipes, section 6.4.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return min(1, max(0, front * fraction))
  }

  /// The x at which I_x(a, b) reaches `p`.
  static func inverseIncompleteBeta(_ p: Double, _ a: Double, _ b: Double) -> Double {
    bisect(from: 0, to: 1) { incompleteBeta($0, a, b) >= p }
  }

  /// The least x at which a condition that stays true once it is true holds.
  static func bisect(from start: Double, to end: Double, until holds: (Double) -> Bool) -> Double {
    var (low, high) = (start, end)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }
}
