import Basics

extension Patch {
  /// The space after this edit; it breaks no rule or limit that the space kept before.
  package func apply(to space: Space, limits: SpaceLimits = SpaceLimits()) throws(PatchError) -> Space {
    var changed = space
    switch lever {
    case .textInstruction: try applyText(to: &changed)
    case .tableDescription, .columnDescription: try applyDescription(to: &changed)
    case .synonym: try applySynonym(to: &changed)
    case .exclude, .formatAssistance, .entityMatching: try applyFlag(to: &changed)
    case .prompt: try applyPrompt(to: &changed)
    case .example, .join, .filter, .expression, .measure, .function, .sampleQuestion: try applyElement(to: &changed)
    }
    if operation != .remove { try check(changed, from: space, limits) }
    return changed
  }

  /// Refuses what breaks a rule of the element that was put in, or goes beyond a limit further than before.
  private func check(_ changed: Space, from space: Space, _ limits: SpaceLimits) throws(PatchError) {
    var validator = SpaceValidator(space: changed, limits: limits)
    if let section = lever.section, let object = payload.object {
      validator.validate(object, in: section, at: section.rawValue)
      validator.sizes(of: .object(object), at: section.rawValue)
    } else if case .text(let text) = payload, text.unicodeScalars.count > limits.elementLength {
      validator.note(.tooLong(characters: text.unicodeScalars.count, limit: limits.elementLength), lever.rawValue)
    }
    if let finding = validator.findings.first(where: { $0.severity == .error }) { throw .invalid(finding) }
    for (before, after) in zip(space.counts(limits: limits), changed.counts(limits: limits))
    where after.count > after.limit && after.count > before.count {
      let problem = SpaceFinding.Problem.tooMany(what: after.what, count: after.count, limit: after.limit)
      throw .invalid(SpaceFinding(problem, at: after.path))
    }
  }

  private func applyDescription(to space: inout Space) throws(PatchError) {
    let text: String?
    switch (operation, payload) {
    case (.set, .text(let value)): text = value
    case (.remove, .none): text = nil
    default: throw .malformed
    }
    switch (lever, target) {
    case (.tableDescription, .table(let name)):
      guard space.updateTable(name, { $0.description = text }) else { throw .unknownTable(name) }
    case (.columnDescription, .column(let table, let column)):
      guard space.updateColumn(table, column, { $0.description = text }) else { throw .unknownTable(table) }
    default: throw .malformed
    }
  }

  private func applySynonym(to space: inout Space) throws(PatchError) {
    guard case .column(let table, let column) = target, case .word(let word) = payload else { throw .malformed }
    guard space.table(table) != nil else { throw .unknownTable(table) }
    var synonyms = space.column(table, column)?.synonyms ?? []
    let found = synonyms.firstIndex { $0.lowercased() == word.lowercased() }
    switch (operation, found) {
    case (.add, nil): synonyms.insert(word, at: orderedPosition(of: word, in: synonyms))
    case (.add, _?): throw .alreadyPresent
    case (.remove, let found?): synonyms.remove(at: found)
    case (.remove, nil): throw .notPresent
    default: throw .malformed
    }
    space.updateColumn(table, column) { $0.synonyms = synonyms }
  }

  private func applyFlag(to space: inout Space) throws(PatchError) {
    guard case .column(let table, let column) = target else { throw .malformed }
    let payload = payload
    let edit: @Sendable (inout ColumnConfig) -> Void
    switch (lever, operation, payload) {
    case (.exclude, .set, .flag(let value)): edit = { $0.exclude = value }
    case (.exclude, .remove, .none): edit = { $0.object["exclude"] = nil }
    case (.formatAssistance, .set, .flag(let value)):
      edit = { config in
        config.formatAssistance = value
        if !value, config.entityMatching { config.entityMatching = false }
      }
    case (.formatAssistance, .remove, .none): edit = { $0.object["enable_format_assistance"] = nil }
    case (.entityMatching, .set, .flag(let value)):
      edit = { config in
        config.entityMatching = value
        if value { config.formatAssistance = true }
      }
    case (.entityMatching, .remove, .none): edit = { $0.object["enable_entity_matching"] = nil }
    case (.formatAssistance, .set, .flags(let format, let matching)),
      (.entityMatching, .set, .flags(let format, let matching)):
      edit = { config in
        config.object["enable_format_assistance"] = format.map(JSON.bool)
        config.object["enable_entity_matching"] = matching.map(JSON.bool)
      }
    default: throw .malformed
    }
    guard space.updateColumn(table, column, edit) else { throw .unknownTable(table) }
  }

  private func applyElement(to space: inout Space) throws(PatchError) {
    guard let section = lever.section else { throw .malformed }
    var objects = space.objects(at: section)
    switch (operation, target, payload.object) {
    case (.add, .space, let object?):
      let id = object["id"]?.stringValue ?? ""
      guard isPayloadOfLever else { throw .malformed }
      guard !objects.contains(where: { $0["id"]?.stringValue == id }) else { throw .alreadyPresent }
      let ids = objects.map { $0["id"]?.stringValue ?? "" }
      objects.insert(object, at: orderedPosition(of: id, in: ids))
    case (.replace, .element(let id), let object?):
      guard isPayloadOfLever, object["id"]?.stringValue == id else { throw .malformed }
      guard let found = objects.firstIndex(where: { $0["id"]?.stringValue == id }) else {
        throw .unknownElement(id: id)
      }
      objects[found] = object
    case (.remove, .element(let id), nil):
      guard let found = objects.firstIndex(where: { $0["id"]?.stringValue == id }) else {
        throw .unknownElement(id: id)
      }
      objects.remove(at: found)
    default: throw .malformed
    }
    space.setObjects(section, objects)
  }

  private var isPayloadOfLever: Bool {
    switch (lever, payload) {
    case (.example, .example), (.join, .join), (.function, .function), (.sampleQuestion, .question): true
    case (.filter, .snippet), (.expression, .snippet), (.measure, .snippet): true
    default: false
    }
  }
}

extension Lever {
  /// The list that holds the lever's elements, where it has any.
  package var section: SpaceSection? {
    switch self {
    case .example: .examples
    case .join: .joins
    case .filter: .filters
    case .expression: .expressions
    case .measure: .measures
    case .function: .functions
    case .sampleQuestion: .sampleQuestions
    case .textInstruction, .tableDescription, .columnDescription, .synonym, .exclude, .formatAssistance,
      .entityMatching, .prompt:
      nil
    }
  }
}
