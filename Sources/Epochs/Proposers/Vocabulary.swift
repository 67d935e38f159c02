internal import Spaces
internal import Warehouses

/// The names that a space and its catalog already give to things.
struct Vocabulary {
  /// Names of a column: its identifier, its synonyms and its description where that is short.
  private var columns: [String: [Phrase]] = [:]
  private var tables: [String: [Phrase]] = [:]
  private var snippets: [String: [Phrase]] = [:]
  /// Every name of anything.
  private(set) var taken: Set<String> = []

  init(_ space: Space, schema: Schema) {
    for table in schema.tables {
      let name = table.name.lowercased()
      tables[name] = [Phrase(stems: Words(identifier: table.name).stems)]
      for column in table.columns {
        columns[name + "." + column.name.lowercased()] = [Phrase(stems: Words(identifier: column.name).stems)]
      }
    }
    for table in space.tables + space.metricViews {
      let name = table.name.lowercased()
      let clauses = (table.description ?? "").split(whereSeparator: { ",;\n".contains($0) })
      tables[name, default: []] += clauses.map { Phrase(String($0)) }
      for column in table.columns {
        let key = name + "." + column.name.lowercased()
        columns[key, default: []] += column.synonyms.map { Phrase($0) }
      }
    }
    for snippet in space.filters + space.measures + space.expressions {
      snippets[snippet.sql, default: []] += ([snippet.displayName] + snippet.synonyms).map { Phrase($0) }
    }
    for names in [tables, columns, snippets] {
      for phrases in names.values { taken.formUnion(phrases.map(\.key)) }
    }
  }

  /// Whether the question calls the piece by a name that it has already.
  func names(_ piece: SQLPiece, in words: Words) -> Bool {
    let phrases: [Phrase] =
      switch piece.kind {
      case .table: tables[piece.sql] ?? []
      case .column: columns[piece.sql] ?? []
      case .filter, .measure, .expression, .join: snippets[piece.sql] ?? []
      }
    return phrases.contains { $0.occurs(in: words.stems) }
  }
}
