package import Basics

extension Patch {
  package var json: JSON {
    [
      "lever": .string(lever.rawValue), "target": target.json, "operation": .string(operation.rawValue),
      "payload": payload.json(withoutID: false), "reason": .string(reason), "evidence": .strings(evidence),
      "origin": .string(origin),
    ]
  }

  /// Reads what ``json`` wrote; `nil` for anything else.
  package init?(json: JSON) {
    guard let lever = json["lever"]?.stringValue.flatMap(Lever.init(rawValue:)),
      let operation = json["operation"]?.stringValue.flatMap(Operation.init(rawValue:)),
      let target = json["target"].flatMap(Target.init(json:)),
      let payload = json["payload"].flatMap(Payload.init(json:))
    else { return nil }
    self.init(
      operation, lever, on: target, payload, reason: json["reason"]?.stringValue ?? "",
      evidence: json["evidence"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      origin: json["origin"]?.stringValue ?? "")
  }
}

extension Patch.Target {
  var json: JSON {
    switch self {
    case .space: [:]
    case .table(let table): ["table": .string(table)]
    case .column(let table, let column): ["table": .string(table), "column": .string(column)]
    case .element(let id): ["id": .string(id)]
    }
  }

  init?(json: JSON) {
    guard let object = json.objectValue else { return nil }
    if let id = object["id"]?.stringValue {
      self = .element(id: id)
    } else if let table = object["table"]?.stringValue {
      self = object["column"]?.stringValue.map { .column(table: table, column: $0) } ?? .table(table)
    } else if object.isEmpty {
      self = .space
    } else {
      return nil
    }
  }
}

extension Patch.Payload {
  func json(withoutID: Bool) -> JSON {
    if var object {
      if withoutID { object["id"] = nil }
      return .object(JSONObject([("kind", .string(kind)), ("element", .object(object))]))
    }
    var json = JSONObject([("kind", .string(kind))])
    switch self {
    case .text(let text), .word(let text): json["text"] = .string(text)
    case .line(let line, let section):
      json["text"] = .string(line)
      json["section"] = section.map(JSON.string)
    case .flag(let value): json["value"] = .bool(value)
    case .flags(let format, let matching):
      json["format"] = format.map(JSON.bool)
      json["matching"] = matching.map(JSON.bool)
    default: break
    }
    return .object(json)
  }

  private var kind: String {
    switch self {
    case .none: "none"
    case .text: "text"
    case .line: "line"
    case .word: "word"
    case .flag: "flag"
    case .flags: "flags"
    case .example: "example"
    case .join: "join"
    case .snippet: "snippet"
    case .function: "function"
    case .question: "question"
    }
  }

  init?(json: JSON) {
    let text = json["text"]?.stringValue
    let element = json["element"]?.objectValue
    switch (json["kind"]?.stringValue, text, element) {
    case ("none", _, _): self = .none
    case ("text", let text?, _): self = .text(text)
    case ("line", let text?, _): self = .line(text, section: json["section"]?.stringValue)
    case ("word", let text?, _): self = .word(text)
    case ("flag", _, _):
      guard let value = json["value"]?.boolValue else { return nil }
      self = .flag(value)
    case ("flags", _, _): self = .flags(format: json["format"]?.boolValue, matching: json["matching"]?.boolValue)
    case ("example", _, let object?): self = .example(Example(object: object))
    case ("join", _, let object?): self = .join(JoinSpec(object: object))
    case ("snippet", _, let object?): self = .snippet(Snippet(object: object))
    case ("function", _, let object?): self = .function(FunctionReference(object: object))
    case ("question", _, let object?): self = .question(SampleQuestion(object: object))
    default: return nil
    }
  }
}
