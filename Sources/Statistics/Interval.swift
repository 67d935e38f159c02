/// A range that covers the true value with a stated confidence.
package struct Interval: Sendable, Hashable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// A value with its interval.
package struct Estimate: Sendable, Hashable {
  package var value: Double
  package var interval: Interval

  package init(value: Double, interval: Interval) {
    self.value = value
    self.interval = interval
  }
}
