internal import Basics

extension Table {
  /// The table as aligned plain text of at most `width` columns; text columns give way where it does not fit.
  package func text(width: Int = 100) -> String {
    var widths = columns.indices.map { index in
      let cells = visible.compactMap { index < $0.count ? displayWidth(Self.line($0[index].text)) : nil }
      return max(displayWidth(columns[index].title), cells.max() ?? 0)
    }
    shrink(&widths, to: width)
    var lines: [String] = caption.isEmpty ? [] : [caption]
    lines.append(row(columns.map(\.title), widths))
    lines.append(" " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
    for cells in visible { lines.append(row(cells.map { Self.line($0.text) }, widths)) }
    if let remainder { lines.append(" " + remainder) }
    return lines.joined(separator: "\n")
  }

  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private func row(_ texts: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, width) in widths.enumerated() {
      let text = index < texts.count ? fitted(texts[index], to: width) : ""
      line += (index == 0 ? " " : "  ") + padded(text, to: width, right: columns[index].kind == .number)
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Takes columns from the widest text column, one at a time, down to a width that still says something.
  private func shrink(_ widths: inout [Int], to width: Int) {
    let narrowest = 8
    var excess = widths.reduce(0, +) + 2 * max(0, widths.count - 1) + 1 - width
    while excess > 0 {
      let candidates = widths.indices.filter { columns[$0].kind == .text && widths[$0] > narrowest }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }
}
