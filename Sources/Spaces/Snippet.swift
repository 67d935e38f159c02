package import Basics

/// A named piece of SQL: a filter, an expression or a measure, as the list that holds it says.
package struct Snippet: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  /// Filters have no alias.
  package init(
    id: String = "", alias: String? = nil, displayName: String, sql: String, synonyms: [String] = [],
    instruction: String? = nil
  ) {
    object = JSONObject([("id", .string(id))])
    if let alias { object["alias"] = .string(alias) }
    object["display_name"] = .string(displayName)
    self.sql = sql
    self.synonyms = synonyms
    self.instruction = instruction
  }

  package var alias: String? { object["alias"]?.stringValue }
  package var displayName: String { word("display_name") }

  /// A bare condition or expression, with columns named by their table.
  package var sql: String {
    get { text("sql") ?? "" }
    set { setText("sql", newValue) }
  }

  package var synonyms: [String] {
    get { words("synonyms") }
    set { setWords("synonyms", newValue) }
  }

  package var instruction: String? {
    get { text("instruction") }
    set { setText("instruction", newValue) }
  }

  package var comment: String? {
    get { text("comment") }
    set { setText("comment", newValue) }
  }
}
