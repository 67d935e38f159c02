import Basics

extension Space {
  /// Edits a table or metric view in place; `false` where the space has none of that name.
  @discardableResult
  package mutating func updateTable(_ name: String, _ edit: (inout SpaceTable) -> Void) -> Bool {
    guard let wanted = table(name)?.identifier else { return false }
    for section in [SpaceSection.tables, .metricViews] {
      var sources: [SpaceTable] = list(section)
      guard let index = sources.firstIndex(where: { $0.identifier == wanted }) else { continue }
      edit(&sources[index])
      setList(section, sources)
      return true
    }
    return false
  }

  /// Edits a column's settings, which are made where there are none and dropped where nothing is left in them.
  @discardableResult
  package mutating func updateColumn(
    _ table: String, _ column: String, _ edit: (inout ColumnConfig) -> Void
  ) -> Bool {
    updateTable(table) { source in
      var columns = source.columns
      let known = source.column(column)?.name
      if let index = columns.firstIndex(where: { $0.name == known }) {
        edit(&columns[index])
        if columns[index].object.count <= 1 { columns.remove(at: index) }
      } else {
        var config = ColumnConfig(name: column)
        edit(&config)
        guard config.object.count > 1 else { return }
        columns.insert(config, at: orderedPosition(of: column, in: columns.map(\.name)))
      }
      source.columns = columns
    }
  }
}

/// Where to put `word` so that a sorted list stays sorted: after the last entry that is not greater, byte by byte.
///
/// Insertions of different words commute, whatever the order of the list was.
func orderedPosition(of word: String, in words: [String]) -> Int {
  guard let last = words.lastIndex(where: { !word.utf8.lexicographicallyPrecedes($0.utf8) }) else { return 0 }
  return last + 1
}
