/// A table as a prompt shows it, by lines, so that of a wide one only some columns are shown.
struct TableText: Sendable, Hashable {
  struct Column: Sendable, Hashable {
    var name: String
    var line: String
    /// What a question may call it.
    var words: String
    /// Whether it is shown whatever is asked: a key, or named by a join or snippet.
    var isKept: Bool
  }

  var name: String
  /// The line that names the table.
  var head: String
  /// What a question may call it.
  var words: String
  var columns: [Column] = []
  /// The lines of its foreign keys.
  var keys: [String] = []

  /// Names the part in traces.
  var part: String { "table:" + name }
  var text: String { text(Set(columns.indices)) }

  /// The text with some of the columns, by their places.
  func text(_ shown: Set<Int>) -> String {
    let lines = columns.indices.filter(shown.contains).map { columns[$0].line }
    let left = columns.count - lines.count
    return ([head] + lines + (left > 0 ? ["  (\(left) more columns)"] : []) + keys).joined(separator: "\n")
  }
}
