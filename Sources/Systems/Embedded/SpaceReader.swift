internal import Basics
internal import Spaces

/// What the embedded system takes from a space's document, in the order of the document.
struct SpaceReader {
  struct Column {
    var name: String
    var description: String
    var synonyms: [String]
    var isExcluded: Bool
    var hasFormat: Bool
    var hasValues: Bool
  }

  struct Table {
    var identifier: String
    var description: String
    var columns: [Column]

    /// The last part of the identifier.
    var name: String { identifier.split(separator: ".").last.map(String.init) ?? identifier }
  }

  struct Snippet {
    var id: String
    var name: String
    var alias: String
    var sql: String
    var synonyms: [String]
    var instruction: String
  }

  struct Join {
    var id: String
    var left: (identifier: String, alias: String)
    var right: (identifier: String, alias: String)
    var sql: [String]
    var note: String
  }

  struct Example {
    var id: String
    var question: String
    var sql: String
    var parameters: [(name: String, value: String)]
  }

  var tables: [Table] = []
  var measures: [Snippet] = []
  var filters: [Snippet] = []
  var expressions: [Snippet] = []
  var joins: [Join] = []
  var examples: [Example] = []
  var instructions = ""

  init(_ space: Space) {
    let document = space.document
    for name in ["tables", "metric_views"] {
      for table in document["data_sources"]?[name]?.arrayValue ?? [] { tables.append(Self.table(table)) }
    }
    guard let instructions = document["instructions"] else { return }
    self.instructions = (instructions["text_instructions"]?.arrayValue ?? [])
      .map { Self.text($0["content"]) }.joined(separator: "\n")
    let snippets = instructions["sql_snippets"]
    measures = Self.snippets(snippets?["measures"])
    filters = Self.snippets(snippets?["filters"])
    expressions = Self.snippets(snippets?["expressions"])
    joins = (instructions["join_specs"]?.arrayValue ?? []).map(Self.join)
    examples = (instructions["example_question_sqls"]?.arrayValue ?? []).map(Self.example)
  }

  /// A text that the format keeps as a list of pieces.
  private static func text(_ value: JSON?) -> String {
    value?.stringValue ?? (value?.arrayValue ?? []).compactMap(\.stringValue).joined()
  }

  private static func strings(_ value: JSON?) -> [String] {
    value?.stringValue.map { [$0] } ?? (value?.arrayValue ?? []).compactMap(\.stringValue)
  }

  private static func table(_ value: JSON) -> Table {
    let columns = (value["column_configs"]?.arrayValue ?? []).map { column in
      Column(
        name: column["column_name"]?.stringValue ?? "", description: text(column["description"]),
        synonyms: strings(column["synonyms"]), isExcluded: column["exclude"]?.boolValue ?? false,
        hasFormat: (column["enable_format_assistance"] ?? column["get_example_values"])?.boolValue ?? false,
        hasValues: (column["enable_entity_matching"] ?? column["build_value_dictionary"])?.boolValue ?? false)
    }
    return Table(
      identifier: value["identifier"]?.stringValue ?? "", description: text(value["description"]), columns: columns)
  }

  private static func snippets(_ value: JSON?) -> [Snippet] {
    (value?.arrayValue ?? []).map { snippet in
      Snippet(
        id: snippet["id"]?.stringValue ?? "",
        name: snippet["display_name"]?.stringValue ?? snippet["alias"]?.stringValue ?? "",
        alias: snippet["alias"]?.stringValue ?? "", sql: text(snippet["sql"]), synonyms: strings(snippet["synonyms"]),
        instruction: text(snippet["instruction"]))
    }
  }

  private static func join(_ value: JSON) -> Join {
    func side(_ name: String) -> (String, String) {
      let identifier = value[name]?["identifier"]?.stringValue ?? ""
      let last = identifier.split(separator: ".").last.map(String.init) ?? identifier
      return (identifier, value[name]?["alias"]?.stringValue ?? last)
    }
    return Join(
      id: value["id"]?.stringValue ?? "", left: side("left"), right: side("right"),
      sql: strings(value["sql"]).filter { !$0.hasPrefix("--rt=") },
      note: text(value["instruction"]) + " " + text(value["comment"]))
  }

  private static func example(_ value: JSON) -> Example {
    let parameters = (value["parameters"]?.arrayValue ?? []).map { parameter in
      (parameter["name"]?.stringValue ?? "", strings(parameter["default_value"]?["values"]).first ?? "")
    }
    return Example(
      id: value["id"]?.stringValue ?? "", question: text(value["question"]), sql: text(value["sql"]),
      parameters: parameters)
  }
}
