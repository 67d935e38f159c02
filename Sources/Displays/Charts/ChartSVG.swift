internal import Basics

extension Chart {
  static let palette = ["#0f9d8a", "#e0793a", "#8668cf", "#3b82c4", "#cf5478", "#8a8f3c", "#7a8290"]
  /// Reads on white and on black.
  private static let ink = "#7a8290"

  /// The chart as a picture of 640 by 340 units.
  package var svg: String {
    let axes = Axes(self)
    let frame = Frame()
    var body: [HTML] = [Self.label(title, x: frame.left, y: 20, size: 14, weight: "600")]
    for tick in axes.yTicks {
      let y = frame.y(tick.place)
      body.append(Self.rule(frame.left, y, frame.right, y, opacity: tick.place == 0 ? "0.7" : "0.2"))
      body.append(Self.label(tick.label, x: frame.left - 8, y: y + 4, anchor: "end"))
    }
    body += xLabels(axes, frame)
    for (index, series) in series.enumerated() {
      let color = Self.palette[index % Self.palette.count]
      body += mark == .bar ? bars(series, index, color, axes, frame) : curve(series, color, axes, frame)
    }
    if series.count > 1 { body += legend(frame) }
    body.append(Self.label(yTitle, x: frame.left, y: frame.top - 10, size: 11))
    body.append(Self.label(xTitle, x: frame.right, y: frame.bottom + 38, size: 11, anchor: "end"))
    return HTML.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 640 340", "width": "640", "height": "340",
        "font-family": "system-ui, sans-serif", "role": "img", "aria-label": title,
      ], body
    ).markup
  }

  private struct Frame {
    let left = 64.0
    let right = 596.0
    let top = 62.0
    let bottom = 286.0

    func x(_ share: Double) -> Double { left + 8 + share * (right - left - 16) }
    func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
  }

  /// As many labels as fit, evenly thinned.
  private func xLabels(_ axes: Axes, _ frame: Frame) -> [HTML] {
    let longest = Double(axes.xTicks.map { displayWidth($0.label) }.max() ?? 1)
    let room = max(1, Int((frame.right - frame.left) / (min(longest, 16) * 7 + 12)))
    let every = max(1, (axes.xTicks.count + room - 1) / room)
    return axes.xTicks.enumerated().compactMap { index, tick in
      guard index % every == 0 else { return nil }
      return Self.label(fitted(tick.label, to: 16), x: frame.x(tick.place), y: frame.bottom + 20, anchor: "middle")
    }
  }

  private func curve(_ series: Series, _ color: String, _ axes: Axes, _ frame: Frame) -> [HTML] {
    var pieces: [HTML] = []
    let places = series.points.map { (frame.x(axes.x($0.x)), frame.y(axes.y($0.y))) }
    if mark == .line {
      let highs = series.points.map { (frame.x(axes.x($0.x)), frame.y(axes.y($0.high ?? $0.y))) }
      let lows = series.points.map { (frame.x(axes.x($0.x)), frame.y(axes.y($0.low ?? $0.y))) }
      if series.points.contains(where: { $0.low != nil || $0.high != nil }) {
        pieces.append(
          .element(
            "polygon", ["points": Self.path(highs + lows.reversed()), "fill": color, "fill-opacity": "0.16"], []))
      }
      pieces.append(
        .element(
          "polyline",
          [
            "points": Self.path(places), "fill": "none", "stroke": color, "stroke-width": "2.5",
            "stroke-linejoin": "round",
          ], []))
    }
    for (point, place) in zip(series.points, places) {
      let tip = HTML.element("title", "\(series.name) · \(point.x.label): \(figureLabel(point))")
      pieces.append(
        .element(
          "circle", ["cx": fixed(place.0, 1), "cy": fixed(place.1, 1), "r": "4", "fill": color], [tip]))
    }
    return pieces
  }

  private func bars(_ series: Series, _ index: Int, _ color: String, _ axes: Axes, _ frame: Frame) -> [HTML] {
    let slot = (frame.right - frame.left - 16) / Double(max(1, axes.labels.count))
    let width = min(46, slot * 0.8 / Double(max(1, self.series.count)))
    let start = -width * Double(self.series.count) / 2 + width * Double(index)
    let base = frame.y(axes.y(0))
    return series.points.map { point in
      let top = frame.y(axes.y(point.y))
      return .element(
        "rect",
        [
          "x": fixed(frame.x(axes.x(point.x)) + start, 1), "y": fixed(min(top, base), 1),
          "width": fixed(max(1, width - 2), 1), "height": fixed(abs(base - top), 1), "rx": "2", "fill": color,
        ], [.element("title", "\(series.name) · \(point.x.label): \(figureLabel(point))")])
    }
  }

  private func figureLabel(_ point: Point) -> String {
    format == .percent ? percent(point.y) : (Int(exactly: point.y).map(grouped) ?? fixed(point.y, 3))
  }

  private func legend(_ frame: Frame) -> [HTML] {
    var pieces: [HTML] = []
    var x = frame.right
    for (index, series) in series.enumerated().reversed() {
      x -= Double(displayWidth(series.name)) * 6.6 + 26
      let color = Self.palette[index % Self.palette.count]
      pieces.append(
        .element(
          "rect", ["x": fixed(x, 1), "y": "28", "width": "11", "height": "11", "rx": "2", "fill": color], []
        ))
      pieces.append(Self.label(series.name, x: x + 16, y: 38))
    }
    return pieces
  }

  private static func path(_ places: [(Double, Double)]) -> String {
    places.map { fixed($0.0, 1) + "," + fixed($0.1, 1) }.joined(separator: " ")
  }

  private static func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, opacity: String) -> HTML {
    .element(
      "line",
      [
        "x1": fixed(x1, 1), "y1": fixed(y1, 1), "x2": fixed(x2, 1), "y2": fixed(y2, 1), "stroke": ink,
        "stroke-opacity": opacity,
      ], [])
  }

  private static func label(
    _ text: String, x: Double, y: Double, size: Int = 12, weight: String? = nil, anchor: String? = nil
  ) -> HTML {
    .element(
      "text",
      [
        "x": fixed(x, 1), "y": fixed(y, 1), "font-size": String(size), "font-weight": weight,
        "text-anchor": anchor, "fill": ink,
      ], [.text(text)])
  }
}
