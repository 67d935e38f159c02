import Basics

extension Space {
  /// Every rule and limit of the format that the space breaks, in the order of the document.
  package func findings(limits: SpaceLimits = SpaceLimits()) -> [SpaceFinding] {
    var validator = SpaceValidator(space: self, limits: limits)
    validator.validate()
    return validator.findings
  }
}

/// Walks a document and gathers findings; the rules of elements are in the other files of this name.
struct SpaceValidator {
  let space: Space
  let limits: SpaceLimits
  var findings: [SpaceFinding] = []
  let tableNames: Set<String>

  init(space: Space, limits: SpaceLimits) {
    self.space = space
    self.limits = limits
    tableNames = Set((space.tables + space.metricViews).map { $0.identifier.lowercased() })
  }

  mutating func note(_ problem: SpaceFinding.Problem, _ path: String) {
    findings.append(SpaceFinding(problem, at: path))
  }

  mutating func validate() {
    guard let root = space.document.objectValue else {
      return note(.wrongKind(expected: "an object", found: space.document.kind), "")
    }
    switch root["version"] {
    case nil: note(.missing(field: "version"), "")
    case .some(let version) where version.intValue != 1 && version.intValue != 2:
      note(.unknownVersion(version.text), "version")
    default: break
    }
    if root["data_sources"] == nil { note(.missing(field: "data_sources"), "") }
    for name in root.names where Self.forbidden.contains(name) { note(.forbiddenField(name), name) }
    misplaced(in: root, at: "")
    for name in ["config", "data_sources", "instructions", "benchmarks", "instructions.sql_snippets"] {
      guard let value = value(at: name) else { continue }
      guard let object = value.objectValue else {
        note(.wrongKind(expected: "an object", found: value.kind), name)
        continue
      }
      misplaced(in: object, at: name)
    }
    for section in SpaceSection.allCases { validate(section) }
    uniqueIDs([.sampleQuestions, .benchmarkQuestions])
    uniqueIDs([.textInstructions, .examples, .functions, .joins, .filters, .expressions, .measures])
    sizes(of: space.document, at: "")
    for count in space.counts(limits: limits) where count.count > count.limit {
      note(.tooMany(what: count.what, count: count.count, limit: count.limit), count.path)
    }
  }

  private mutating func validate(_ section: SpaceSection) {
    let path = section.rawValue
    guard let list = value(at: path) else { return }
    guard let elements = list.arrayValue else {
      return note(.wrongKind(expected: "a list", found: list.kind), path)
    }
    var objects: [JSONObject] = []
    for (index, element) in elements.enumerated() {
      let place = "\(path)[\(index)]"
      guard let object = element.objectValue else {
        note(.wrongKind(expected: "an object", found: element.kind), place)
        continue
      }
      objects.append(object)
      validate(object, in: section, at: place)
    }
    sorted(objects, by: section.sortKey, at: path)
    if section == .tables || section == .metricViews {
      unique(objects.map { $0["identifier"]?.stringValue ?? "" }, at: path)
    }
  }

  /// The rules of one element of a list.
  mutating func validate(_ object: JSONObject, in section: SpaceSection, at path: String) {
    if ![.tables, .metricViews, .prompts].contains(section) { identifier(of: object, at: path) }
    for name in section.texts where object[name] != nil { text(object, name, at: path) }
    switch section {
    case .tables, .metricViews: table(SpaceTable(object: object), at: path)
    case .textInstructions: textInstruction(object, at: path)
    case .examples: example(Example(object: object), at: path)
    case .functions: required(object, "identifier", at: path)
    case .joins: join(JoinSpec(object: object), at: path)
    case .filters, .expressions, .measures: snippet(Snippet(object: object), section, at: path)
    case .benchmarkQuestions: benchmark(BenchmarkQuestion(object: object), at: path)
    case .sampleQuestions: requiredText(object, "question", at: path)
    case .prompts: prompt(object, at: path)
    }
  }

  private func value(at path: String) -> JSON? {
    var value: JSON? = space.document
    for name in path.split(separator: ".") { value = value?[String(name)] }
    return value
  }

  private static let forbidden: Set<String> = [
    "id", "title", "description", "creator", "creator_id", "updated_by", "updated_at", "created_at", "warehouse_id",
    "execute_as_user_id", "space_status",
  ]

  /// Lists that the format knows, found in another place.
  private mutating func misplaced(in object: JSONObject, at path: String) {
    for name in object.names {
      let place = path.isEmpty ? name : path + "." + name
      let known = SpaceSection.allCases.map(\.rawValue) + ["instructions.sql_snippets"]
      guard name != "questions", !known.contains(where: { $0 == place || $0.hasPrefix(place + ".") }),
        let belongs = known.first(where: { $0.hasSuffix("." + name) })
      else { continue }
      note(.misplaced(field: name, belongs: belongs), place)
    }
  }
}
