package import Basics

extension Patch {
  /// Names what the patch changes: patches whose keys differ commute, and at most one of those with equal keys is
  /// of use.
  package var key: String {
    switch (lever, target, payload) {
    case (.textInstruction, _, .line(let line, let section)): "text instruction:\(section ?? ""):\(line)"
    case (.textInstruction, _, _): "text instruction"
    case (.synonym, .column(let table, let column), .word(let word)):
      "synonym:\(table).\(column):\(word.lowercased())"
    case (.formatAssistance, .column(let table, let column), _), (.entityMatching, .column(let table, let column), _):
      "sampling:\(table).\(column)"
    case (_, .element(let id), _): "\(lever.rawValue):\(id)"
    case (_, .table(let table), _): "\(lever.rawValue):\(table)"
    case (_, .column(let table, let column), _): "\(lever.rawValue):\(table).\(column)"
    case (_, .space, _): "\(lever.rawValue):\(payload.identity)"
    }
  }

  /// Whether the order in which both are applied could matter, or one makes the other senseless.
  package func conflicts(with other: Patch) -> Bool {
    if key == other.key { return true }
    guard lever == .textInstruction, other.lever == .textInstruction else { return false }
    return key == "text instruction" || other.key == "text instruction"
  }

  /// A hash over what the patch does, whoever proposed it and whatever id a new element got: equal for duplicates.
  package var id: ContentHash {
    var object = JSONObject([("lever", .string(lever.rawValue)), ("operation", .string(operation.rawValue))])
    object["target"] = target.json
    object["payload"] = payload.json(withoutID: operation == .add)
    return ContentHash(of: JSON.object(object).bytes)
  }
}

extension Patch.Payload {
  /// What makes a new element the same as another one, in a lower-case word.
  var identity: String {
    switch self {
    case .none, .text, .flag, .flags: ""
    case .line(let line, let section): "\(section ?? ""):\(line)"
    case .word(let word): word.lowercased()
    case .example(let example): example.question.lowercased()
    case .join(let join):
      ([join.left.identifier, join.right.identifier] + join.conditions).joined(separator: "|").lowercased()
    case .snippet(let snippet): snippet.displayName.lowercased()
    case .function(let function): function.identifier.lowercased()
    case .question(let question): question.question.lowercased()
    }
  }

  /// The element's object, where the payload is an element.
  var object: JSONObject? {
    switch self {
    case .none, .text, .line, .word, .flag, .flags: nil
    case .example(let element): element.object
    case .join(let element): element.object
    case .snippet(let element): element.object
    case .function(let element): element.object
    case .question(let element): element.object
    }
  }
}
