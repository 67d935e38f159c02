internal import Basics
internal import Spaces
internal import Warehouses

/// What a space says of some tables, as a model is shown it: notes and codes, never rows.
struct SpaceSlice: Sendable {
  let text: String

  /// Bytes of each part.
  private static let most = 6_000
  private static let shownCodes = 12

  init(of space: Space, _ tables: Set<String>, schema: Schema, profiles: [ColumnProfile]) {
    let codes = Dictionary(
      profiles.filter { $0.isCode || $0.isFlag }.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    let lines = schema.tables.filter { tables.contains($0.name.lowercased()) }.flatMap { table in
      Self.lines(of: table, space.table(table.name), codes)
    }
    let parts: [(title: String, lines: [String])] = [
      ("Tables", lines), ("Joins", space.joins.map(\.line)), ("Terms", space.snippets.map { $0.snippet.line($0.kind) }),
      ("Instructions", space.textInstruction?.split(separator: "\n").map(String.init) ?? []),
    ]
    text = parts.map { part in
      "# \(part.title)\n" + (part.lines.isEmpty ? "(none)" : Self.cut(part.lines))
    }.joined(separator: "\n\n")
  }

  private static func lines(
    of table: Schema.Table, _ config: SpaceTable?, _ codes: [String: [Value]]
  ) -> [String] {
    let about = config?.description.map { " -- " + $0 } ?? ""
    let columns = table.columns.filter { config?.column($0.name)?.exclude != true }.map { column in
      var remarks = config?.column(column.name)?.remarks ?? []
      if let values = codes["\(table.name).\(column.name)".lowercased()] {
        remarks.append("holds " + values.prefix(shownCodes).map(\.shown).joined(separator: ", "))
      }
      return "  \(column.name) \(column.type)" + (remarks.isEmpty ? "" : " -- " + remarks.joined(separator: "; "))
    }
    return ["table \(table.name)\(about)"] + columns
  }

  private static func cut(_ lines: [String]) -> String {
    var left = most
    let kept = lines.prefix { line in
      left -= line.utf8.count + 1
      return left >= 0
    }
    let rest = lines.count - kept.count
    return (kept + (rest > 0 ? ["(\(rest) more lines)"] : [])).joined(separator: "\n")
  }
}
