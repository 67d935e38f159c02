extension Page.Part {
  var html: HTML {
    switch self {
    case .heading(let text): .element("h3", text)
    case .text(let text): .joined(physicalLines(text).map { .element("p", $0) })
    case .facts(let facts):
      .element(
        "div", ["class": "facts"],
        facts.flatMap { [.element("span", class: "name", $0.name), .element("span", $0.value)] })
    case .table(let table): table.html
    case .sql(let sql): .element("pre", [:], [SQLHighlighting.html(sql)])
    case .changes(let changes):
      .element(
        "pre", ["class": "changes"],
        changes.map { change in
          let style: String? =
            switch change.kind {
            case .added: "added"
            case .removed: "removed"
            case .kept: nil
            }
          let lines = physicalLines(change.text).map { "\(change.kind.rawValue) \($0)\n" }.joined()
          return .element("span", class: style, lines)
        })
    case .note(let text): .element("div", class: "note", text)
    case .card(let title, let parts):
      .element("div", ["class": "card"], [.element("h3", title)] + parts.map(\.html))
    }
  }
}
