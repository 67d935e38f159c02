internal import Basics

/// Where the points of a chart lie: both axes with their ticks, in data units.
struct Axes {
  struct Tick: Equatable {
    /// In 0...1 along the axis.
    var place: Double
    var label: String
  }

  /// The labels of a labelled horizontal axis, in the order they first occur; empty for a numeric one.
  let labels: [String]
  let xTicks: [Tick]
  let yTicks: [Tick]
  private let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>

  init(_ chart: Chart) {
    let points = chart.series.flatMap(\.points)
    let numeric = points.allSatisfy { if case .number = $0.x { true } else { false } } && chart.mark != .bar
    var labels: [String] = []
    var seen: Set<String> = []
    var numbers: [Double] = []
    for point in points {
      if numeric, case .number(let number) = point.x {
        numbers.append(number)
      } else if seen.insert(point.x.label).inserted {
        labels.append(point.x.label)
      }
    }
    self.labels = labels
    xRange = Axes.range(numbers, from: nil)
    let heights = points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] }
    let zero = chart.mark == .bar || (heights.allSatisfy { $0 >= 0 } && (heights.max() ?? 0) > 0)
    let ticks = Axes.ticks(over: Axes.range(heights, from: zero ? 0 : nil), format: chart.format)
    yRange = ticks.range
    yTicks = ticks.ticks
    if numeric {
      let range = xRange
      xTicks = Axes.ticks(over: range, format: .plain).ticks.filter { (0...1).contains($0.place) }
    } else {
      let count = labels.count
      xTicks = labels.enumerated().map { Tick(place: (Double($0) + 0.5) / Double(max(1, count)), label: $1) }
    }
  }

  func x(_ position: Chart.Position) -> Double {
    if !labels.isEmpty {
      let index = labels.firstIndex(of: position.label) ?? 0
      return (Double(index) + 0.5) / Double(labels.count)
    }
    guard case .number(let number) = position else { return 0.5 }
    return Self.share(number, of: xRange)
  }

  func y(_ value: Double) -> Double { Self.share(value, of: yRange) }

  private static func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
    let extent = range.upperBound - range.lowerBound
    return extent > 0 ? min(1, max(0, (value - range.lowerBound) / extent)) : 0.5
  }

  private static func range(_ values: [Double], from floor: Double?) -> ClosedRange<Double> {
    let values = values.filter(\.isFinite) + (floor.map { [$0] } ?? [])
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    return low < high ? low...high : (low == 0 ? 0...1 : min(low, 0)...max(low, 0))
  }

  /// About five ticks at round steps (1, 2 or 5 times a power of ten) that cover the range.
  private static func ticks(
    over range: ClosedRange<Double>, format: Chart.Format
  ) -> (range: ClosedRange<Double>, ticks: [Tick]) {
    let rough = (range.upperBound - range.lowerBound) / 5
    guard rough > 0, rough.isFinite else { return (range, []) }
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = (range.lowerBound / step).rounded(.down)
    let last = (range.upperBound / step).rounded(.up)
    guard last - first < 50 else { return (range, []) }
    let covered = (first * step)...(last * step)
    var ticks: [Tick] = []
    var index = first
    while index <= last {
      ticks.append(Tick(place: share(index * step, of: covered), label: label(index * step, step: step, format)))
      index += 1
    }
    return (covered, ticks)
  }

  static func label(_ value: Double, step: Double, _ format: Chart.Format) -> String {
    let (shown, scale) = format == .percent ? (value * 100, step * 100) : (value, step)
    var digits = 0
    var unit = scale
    while unit < 0.999, digits < 6 {
      unit *= 10
      digits += 1
    }
    let text =
      digits == 0 && abs(shown) < 9e15 ? grouped(Int(exactly: shown.rounded()) ?? 0) : fixed(shown, digits)
    return format == .percent ? text + " %" : text
  }
}

extension Chart.Position {
  var label: String {
    switch self {
    case .label(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    }
  }
}
