import Glibc

/// The p-values adjusted so that those at most q hold the expected share of false discoveries at q, in the order given.
///
/// Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).
package func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
  var adjusted = pValues
  var least = 1.0
  let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  for (rank, index) in order.enumerated().reversed() {
    least = min(least, pValues[index] * Double(pValues.count) / Double(rank + 1))
    adjusted[index] = least
  }
  return adjusted
}

/// How the error that certifications may make together is shared out over the looks at the sealed test split.
package enum AlphaSpending: Sendable, Hashable {
  /// Look 1 gets half of alpha, look 2 a quarter, …: valid for any number of looks, by Bonferroni's inequality.
  case halving
  /// Early looks get almost nothing; needs the number of looks in advance.
  ///
  /// O'Brien and Fleming's boundary as a spending function: Lan and DeMets, Biometrika 70 (1983), α₁*.
  case late(looks: Int)
  /// All looks get about the same; needs the number of looks in advance.
  ///
  /// Pocock's boundary as a spending function: Lan and DeMets, Biometrika 70 (1983), α₂*.
  case even(looks: Int)

  /// What look number `look`, from 1, may spend of `alpha`; 0 for a look beyond those announced.
  package func alpha(forLook look: Int, of alpha: Double) -> Double {
    guard look >= 1 else { return 0 }
    switch self {
    case .halving: return alpha * pow(0.5, Double(look))
    case .late(let looks), .even(let looks):
      guard look <= looks else { return 0 }
      return spent(Double(look) / Double(looks), alpha) - spent(Double(look - 1) / Double(looks), alpha)
    }
  }

  /// The alpha spent once the share `time` of the looks has been taken.
  private func spent(_ time: Double, _ alpha: Double) -> Double {
    guard time > 0 else { return 0 }
    if case .even = self { return alpha * log(1 + (M_E - 1) * time) }
    return 2 - 2 * SpecialFunctions.normal(SpecialFunctions.normalQuantile(1 - alpha / 2) / time.squareRoot())
  }
}
