internal import Basics
internal import Displays
internal import Spaces

extension Pictures {
  /// What a space holds, in half a line.
  static func contents(of space: Space) -> String {
    let columns = space.tables.flatMap(\.columns)
    let counts: [(Int, String)] = [
      (space.tables.count, "table"), (space.metricViews.count, "metric view"),
      (columns.reduce(0) { $0 + $1.synonyms.count }, "synonym"), (space.joins.count, "join"),
      (space.filters.count + space.expressions.count + space.measures.count, "snippet"),
      (space.examples.count, "example"), (space.functions.count, "function"), (space.ownPrompts.count, "prompt"),
    ]
    let said = counts.filter { $0.0 > 0 }.map { counted($0.0, $0.1) } + (space.textInstruction == nil ? [] : ["a text"])
    return said.isEmpty ? "nothing" : said.joined(separator: ", ")
  }

  static func page(of version: Version) -> Page {
    let space = version.space
    var parts: [Page.Part] = [
      .heading("Space \(version.name)"),
      .facts([.init("content", version.hash.short), .init("holds", contents(of: space))]),
    ]
    if let text = space.textInstruction { parts.append(.card("Text instruction", [.text(text)])) }
    parts.append(.table(tables(of: space)))
    let columns = columns(of: space)
    if !columns.rows.isEmpty { parts.append(.table(columns)) }
    if !space.joins.isEmpty {
      parts.append(
        .table(
          Table(
            "Joins", columns: [.init("left"), .init("right"), .init("on"), .init("instruction")],
            rows: space.joins.map { join in
              [
                Table.Cell(join.left.alias), Table.Cell(join.right.alias),
                Table.Cell(join.conditions.joined(separator: " AND ")), Table.Cell(join.instruction ?? "", .muted),
              ]
            })))
    }
    for (title, snippets) in [
      ("Filters", space.filters), ("Expressions", space.expressions), ("Measures", space.measures),
    ]
    where !snippets.isEmpty {
      parts.append(.table(table(title, snippets)))
    }
    if !space.examples.isEmpty {
      parts.append(
        .table(
          Table(
            "Examples", columns: [.init("question"), .init("SQL")],
            rows: space.examples.map { [Table.Cell($0.question), Table.Cell($0.sql)] }, shown: 20)))
    }
    return Page(parts)
  }

  private static func table(_ title: String, _ snippets: [Snippet]) -> Table {
    Table(
      title, columns: [.init("name"), .init("SQL"), .init("synonyms"), .init("instruction")],
      rows: snippets.map { snippet in
        [
          Table.Cell(snippet.displayName, .strong), Table.Cell(snippet.sql),
          Table.Cell(snippet.synonyms.joined(separator: ", ")), Table.Cell(snippet.instruction ?? "", .muted),
        ]
      })
  }

  private static func tables(of space: Space) -> Table {
    Table(
      "Tables", columns: [.init("table"), .init("configured columns", .number), .init("description")],
      rows: space.tables.map { [Table.Cell($0.name), "\($0.columns.count)", Table.Cell($0.description ?? "", .muted)] })
  }

  private static func columns(of space: Space) -> Table {
    let rows = space.tables.flatMap { table in
      table.columns.map { column -> [Table.Cell] in
        let flags = [
          column.exclude ? "excluded" : nil, column.formatAssistance ? "format" : nil,
          column.entityMatching ? "values" : nil,
        ]
        return [
          Table.Cell("\(table.name).\(column.name)"), Table.Cell(flags.compactMap(\.self).joined(separator: ", ")),
          Table.Cell(column.synonyms.joined(separator: ", ")), Table.Cell(column.description ?? "", .muted),
        ]
      }
    }
    return Table(
      "Columns", columns: [.init("column"), .init("flags"), .init("synonyms"), .init("description")], rows: rows)
  }

  /// What changed between two versions, told like a review.
  static func difference(from old: Version, to new: Version) -> Page {
    let changes = Space.difference(from: old.space, to: new.space)
    guard !changes.isEmpty else { return Page([.text("\(old.name) and \(new.name) say the same.")]) }
    var subjects: [String] = []
    var lines: [String: [Page.Change]] = [:]
    for change in changes {
      if lines[change.subject] == nil { subjects.append(change.subject) }
      lines[change.subject, default: []] += change.lines.map(line)
    }
    let parts = subjects.map { Page.Part.card($0, [.changes(lines[$0] ?? [])]) }
    return Page([.heading("\(old.name) → \(new.name): \(counted(changes.count, "change"))")] + parts)
  }

  /// A line of a unified difference.
  private static func line(_ text: String) -> Page.Change {
    let kind: Page.Change.Kind = text.hasPrefix("+") ? .added : text.hasPrefix("-") ? .removed : .kept
    return Page.Change(kind, String(text.dropFirst().drop { $0 == " " }))
  }

  static func levers(of space: Space) -> Page {
    let columns = space.tables.flatMap(\.columns)
    let used: [(Lever, Int)] = [
      (.textInstruction, space.textInstruction == nil ? 0 : 1),
      (.tableDescription, space.tables.count { $0.description != nil }),
      (.columnDescription, columns.count { $0.description != nil }),
      (.synonym, columns.reduce(0) { $0 + $1.synonyms.count }),
      (.exclude, columns.count(where: \.exclude)),
      (.formatAssistance, columns.count(where: \.formatAssistance)),
      (.entityMatching, columns.count(where: \.entityMatching)),
      (.example, space.examples.count), (.join, space.joins.count), (.filter, space.filters.count),
      (.expression, space.expressions.count), (.measure, space.measures.count), (.function, space.functions.count),
      (.sampleQuestion, space.sampleQuestions.count), (.prompt, space.ownPrompts.count),
    ]
    return Page([
      .table(
        Table(
          "Levers", columns: [.init("lever"), .init("in use", .number)],
          rows: used.map { [Table.Cell($0.0.rawValue), Table.Cell("\($0.1)", $0.1 == 0 ? .muted : .strong)] })),
      .table(
        Table(
          "The platform's limits", columns: [.init("counted"), .init("used", .number), .init("limit", .number)],
          rows: space.counts().map { [Table.Cell($0.what), Table.Cell("\($0.count)"), Table.Cell("\($0.limit)")] })),
    ])
  }
}
