/// A value that was read, in the form its kind promises.
package enum Value: Sendable, Equatable {
  case text(String)
  case integer(Int)
  case number(Double)
  /// Three shares that add up to 1.
  case ratio(Double, Double, Double)
  /// In millionths of a dollar.
  case money(Int)
  /// In seconds.
  case duration(Double)
  case condition(Condition)
  case flag(Bool)
  case list([String])
  case integers([Int])
}

/// A bound on a metric, such as `accuracy>=0.8`.
package struct Condition: Sendable, Equatable {
  package enum Comparator: String, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
  }

  package var metric: String
  package var comparator: Comparator
  package var bound: Double

  package init(metric: String, comparator: Comparator, bound: Double) {
    self.metric = metric
    self.comparator = comparator
    self.bound = bound
  }

  /// Whether `value` satisfies the bound.
  package func holds(for value: Double) -> Bool {
    switch comparator {
    case .atLeast: value >= bound
    case .atMost: value <= bound
    case .above: value > bound
    case .below: value < bound
    }
  }
}
