internal import Basics

extension Table {
  /// The table as aligned plain text of at most `width` columns; text columns give way where it does not fit, and code,
  /// which says nothing when it is cut, stands below its row.
  package func text(width: Int = 100) -> String {
    let aligned = columns.indices.filter { columns[$0].kind != .code }
    let below = columns.indices.filter { columns[$0].kind == .code }
    var widths = aligned.map { index in
      let cells = visible.compactMap { index < $0.count ? displayWidth(Self.line($0[index].text)) : nil }
      return max(displayWidth(columns[index].title), cells.max() ?? 0)
    }
    shrink(&widths, of: aligned, to: width)
    var lines: [String] = caption.isEmpty ? [] : [caption]
    lines.append(row(aligned.map { columns[$0].title }, aligned, widths))
    lines.append(" " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
    for cells in visible {
      let texts = aligned.map { $0 < cells.count ? Self.line(cells[$0].text) : "" }
      lines.append(row(texts, aligned, widths))
      lines += code(cells, below, width)
    }
    if let remainder { lines.append(" " + remainder) }
    return lines.joined(separator: "\n")
  }

  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private func row(_ texts: [String], _ indices: [Int], _ widths: [Int]) -> String {
    var line = ""
    for (place, width) in widths.enumerated() {
      let text = fitted(texts[place], to: width)
      line += (place == 0 ? " " : "  ") + padded(text, to: width, right: columns[indices[place]].kind == .number)
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private func code(_ cells: [Cell], _ indices: [Int], _ width: Int) -> [String] {
    let names = indices.map { displayWidth(columns[$0].title) }.max() ?? 0
    return indices.flatMap { index -> [String] in
      guard index < cells.count, !cells[index].text.isEmpty else { return [] }
      return wrapped(Self.line(cells[index].text), to: max(20, width - names - 7)).enumerated().map { place, line in
        "     " + padded(place == 0 ? columns[index].title : "", to: names) + "  " + line
      }
    }
  }

  /// Takes columns from the widest text column, one at a time, down to a width that still says something.
  private func shrink(_ widths: inout [Int], of indices: [Int], to width: Int) {
    let narrowest = 8
    var excess = widths.reduce(0, +) + 2 * max(0, widths.count - 1) + 1 - width
    while excess > 0 {
      let candidates = widths.indices.filter { columns[indices[$0]].kind == .text && widths[$0] > narrowest }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }
}
