package import Basics

extension Chart {
  /// The chart as a Vega-Lite 5 specification with its data.
  package var vegaLite: JSON {
    let numeric = Axes(self).labels.isEmpty
    let axisFormat: JSON = format == .percent ? ["format": ".0%", "grid": true] : ["grid": true]
    let x: JSON = [
      "field": "x", "type": numeric ? "quantitative" : "ordinal", "title": .string(xTitle), "sort": nil,
      "axis": ["labelAngle": 0],
    ]
    // The same ticks as in the other faces: the highest point never touches the frame.
    let range = Axes(self).yRange
    let scale: JSON = ["domain": .array([.double(range.lowerBound), .double(range.upperBound)]), "nice": false]
    let y: JSON = [
      "field": "y", "type": "quantitative", "title": .string(yTitle), "axis": axisFormat, "scale": scale,
    ]
    let color: JSON = [
      "field": "series", "type": "nominal", "title": nil, "sort": nil, "scale": ["range": .strings(Self.palette)],
      "legend": series.count > 1 ? ["orient": "top", "symbolOpacity": 1, "symbolStrokeWidth": 3] : nil,
    ]
    var layers: [JSON] = []
    let banded = mark == .line && series.contains { $0.points.contains { $0.low != nil } }
    if banded {
      layers.append([
        "mark": ["type": "area", "opacity": .double(0.16)],
        "encoding": [
          "x": x, "color": color,
          "y": ["field": "low", "type": "quantitative", "title": .string(yTitle), "axis": axisFormat, "scale": scale],
          "y2": ["field": "high"],
        ],
      ])
    }
    var encoding: JSONObject = JSONObject([("x", x), ("y", y), ("color", color)])
    if mark == .bar, series.count > 1 { encoding["xOffset"] = ["field": "series", "sort": nil] }
    encoding["tooltip"] = .array(tooltip(banded: banded))
    layers.append(["mark": markSpecification, "encoding": .object(encoding)])
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "title": .string(title), "width": 520,
      "height": 240,
      "data": ["values": .array(values)], "layer": .array(layers),
      "config": ["background": "transparent", "title": ["anchor": "start"], "view": ["stroke": nil]],
    ]
  }

  private var markSpecification: JSON {
    switch mark {
    case .line: ["type": "line", "point": ["size": 60, "filled": true], "strokeWidth": .double(2.5)]
    case .bar: ["type": "bar", "cornerRadiusEnd": 2]
    case .point: ["type": "point", "filled": true, "size": 60]
    }
  }

  private func tooltip(banded: Bool) -> [JSON] {
    let style: JSON = format == .percent ? ".1%" : ",.4~f"
    let fields =
      [("x", xTitle), ("series", "series")]
      + (banded ? [("low", "low"), ("y", yTitle), ("high", "high")] : [("y", yTitle)])
    return fields.map { field, title in
      let base: [(String, JSON)] = [("field", .string(field)), ("title", .string(title))]
      let isFigure = field == "y" || field == "low" || field == "high"
      return .object(JSONObject(base + (isFigure ? [("type", "quantitative"), ("format", style)] : [])))
    }
  }

  private var values: [JSON] {
    series.flatMap { series in
      series.points.map { point in
        let x: JSON =
          switch point.x {
          case .label(let text): .string(text)
          case .number(let number): .double(number)
          }
        var row = JSONObject([("series", .string(series.name)), ("x", x), ("y", .double(point.y))])
        if let low = point.low { row["low"] = .double(low) }
        if let high = point.high { row["high"] = .double(high) }
        return .object(row)
      }
    }
  }
}
