package import Basics

/// A list of a space, by its place in the document.
package enum SpaceSection: String, Sendable, Hashable, CaseIterable {
  case sampleQuestions = "config.sample_questions"
  case tables = "data_sources.tables"
  case metricViews = "data_sources.metric_views"
  case textInstructions = "instructions.text_instructions"
  case examples = "instructions.example_question_sqls"
  case functions = "instructions.sql_functions"
  case joins = "instructions.join_specs"
  case filters = "instructions.sql_snippets.filters"
  case expressions = "instructions.sql_snippets.expressions"
  case measures = "instructions.sql_snippets.measures"
  case benchmarkQuestions = "benchmarks.questions"
  /// Of this program alone; see ``Space/forPlatform``.
  case prompts

  /// Member names from the root.
  package var path: [String] { rawValue.split(separator: ".").map(String.init) }
}

extension Space {
  /// The objects of a list; entries of another kind are passed over.
  package func objects(at section: SpaceSection) -> [JSONObject] {
    var value: JSON? = document
    for name in section.path { value = value?[name] }
    return value?.arrayValue?.compactMap(\.objectValue) ?? []
  }

  package func list<Element: SpaceElement>(_ section: SpaceSection) -> [Element] {
    objects(at: section).map(Element.init(object:))
  }

  package mutating func setList(_ section: SpaceSection, _ elements: [some SpaceElement]) {
    setObjects(section, elements.map(\.object))
  }

  package mutating func setObjects(_ section: SpaceSection, _ objects: [JSONObject]) {
    let value = objects.isEmpty ? JSON?.none : .array(objects.map(JSON.object))
    document = Self.setting(document, section.path[...], to: value) ?? document
  }

  /// Members that become empty are removed with their last child; members that are missing are made.
  private static func setting(_ value: JSON, _ path: ArraySlice<String>, to new: JSON?) -> JSON? {
    guard let name = path.first else { return new }
    var object = value.objectValue ?? JSONObject()
    let had = object[name]
    if had == nil, new == nil { return value }
    let child = setting(had ?? .object(JSONObject()), path.dropFirst(), to: new)
    let emptied = child?.objectValue?.isEmpty == true && new == nil
    object[name] = emptied ? JSON?.none : child
    return .object(object)
  }
}
