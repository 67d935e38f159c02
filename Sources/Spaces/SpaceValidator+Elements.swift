import Basics
import SQLText

extension SpaceValidator {
  mutating func table(_ table: SpaceTable, at path: String) {
    required(table.object, "identifier", at: path)
    let parts = table.identifier.split(separator: ".", omittingEmptySubsequences: false)
    if !table.identifier.isEmpty, !limits.identifierParts.contains(parts.count) || parts.contains("") {
      note(.invalidIdentifier(table.identifier), path + ".identifier")
    }
    guard let configs = table.object["column_configs"] else { return }
    guard let entries = configs.arrayValue else {
      return note(.wrongKind(expected: "a list", found: configs.kind), path + ".column_configs")
    }
    for (index, entry) in entries.enumerated() {
      let place = "\(path).column_configs[\(index)]"
      if let object = entry.objectValue {
        column(ColumnConfig(object: object), at: place)
      } else {
        note(.wrongKind(expected: "an object", found: entry.kind), place)
      }
    }
    sorted(table.columns.map(\.object), by: ["column_name"], at: path + ".column_configs")
    unique(table.columns.map(\.name), at: path + ".column_configs")
  }

  private mutating func column(_ column: ColumnConfig, at path: String) {
    required(column.object, "column_name", at: path)
    text(column.object, "description", at: path)
    strings(column.object, "synonyms", at: path)
    for name in ["exclude", "enable_format_assistance", "enable_entity_matching"] {
      flag(column.object, name, at: path)
    }
    for name in column.object.names {
      if Canonical.readOnlyColumnFields.contains(name) { note(.readOnlyField(name), path + "." + name) }
      if let now = Space.flagNames[name] { note(.oldField(name, now: now), path + "." + name) }
    }
    if column.entityMatching, !column.formatAssistance { note(.matchingWithoutFormat, path) }
  }

  mutating func prompt(_ object: JSONObject, at path: String) {
    required(object, "name", at: path)
    requiredText(object, "content", at: path)
    let name = object["name"]?.stringValue ?? ""
    guard let prompt = Prompt(rawValue: name) else { return note(.prompt(.unknownPrompt(name)), path + ".name") }
    do {
      _ = try PromptTemplate(object["content"].flatMap(LogicalText.joined) ?? "", for: prompt)
    } catch { note(.prompt(error), path + ".content") }
  }

  mutating func textInstruction(_ object: JSONObject, at path: String) {
    requiredText(object, "content", at: path)
    let count = object["content"].flatMap(LogicalText.joined)?.unicodeScalars.count ?? 0
    if count > limits.usefulTextLength {
      note(.longInstruction(characters: count, useful: limits.usefulTextLength), path + ".content")
    }
  }

  mutating func example(_ example: Example, at path: String) {
    requiredText(example.object, "question", at: path)
    requiredText(example.object, "sql", at: path)
    let markers = Set(
      SQLLexer.tokens(of: example.sql, dialect: .spark).filter { $0.kind == .parameter }
        .map { $0.text.first == ":" ? String($0.text.dropFirst()) : $0.text }.filter { !$0.isEmpty && $0 != "?" })
    let parameters = example.parameters
    sorted(parameters.map(\.object), by: ["name"], at: path + ".parameters")
    unique(parameters.map(\.name), at: path + ".parameters")
    for marker in markers.sorted() where !parameters.contains(where: { $0.name == marker }) {
      note(.markerWithoutParameter(marker), path + ".sql")
    }
    for (index, parameter) in parameters.enumerated() {
      let place = "\(path).parameters[\(index)]"
      required(parameter.object, "name", at: place)
      text(parameter.object, "description", at: place)
      if !markers.contains(parameter.name) { note(.parameterWithoutMarker(parameter.name), place) }
    }
  }

  mutating func join(_ join: JoinSpec, at path: String) {
    for name in ["left", "right"] {
      guard let value = join.object[name] else {
        note(.missing(field: name), path)
        continue
      }
      guard let side = value.objectValue else {
        note(.wrongKind(expected: "an object", found: value.kind), path + "." + name)
        continue
      }
      required(side, "identifier", at: path + "." + name)
      required(side, "alias", at: path + "." + name)
      let table = side["identifier"]?.stringValue ?? ""
      if !table.isEmpty, !tableNames.contains(table.lowercased()) {
        note(.unknownTable(table), path + "." + name + ".identifier")
      }
    }
    if !join.left.alias.isEmpty, join.left.alias == join.right.alias { note(.joinSidesAlike(join.left.alias), path) }
    strings(join.object, "sql", at: path)
    conditions(of: join, at: path)
  }

  private mutating func conditions(of join: JoinSpec, at path: String) {
    if join.conditions.isEmpty { note(.joinWithoutCondition, path + ".sql") }
    let entries = join.object["sql"]?.arrayValue?.map { trimmed($0.stringValue ?? "") } ?? []
    if join.relationship == nil {
      note(.joinWithoutRelationship, path + ".sql")
    } else if entries.last.flatMap(JoinSpec.Relationship.init(marker:)) == nil {
      note(.joinRelationshipNotLast, path + ".sql")
    }
    for (index, condition) in entries.enumerated() where !condition.hasPrefix("--rt=") {
      let place = "\(path).sql[\(index)]"
      for alias in [join.left.alias, join.right.alias] where !condition.contains("`\(alias)`.") {
        note(.joinConditionNames(alias: alias), place)
      }
      let words = SQLLexer.tokens(of: condition, dialect: .spark).map(\.keyword)
      if words.contains("AND"), !words.contains("BETWEEN") { note(.joinConditionCombined, place) }
    }
  }

  mutating func snippet(_ snippet: Snippet, _ section: SpaceSection, at path: String) {
    required(snippet.object, "display_name", at: path)
    if section != .filters { required(snippet.object, "alias", at: path) }
    requiredText(snippet.object, "sql", at: path)
    strings(snippet.object, "synonyms", at: path)
    let word = SQLLexer.tokens(of: snippet.sql, dialect: .spark).first?.keyword ?? ""
    if ["SELECT", "WHERE", "FROM", "HAVING", "WITH"].contains(word) { note(.snippetClause(word), path + ".sql") }
  }

  mutating func benchmark(_ question: BenchmarkQuestion, at path: String) {
    requiredText(question.object, "question", at: path)
    let answers = question.object["answer"]?.arrayValue ?? []
    guard answers.count == 1, let answer = answers.first?.objectValue else {
      return note(.answerCount(answers.count), path + ".answer")
    }
    let format = answer["format"]?.stringValue ?? ""
    if format != "SQL" { note(.answerFormat(format), path + ".answer[0].format") }
    requiredText(answer, "content", at: path + ".answer[0]")
    text(answer, "content", at: path + ".answer[0]")
  }
}
