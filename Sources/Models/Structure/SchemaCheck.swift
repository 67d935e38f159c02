internal import Basics

/// Checks a value against the parts of JSON Schema that are used here: `type`, `enum`, `const`, `properties`, `required`,
/// `additionalProperties: false`, `items`, `minItems`, `maxItems`, `anyOf`. Others are not looked at.
enum SchemaCheck {
  /// What is wrong first, with its place, such as `$.answer should be one of "yes", "no"`; `nil` where nothing is.
  static func flaw(of value: JSON, _ schema: JSON, at place: String = "$", depth: Int = 0) -> String? {
    guard let schema = schema.objectValue, depth < 64 else { return nil }
    if let choices = schema["anyOf"]?.arrayValue,
      !choices.contains(where: { flaw(of: value, $0, at: place, depth: depth + 1) == nil })
    {
      return "\(place) has none of the forms allowed"
    }
    if let types = types(schema["type"]), !types.contains(where: { isOf($0, value) }) {
      return "\(place) should be of type \(types.joined(separator: " or "))"
    }
    if let constant = schema["const"], !isSame(constant, value) { return "\(place) should be \(constant.text)" }
    if let values = schema["enum"]?.arrayValue, !values.contains(where: { isSame($0, value) }) {
      return "\(place) should be one of \(values.map(\.text).joined(separator: ", "))"
    }
    if let object = value.objectValue { return flaw(of: object, schema, at: place, depth) }
    if let list = value.arrayValue { return flaw(of: list, schema, at: place, depth) }
    return nil
  }

  private static func flaw(of object: JSONObject, _ schema: JSONObject, at place: String, _ depth: Int) -> String? {
    for name in (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue) where object[name] == nil {
      return "\(place) lacks the member \"\(name)\""
    }
    for member in object {
      if let inner = schema["properties"]?[member.name] {
        if let flaw = flaw(of: member.value, inner, at: "\(place).\(member.name)", depth: depth + 1) { return flaw }
      } else if schema["additionalProperties"] == false {
        return "\(place) has a member \"\(member.name)\" too many"
      }
    }
    return nil
  }

  private static func flaw(of list: [JSON], _ schema: JSONObject, at place: String, _ depth: Int) -> String? {
    if let least = schema["minItems"]?.intValue, list.count < least { return "\(place) needs \(least) items or more" }
    if let most = schema["maxItems"]?.intValue, list.count > most { return "\(place) may have \(most) items at most" }
    guard let inner = schema["items"] else { return nil }
    for (index, item) in list.enumerated() {
      if let flaw = flaw(of: item, inner, at: "\(place)[\(index)]", depth: depth + 1) { return flaw }
    }
    return nil
  }

  private static func types(_ value: JSON?) -> [String]? {
    value?.stringValue.map { [$0] } ?? value?.arrayValue.map { $0.compactMap(\.stringValue) }
  }

  private static func isOf(_ type: String, _ value: JSON) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
      ("number", .number):
      true
    case ("integer", .number(let number)): number.int != nil
    default: false
    }
  }

  /// Numbers are the same however they are spelled.
  private static func isSame(_ left: JSON, _ right: JSON) -> Bool {
    if case .number(let left) = left, case .number(let right) = right { return left.double == right.double }
    return left == right
  }
}
