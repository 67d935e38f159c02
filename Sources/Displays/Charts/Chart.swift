internal import Basics

/// A plot of series over a shared axis.
package struct Chart: Sendable, Hashable {
  package enum Mark: String, Sendable, Hashable, CaseIterable {
    case line, bar, point
  }

  /// Figures on the vertical axis: plain, or shares shown as percentages.
  package enum Format: Sendable, Hashable {
    case plain, percent
  }

  package enum Position: Sendable, Hashable {
    case label(String)
    case number(Double)
  }

  package struct Point: Sendable, Hashable {
    package var x: Position
    package var y: Double
    /// The ends of an interval around `y`.
    package var low: Double?
    package var high: Double?

    package init(_ x: Position, _ y: Double, low: Double? = nil, high: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  package struct Series: Sendable, Hashable {
    package var name: String
    package var points: [Point]

    package init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points.filter { $0.y.isFinite }
    }
  }

  package var title: String
  package var mark: Mark
  package var xTitle: String
  package var yTitle: String
  package var format: Format
  package var series: [Series]

  package init(_ title: String, mark: Mark, x: String, y: String, format: Format = .plain, series: [Series]) {
    self.title = title
    self.mark = mark
    xTitle = x
    yTitle = y
    self.format = format
    self.series = series.filter { !$0.points.isEmpty }
  }

  /// Vega-Lite, SVG and text; no HTML, which JupyterLab would prefer to the chart.
  package func bundle(width: Int = 100) -> Bundle {
    var bundle = Bundle(plain: text(width: width))
    bundle[MIMEType.vegaLite] = vegaLite
    bundle[MIMEType.svg] = .string(svg)
    return bundle
  }
}
