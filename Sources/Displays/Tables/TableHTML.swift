extension Table {
  /// The table as HTML without the style around it; figures at the right, long cells folded.
  package var html: HTML {
    let head = columns.map { column in
      HTML.element("th", ["class": column.kind == .number ? "n" : nil], [.text(column.title)])
    }
    let body = visible.map { cells in
      HTML.element(
        "tr", [:], columns.indices.map { index in data(index < cells.count ? cells[index] : "", columns[index]) })
    }
    let table = HTML.element(
      "table", [:],
      [
        caption.isEmpty ? .nothing : .element("caption", caption),
        .element("thead", [:], [.element("tr", [:], head)]), .element("tbody", [:], body),
      ])
    let more = remainder.map { HTML.element("div", class: "more", $0) }
    return .joined([.element("div", ["class": "scroll"], [table]), more ?? .nothing])
  }

  private func data(_ cell: Cell, _ column: Column) -> HTML {
    var classes: [String] =
      switch column.kind {
      case .text: []
      case .number: ["n"]
      case .code: ["code"]
      }
    if cell.tone != .plain { classes.append(cell.tone.rawValue) }
    return .element("td", ["class": classes.isEmpty ? nil : classes.joined(separator: " ")], [Self.folded(cell.text)])
  }

  private static func folded(_ text: String) -> HTML {
    let limit = 240
    guard text.count > limit else { return .text(text) }
    let start = String(text.prefix(limit - 80)) + "…"
    return .element("details", [:], [.element("summary", start), .text(text)])
  }

  package func bundle(width: Int = 100) -> Bundle { Page([.table(self)]).bundle(width: width) }
}
