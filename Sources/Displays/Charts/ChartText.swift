internal import Basics

extension Chart {
  /// The chart in block characters, at most `width` columns wide.
  package func text(width: Int = 100) -> String {
    guard !series.isEmpty else { return title + "\n (nothing to plot)" }
    return ([title] + (mark == .bar ? bars(width: width) : grid(width: width))).joined(separator: "\n")
  }

  private func bars(width: Int) -> [String] {
    let axes = Axes(self)
    let several = series.count > 1
    let rows = axes.labels.flatMap { label in
      series.compactMap { series in
        series.points.first { $0.x.label == label }.map { (label, series.name, $0.y) }
      }
    }
    let labels = min(32, rows.map { displayWidth($0.0) }.max() ?? 0)
    let names = several ? rows.map { displayWidth($0.1) }.max() ?? 0 : 0
    let figures = rows.map { figure($0.2) }
    let room = max(8, min(60, width - labels - names - (figures.map(displayWidth).max() ?? 0) - 6))
    let highest = rows.map { abs($0.2) }.max() ?? 0
    var previous = ""
    return zip(rows, figures).map { row, figure in
      let label = row.0 == previous ? "" : row.0
      previous = row.0
      let head = " " + padded(fitted(label, to: labels), to: labels) + (several ? "  " + padded(row.1, to: names) : "")
      return head + " " + Self.bar(highest > 0 ? abs(row.2) / highest : 0, room) + " " + figure
    }
  }

  /// A bar in eighths of a column.
  static func bar(_ share: Double, _ width: Int) -> String {
    let eighths = Int((min(1, max(0, share)) * Double(width) * 8).rounded())
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + partial
  }

  private func figure(_ value: Double) -> String {
    if format == .percent { return percent(value) }
    if let whole = Int(exactly: value) { return grouped(whole) }
    return fixed(value, abs(value) < 10 ? 3 : 1)
  }

  private func grid(width: Int) -> [String] {
    let axes = Axes(self)
    let marks: [Character] = ["●", "▲", "■", "◆", "○", "△"]
    let gutter = axes.yTicks.map { displayWidth($0.label) }.max() ?? 0
    let columns = max(16, min(72, width - gutter - 4))
    let rows = 12
    var canvas = [[Character]](repeating: [Character](repeating: " ", count: columns), count: rows)
    func cell(_ point: Point) -> (row: Int, column: Int) {
      (
        rows - 1 - Int((axes.y(point.y) * Double(rows - 1)).rounded()),
        Int((axes.x(point.x) * Double(columns - 1)).rounded())
      )
    }
    for series in series where mark == .line {
      for (from, to) in zip(series.points, series.points.dropFirst()) {
        let (start, end) = (cell(from), cell(to))
        let steps = max(abs(end.row - start.row), abs(end.column - start.column), 1)
        for step in 0...steps {
          let row = start.row + (end.row - start.row) * step / steps
          let column = start.column + (end.column - start.column) * step / steps
          if canvas[row][column] == " " { canvas[row][column] = "·" }
        }
      }
    }
    for (index, series) in series.enumerated() {
      for point in series.points {
        let place = cell(point)
        canvas[place.row][place.column] = marks[index % marks.count]
      }
    }
    var labels = [String](repeating: "", count: rows)
    for tick in axes.yTicks { labels[rows - 1 - Int((tick.place * Double(rows - 1)).rounded())] = tick.label }
    var lines = zip(labels, canvas).map { label, row in
      trimmedEnd(" " + padded(label, to: gutter, right: true) + (label.isEmpty ? " │" : " ┤") + String(row))
    }
    lines.append(" " + String(repeating: " ", count: gutter) + " └" + String(repeating: "─", count: columns))
    lines.append(tickLine(axes.xTicks, gutter: gutter, columns: columns))
    let legend = series.enumerated().map { "\(marks[$0 % marks.count]) \($1.name)" }.joined(separator: "   ")
    lines.append(String(repeating: " ", count: gutter + 3) + xTitle + (series.count > 1 ? "      " + legend : ""))
    return lines
  }

  private func tickLine(_ ticks: [Axes.Tick], gutter: Int, columns: Int) -> String {
    var line = String(repeating: " ", count: gutter + 3)
    var used = displayWidth(line)
    for tick in ticks {
      let width = displayWidth(tick.label)
      let start = gutter + 3 + Int((tick.place * Double(columns - 1)).rounded()) - width / 2
      guard start >= used, start + width <= gutter + 3 + columns + 6 else { continue }
      line += String(repeating: " ", count: start - used) + tick.label
      used = start + width + 1
      line += " "
    }
    return trimmedEnd(line)
  }

  private func trimmedEnd(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
