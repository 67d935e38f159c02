package import SQLite

/// Texts, found by their words: full-text tables (FTS5) of a database in memory, ranked by SQLite's `bm25()`.
///
/// Each document has a text for every view of it; a query asks one view. Letters are compared without case, marks and
/// English endings.
package actor TextIndex {
  private let connection: Connection
  private let count: Int
  private let views: Int

  /// Stands for what was left out of a text: FTS5 takes a character for private use as a word.
  package static let mask = "\u{E000}"

  /// `documents` hold as many texts each as there are views.
  package init(_ documents: [[String]], views: Int = 1) throws(SQLiteError) {
    let connection = try Connection(.memory, mode: .readWrite)
    for view in 0..<views {
      try connection.run(
        "CREATE VIRTUAL TABLE view\(view) USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')"
      )
    }
    try connection.execute(script: "BEGIN")
    for (place, document) in documents.enumerated() {
      for (view, text) in document.prefix(views).enumerated() {
        try connection.run(
          "INSERT INTO view\(view) (rowid, text) VALUES (?1, ?2)", [.integer(Int64(place)), .text(text)])
      }
    }
    try connection.execute(script: "COMMIT")
    self.connection = connection
    self.count = documents.count
    self.views = views
  }

  /// How relevant each document is, by its place: 0 where no word of the query occurs.
  ///
  /// A query of quoted words is never wrong; one that fails for want of memory finds nothing.
  package func scores(of query: TextQuery, in view: Int = 0) -> [Double] {
    (try? found(query, in: view)) ?? [Double](repeating: 0, count: count)
  }

  func found(_ query: TextQuery, in view: Int = 0) throws(SQLiteError) -> [Double] {
    var scores = [Double](repeating: 0, count: count)
    guard let expression = query.expression, (0..<views).contains(view) else { return scores }
    try connection.forEachRow(
      of: "SELECT rowid, bm25(view\(view)) FROM view\(view) WHERE view\(view) MATCH ?1", [.text(expression)]
    ) { row in
      guard case .integer(let id) = row.value(at: 0), let place = Int(exactly: id), scores.indices.contains(place),
        case .real(let score) = row.value(at: 1)
      else { return }
      // SQLite's are the better the smaller.
      scores[place] = max(0, -score)
    }
    return scores
  }
}
