package import Basics

/// A table or metric view that a space may query.
package struct SpaceTable: SpaceElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(identifier: String) { object = JSONObject([("identifier", .string(identifier))]) }

  /// `catalog.schema.name`, or however many parts the warehouse knows.
  package var identifier: String { word("identifier") }

  /// The last part of the identifier, by which SQL usually names the table.
  package var name: String { lastPart(of: identifier) }

  package var description: String? {
    get { text("description") }
    set { setText("description", newValue) }
  }

  package var columns: [ColumnConfig] {
    get { object["column_configs"]?.arrayValue?.compactMap { $0.objectValue.map(ColumnConfig.init(object:)) } ?? [] }
    set { object["column_configs"] = newValue.isEmpty ? JSON?.none : .array(newValue.map { .object($0.object) }) }
  }

  /// The settings of a column, upper and lower case being the same.
  package func column(_ name: String) -> ColumnConfig? {
    columns.first { $0.name == name } ?? columns.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// The last part of a dotted name, without its quotes.
package func lastPart(of identifier: String) -> String {
  let part = identifier.split(separator: ".").last.map(String.init) ?? identifier
  let quotes: Set<Character> = ["`", "\""]
  guard part.count > 2, let first = part.first, first == part.last, quotes.contains(first) else { return part }
  return String(part.dropFirst().dropLast())
}

/// What a space says of one column.
package struct ColumnConfig: SpaceElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(name: String) { object = JSONObject([("column_name", .string(name))]) }

  package var name: String { word("column_name") }

  package var description: String? {
    get { text("description") }
    set { setText("description", newValue) }
  }

  package var synonyms: [String] {
    get { words("synonyms") }
    set { setWords("synonyms", newValue) }
  }

  /// Whether the assistant may not see the column.
  package var exclude: Bool {
    get { flag("exclude") }
    set { object["exclude"] = .bool(newValue) }
  }

  /// Whether the assistant sees sample values, so that it knows their format.
  package var formatAssistance: Bool {
    get { flag("enable_format_assistance") }
    set { object["enable_format_assistance"] = .bool(newValue) }
  }

  /// Whether the assistant matches words of a question with the column's values.
  package var entityMatching: Bool {
    get { flag("enable_entity_matching") }
    set { object["enable_entity_matching"] = .bool(newValue) }
  }
}
