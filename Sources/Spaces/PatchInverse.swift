import Basics

extension Patch {
  /// The patch that undoes this one, given the space before it; exact in canonical form.
  package func inverse(in before: Space) throws(PatchError) -> Patch {
    let after = try apply(to: before)
    let simple = simpleInverse(in: before)
    if let simple, let restored = try? simple.apply(to: after), restored.hash == before.hash { return simple }
    guard lever == .textInstruction else { return simple ?? self }
    // A line that stood out of order, or a section that was empty: only the whole text brings it back.
    return undoing(.set, on: before.textInstructionTarget, .text(before.textInstruction ?? ""))
  }

  private func simpleInverse(in before: Space) -> Patch? {
    switch (lever, target, operation, payload) {
    case (.textInstruction, _, .add, .line), (.synonym, _, .add, .word): undoing(.remove, on: target, payload)
    case (.textInstruction, _, .remove, .line): undoing(.add, on: target, payload)
    case (.synonym, .column(let table, let column), .remove, .word(let word)):
      undoing(.add, on: target, .word(before.synonym(word, of: table, column) ?? word))
    case (.textInstruction, _, _, _):
      before.textInstruction.map { undoing(.set, on: before.textInstructionTarget, .text($0)) }
        ?? undoing(.remove, on: .space)
    case (.prompt, .element(let name), _, _): restoring(Prompt(rawValue: name).flatMap(before.ownText))
    case (.tableDescription, .table(let name), _, _): restoring(before.table(name)?.description)
    case (.columnDescription, .column(let table, let column), _, _):
      restoring(before.column(table, column)?.description)
    case (.exclude, .column(let table, let column), _, _):
      before.column(table, column)?.object["exclude"]?.boolValue.map { undoing(.set, on: target, .flag($0)) }
        ?? undoing(.remove, on: target)
    case (.formatAssistance, .column(let table, let column), _, _),
      (.entityMatching, .column(let table, let column), _, _):
      undoing(.set, on: target, before.column(table, column)?.flags ?? .flags(format: nil, matching: nil))
    case (_, .space, .add, _): undoing(.remove, on: .element(id: payload.object?["id"]?.stringValue ?? ""))
    case (_, .element(let id), .replace, _): before.payload(of: lever, id).map { undoing(.replace, on: target, $0) }
    case (_, .element(let id), .remove, _): before.payload(of: lever, id).map { undoing(.add, on: .space, $0) }
    default: nil
    }
  }

  private func restoring(_ description: String?) -> Patch {
    description.map { undoing(.set, on: target, .text($0)) } ?? undoing(.remove, on: target)
  }

  private func undoing(_ operation: Operation, on target: Target, _ payload: Payload = .none) -> Patch {
    Patch(operation, lever, on: target, payload, reason: "Undoes: \(described())", evidence: evidence, origin: origin)
  }
}

extension Space {
  /// The element of a lever's list, as a patch carries it.
  package func payload(of lever: Lever, _ id: String) -> Patch.Payload? {
    guard let section = lever.section,
      let object = objects(at: section).first(where: { $0["id"]?.stringValue == id })
    else { return nil }
    switch lever {
    case .example: return .example(Example(object: object))
    case .join: return .join(JoinSpec(object: object))
    case .filter, .expression, .measure: return .snippet(Snippet(object: object))
    case .function: return .function(FunctionReference(object: object))
    case .sampleQuestion: return .question(SampleQuestion(object: object))
    default: return nil
    }
  }

  /// A synonym as the space spells it.
  fileprivate func synonym(_ word: String, of table: String, _ column: String) -> String? {
    self.column(table, column)?.synonyms.first { $0.lowercased() == word.lowercased() }
  }

  /// The existing text with its id, which comes back with it.
  var textInstructionTarget: Patch.Target {
    objects(at: .textInstructions).first?["id"]?.stringValue.map { .element(id: $0) } ?? .space
  }
}

extension ColumnConfig {
  fileprivate var flags: Patch.Payload {
    .flags(
      format: object["enable_format_assistance"]?.boolValue, matching: object["enable_entity_matching"]?.boolValue)
  }
}
