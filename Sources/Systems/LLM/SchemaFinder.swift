internal import Basics
internal import Retrieval

/// Finds the tables that a question is about, and of wide ones the columns, where a schema is larger than a prompt.
struct SchemaFinder: Sendable {
  /// What the question is known to be about before its words are looked up.
  struct Hints: Sendable {
    /// `table.column` of the values that it names, in lower case.
    var values: Set<String> = []
    /// The names in the SQL of the examples that are like it, in lower case.
    var names: Set<String> = []
  }

  private struct Place: Sendable, Hashable {
    var table: Int
    var column: Int
  }

  private let tables: [TableText]
  private let columns: [Place]
  private let tableIndex: TextIndex
  private let columnIndex: TextIndex
  private let tableSpellings: [GramVector]
  private let columnSpellings: [GramVector]

  init(_ tables: [TableText]) throws {
    self.tables = tables
    columns = tables.indices.flatMap { table in
      tables[table].columns.indices.map { Place(table: table, column: $0) }
    }
    let words = columns.map { tables[$0.table].columns[$0.column].words }
    tableIndex = try TextIndex(
      tables.map { table in [([table.words] + table.columns.map(\.words)).joined(separator: " ")] })
    columnIndex = try TextIndex(words.map { [$0] })
    tableSpellings = tables.map { GramVector($0.words) }
    columnSpellings = words.map { GramVector($0) }
  }

  /// The columns to show of each table to show, by their places; as much as `budget` bytes hold, the likeliest first.
  func found(for question: Words, _ hints: Hints, budget: Int) async -> [Int: Set<Int>] {
    let columnScores = await scores(ofColumns: question, hints)
    let tableScores = await scores(ofTables: question, hints, columnScores)
    var left = budget
    var chosen: [Int: Set<Int>] = [:]
    for table in highestFirst(tableScores) {
      let shown = shown(of: table, hints, columnScores, within: budget / 4)
      let size = tables[table].text(shown).utf8.count
      guard chosen.isEmpty || size <= left else { continue }
      chosen[table] = shown
      left -= size
    }
    return chosen
  }

  /// All columns of a table that is not too wide; otherwise those that stay, then the likeliest.
  private func shown(of table: Int, _ hints: Hints, _ scores: [Double], within budget: Int) -> Set<Int> {
    let own = tables[table].columns
    guard tables[table].text(Set(own.indices)).utf8.count > budget else { return Set(own.indices) }
    let name = tables[table].name.lowercased()
    var shown = Set(
      own.indices.filter { place in
        let column = own[place].name.lowercased()
        return own[place].isKept || hints.values.contains(name + "." + column)
          || hints.names.contains(name) && hints.names.contains(column)
      })
    let likeliest = columns.indices.filter { columns[$0].table == table }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }.map { columns[$0].column }
    var left = budget - tables[table].text(shown).utf8.count
    for column in likeliest where !shown.contains(column) {
      left -= own[column].line.utf8.count + 1
      guard left >= 0 else { break }
      shown.insert(column)
    }
    return shown
  }

  private func scores(ofColumns question: Words, _ hints: Hints) async -> [Double] {
    var fusion = RankFusion(count: columns.count)
    fusion.add(await columnIndex.scores(of: Self.query(question)))
    let spelling = GramVector(Self.content(of: question))
    fusion.add(columnSpellings.map { spelling.cosine($0) })
    fusion.add(
      columns.map { place in
        let table = tables[place.table]
        return hints.values.contains("\(table.name).\(table.columns[place.column].name)".lowercased()) ? 1 : 0
      })
    return fusion.scores
  }

  private func scores(ofTables question: Words, _ hints: Hints, _ columnScores: [Double]) async -> [Double] {
    var best = [Double](repeating: 0, count: tables.count)
    for (place, score) in zip(columns, columnScores) { best[place.table] = max(best[place.table], score) }
    var fusion = RankFusion(count: tables.count)
    fusion.add(await tableIndex.scores(of: Self.query(question)))
    fusion.add(best)
    let spelling = GramVector(Self.content(of: question))
    fusion.add(tableSpellings.map { spelling.cosine($0) })
    fusion.add(
      tables.map { table in Double(hints.values.count { $0.hasPrefix(table.name.lowercased() + ".") }) })
    fusion.add(tables.map { hints.names.contains($0.name.lowercased()) ? 1 : 0 })
    return fusion.scores
  }

  private static func content(of question: Words) -> String {
    question.words.filter(\.isContent).map(\.text).joined(separator: " ")
  }

  private static func query(_ question: Words) -> TextQuery {
    TextQuery(question.words.filter { $0.weight > 0.3 }.map(\.text))
  }
}
