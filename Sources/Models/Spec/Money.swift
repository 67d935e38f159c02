internal import Basics

/// US dollars, in whole billionths: sums are exact, and stay at the ends of the range rather than trap.
package struct Money: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let nanodollars: Int

  package static let zero = Money(nanodollars: 0)

  package init(nanodollars: Int) { self.nanodollars = nanodollars }

  /// The nearest amount; nothing for what is no number.
  package init(dollars: Double) {
    nanodollars = dollars.isNaN ? 0 : Int((min(max(dollars, -9e9), 9e9) * 1e9).rounded())
  }

  package var dollars: Double { Double(nanodollars) / 1e9 }

  /// `$1.25`; small amounts with as many decimals as they need, at most six.
  package var description: String {
    let digits = abs(nanodollars) >= 1_000_000_000 ? 2 : abs(nanodollars) >= 10_000_000 ? 4 : 6
    return (nanodollars < 0 ? "-$" : "$") + fixed(abs(dollars), nanodollars == 0 ? 2 : digits)
  }

  package static func < (left: Money, right: Money) -> Bool { left.nanodollars < right.nanodollars }

  package static func + (left: Money, right: Money) -> Money {
    Money(nanodollars: sum(left.nanodollars, right.nanodollars))
  }

  package static func - (left: Money, right: Money) -> Money {
    let (difference, overflow) = left.nanodollars.subtractingReportingOverflow(right.nanodollars)
    return Money(nanodollars: overflow ? (left < right ? .min : .max) : difference)
  }

  package static func += (left: inout Money, right: Money) { left = left + right }
}

/// `left + right`, or the end of the range that it lies beyond.
func sum(_ left: Int, _ right: Int) -> Int {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (right > 0 ? .max : .min) : sum
}
