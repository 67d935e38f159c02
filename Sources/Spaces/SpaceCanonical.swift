package import Basics

extension Space {
  /// The form that the platform takes and that equal spaces share: lists sorted by its rules, texts in lines, empty
  /// lists, empty texts and columns without a setting left out, members of known objects in one order.
  package func canonical() -> Space {
    Space(document: Canonical.root(document))
  }

  /// Names the space by its content, whatever the order and spelling of its document.
  package var hash: ContentHash { ContentHash(of: canonical().document.bytes) }
}

enum Canonical {
  static func root(_ document: JSON) -> JSON {
    guard let root = document.objectValue else { return document }
    var result = JSONObject()
    for name in ordered(
      root.names, first: ["version", "config", "data_sources", "instructions", "benchmarks", "prompts"])
    {
      result[name] = root[name].flatMap { section($0, at: name) }
    }
    return .object(result)
  }

  /// Members of a section are lists of elements, or objects of such lists; `nil` where nothing is in it.
  private static func section(_ value: JSON, at path: String) -> JSON? {
    if let section = SpaceSection(rawValue: path), let elements = value.arrayValue {
      let list = elements.map { element($0, in: section) }
      return list.isEmpty ? JSON?.none : .array(sorted(list, by: section.sortKey))
    }
    guard let object = value.objectValue, SpaceSection.allCases.contains(where: { $0.rawValue.hasPrefix(path + ".") })
    else { return value }
    var result = JSONObject()
    for name in ordered(object.names, first: SpaceSection.members(of: path)) {
      result[name] = object[name].flatMap { section($0, at: path + "." + name) }
    }
    return result.isEmpty && path != "data_sources" ? JSON?.none : .object(result)
  }

  private static func element(_ value: JSON, in section: SpaceSection) -> JSON {
    guard let object = value.objectValue else { return value }
    var result = JSONObject()
    for name in ordered(object.names, first: section.members) {
      guard let member = object[name] else { continue }
      switch name {
      case "column_configs":
        let columns = (member.arrayValue ?? []).map(column).filter { ($0.objectValue?.count ?? 2) > 1 }
        if !columns.isEmpty { result[name] = .array(sorted(columns, by: ["column_name"])) }
      case "parameters":
        let parameters = (member.arrayValue ?? []).map { texts($0, of: ["description"], first: ["name", "type_hint"]) }
        if !parameters.isEmpty { result[name] = .array(sorted(parameters, by: ["name"])) }
      case "sql" where section == .joins: result[name] = member
      case _ where section.texts.contains(name): result[name] = text(member)
      default: if member != .array([]) { result[name] = member }
      }
    }
    return .object(result)
  }

  private static func column(_ value: JSON) -> JSON {
    let known = ["column_name", "description", "synonyms", "exclude"]
    guard var object = texts(value, of: ["description"], first: known).objectValue else { return value }
    for name in readOnlyColumnFields { object[name] = nil }
    if let words = object["synonyms"]?.arrayValue?.compactMap(\.stringValue) {
      object["synonyms"] = .strings(words.sorted(by: precedes))
    }
    return .object(object)
  }

  /// What the platform adds when it is asked, and refuses to be told.
  static let readOnlyColumnFields = ["data_type", "uc_comment", "data_type_source"]

  private static func texts(_ value: JSON, of names: Set<String>, first: [String]) -> JSON {
    guard let object = value.objectValue else { return value }
    var result = JSONObject()
    for name in ordered(object.names, first: first) {
      guard let member = object[name] else { continue }
      if names.contains(name) { result[name] = text(member) } else if member != .array([]) { result[name] = member }
    }
    return .object(result)
  }

  private static func text(_ value: JSON) -> JSON? {
    guard let joined = LogicalText.joined(value) else { return value }
    return joined.isEmpty ? JSON?.none : LogicalText.split(joined)
  }

  private static func ordered(_ names: [String], first: [String]) -> [String] {
    first.filter(names.contains) + names.filter { !first.contains($0) }.sorted(by: precedes)
  }

  private static func sorted(_ elements: [JSON], by fields: [String]) -> [JSON] {
    let keyed = elements.map { element in (fields.map { element[$0]?.stringValue ?? "" }, element) }
    return keyed.enumerated().sorted { left, right in
      for (a, b) in zip(left.element.0, right.element.0) where a != b { return precedes(a, b) }
      return left.offset < right.offset
    }.map(\.element.1)
  }
}

/// Byte order, as the platform sorts.
func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

extension SpaceSection {
  /// The fields by which the platform wants the list sorted.
  var sortKey: [String] {
    switch self {
    case .tables, .metricViews: ["identifier"]
    case .functions: ["id", "identifier"]
    case .prompts: ["name"]
    default: ["id"]
    }
  }

  /// Fields that hold a text as a list of strings.
  var texts: Set<String> {
    switch self {
    case .tables, .metricViews, .functions: ["description"]
    case .sampleQuestions, .benchmarkQuestions: ["question"]
    case .textInstructions, .prompts: ["content"]
    case .examples: ["question", "sql", "usage_guidance"]
    case .joins: ["comment", "instruction"]
    case .filters, .expressions, .measures: ["sql", "instruction", "comment"]
    }
  }

  /// The known fields of an element, in the order in which they are written.
  var members: [String] {
    switch self {
    case .tables, .metricViews: ["identifier", "description", "column_configs"]
    case .functions: ["id", "identifier", "description"]
    case .sampleQuestions: ["id", "question"]
    case .benchmarkQuestions: ["id", "question", "answer"]
    case .textInstructions: ["id", "content"]
    case .prompts: ["name", "content"]
    case .examples: ["id", "question", "sql", "parameters", "usage_guidance"]
    case .joins: ["id", "left", "right", "sql", "comment", "instruction"]
    case .filters, .expressions, .measures:
      ["id", "alias", "display_name", "sql", "synonyms", "instruction", "comment"]
    }
  }

  /// The known members of the object at `path`, in the order in which they are written.
  static func members(of path: String) -> [String] {
    var names: [String] = []
    for section in allCases where section.rawValue.hasPrefix(path + ".") {
      let name = section.rawValue.dropFirst(path.utf8.count + 1).split(separator: ".").first.map(String.init) ?? ""
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
