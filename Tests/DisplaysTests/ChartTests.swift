import Basics
import Displays
import Testing

@Suite struct ChartTests {
  static let accuracy = Chart(
    "Accuracy by version", mark: .line, x: "version", y: "accuracy", format: .percent,
    series: [
      .init(
        "train",
        [
          .init(.label("v0"), 0.183, low: 0.13, high: 0.25), .init(.label("v1"), 0.41, low: 0.33, high: 0.49),
          .init(.label("v2"), 0.62, low: 0.55, high: 0.70),
        ]),
      .init("validation", [.init(.label("v0"), 0.17), .init(.label("v1"), 0.39), .init(.label("v2"), 0.66)]),
    ])
  static let failures = Chart(
    "Failures by reason", mark: .bar, x: "reason", y: "questions",
    series: [
      .init(
        "failures",
        [.init(.label("RESULT_MISSING_ROWS"), 41), .init(.label("wrong <table>"), 17), .init(.label("none"), 0)])
    ])
  static let cost = Chart(
    "Cost", mark: .point, x: "rows", y: "ms",
    series: [.init("p", [.init(.number(0), -1.5), .init(.number(1e6), 3.25), .init(.number(5e5), 1)])])

  @Test(arguments: [("line", accuracy), ("bar", failures), ("point", cost)])
  func looksAsRecorded(name: String, chart: Chart) throws {
    try expectSnapshot(chart.text(width: 80) + "\n", "chart-\(name).txt")
    try expectSnapshot(chart.svg + "\n", "chart-\(name).svg")
    try expectSnapshot(chart.vegaLite.pretty() + "\n", "chart-\(name).vl.json")
  }

  @Test(arguments: [accuracy, failures, cost])
  func bundlesHaveThreeFacesAndNoHTML(chart: Chart) {
    let bundle = chart.bundle()
    #expect(bundle[MIMEType.vegaLite]?.objectValue != nil)
    #expect(bundle[MIMEType.svg]?.stringValue?.hasPrefix("<svg") == true)
    #expect(!bundle.plain.isEmpty)
    #expect(bundle[MIMEType.html] == nil)
  }

  @Test func nothingTraps() {
    for points: [Chart.Point] in [
      [], [.init(.number(.nan), 1)], [.init(.number(1), .infinity)], [.init(.number(1e308), -1e308)],
      [.init(.number(0), 0)], [.init(.label(""), 1e-300), .init(.label("x"), 1e300)],
      [.init(.number(-.infinity), 5), .init(.number(3), 5)],
    ] {
      for mark in Chart.Mark.allCases {
        let chart = Chart("t", mark: mark, x: "x", y: "y", series: [.init("s", points)])
        for width in [0, 1, 20, 200] { #expect(!chart.text(width: width).isEmpty) }
        #expect(chart.svg.hasSuffix("</svg>"))
        #expect(chart.vegaLite["layer"]?.arrayValue?.isEmpty == false)
      }
    }
  }
}
