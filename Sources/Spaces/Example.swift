package import Basics

/// A question with the SQL that answers it.
package struct Example: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(id: String = "", question: String, sql: String, usageGuidance: String? = nil) {
    object = JSONObject([("id", .string(id))])
    self.question = question
    self.sql = sql
    self.usageGuidance = usageGuidance
  }

  package var question: String {
    get { text("question") ?? "" }
    set { setText("question", newValue) }
  }

  package var sql: String {
    get { text("sql") ?? "" }
    set { setText("sql", newValue) }
  }

  /// When to use the example.
  package var usageGuidance: String? {
    get { text("usage_guidance") }
    set { setText("usage_guidance", newValue) }
  }

  /// The named markers (`:name`) of the SQL.
  package var parameters: [Parameter] {
    get { object["parameters"]?.arrayValue?.compactMap { $0.objectValue.map(Parameter.init(object:)) } ?? [] }
    set { object["parameters"] = newValue.isEmpty ? JSON?.none : .array(newValue.map { .object($0.object) }) }
  }

  /// One named marker of an example's SQL.
  package struct Parameter: SpaceElement {
    package var object: JSONObject

    package init(object: JSONObject) { self.object = object }

    package init(name: String, type: String = "STRING", defaultValue: String? = nil) {
      object = JSONObject([("name", .string(name)), ("type_hint", .string(type))])
      if let defaultValue { object["default_value"] = ["values": .strings([defaultValue])] }
    }

    package var name: String { word("name") }
    package var type: String { word("type_hint") }
    package var description: String? { text("description") }
    package var defaultValue: String? { object["default_value"]?["values"]?.arrayValue?.first?.stringValue }
  }
}

/// A SQL function that the assistant may call.
package struct FunctionReference: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(id: String = "", identifier: String) {
    object = JSONObject([("id", .string(id)), ("identifier", .string(identifier))])
  }

  package var identifier: String { word("identifier") }
  package var description: String? { text("description") }
}

/// A question offered to start with.
package struct SampleQuestion: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(id: String = "", question: String) {
    object = JSONObject([("id", .string(id))])
    self.question = question
  }

  package var question: String {
    get { text("question") ?? "" }
    set { setText("question", newValue) }
  }
}

/// A question of the space's own benchmark, with the SQL that answers it.
package struct BenchmarkQuestion: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  package init(id: String, question: String, sql: String) {
    object = JSONObject([
      ("id", .string(id)), ("question", .strings([question])),
      ("answer", .array([["format": "SQL", "content": .strings([sql])]])),
    ])
  }

  package var question: String { text("question") ?? "" }

  /// The content of the first answer of format SQL.
  package var sql: String? {
    let answer = object["answer"]?.arrayValue?.first { $0["format"]?.stringValue == "SQL" }
    return answer?["content"].flatMap(LogicalText.joined)
  }
}
