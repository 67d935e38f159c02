import Basics

extension SpaceValidator {
  mutating func identifier(of object: JSONObject, at path: String) {
    guard let value = object["id"] else { return note(.missing(field: "id"), path) }
    guard let id = value.stringValue else {
      return note(.wrongKind(expected: "a string", found: value.kind), path + ".id")
    }
    if !Space.isValidID(id) { note(.invalidID(id), path + ".id") }
  }

  mutating func uniqueIDs(_ sections: [SpaceSection]) {
    var seen: Set<String> = []
    for section in sections {
      for (index, object) in space.objects(at: section).enumerated() {
        guard let id = object["id"]?.stringValue, !seen.insert(id).inserted else { continue }
        note(.duplicateID(id), "\(section.rawValue)[\(index)].id")
      }
    }
  }

  mutating func unique(_ names: [String], at path: String) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() where !seen.insert(name.lowercased()).inserted {
      note(.duplicate(name), "\(path)[\(index)]")
    }
  }

  mutating func sorted(_ objects: [JSONObject], by fields: [String], at path: String) {
    let keys = objects.map { object in fields.map { object[$0]?.stringValue ?? "" } }
    let isOutOfOrder = zip(keys, keys.dropFirst()).contains { left, right in
      right.lexicographicallyPrecedes(left) { precedes($0, $1) }
    }
    if isOutOfOrder { note(.unsorted(by: fields.joined(separator: ", ")), path) }
  }

  mutating func required(_ object: JSONObject, _ name: String, at path: String) {
    guard let value = object[name] else { return note(.missing(field: name), path) }
    guard let word = value.stringValue else {
      return note(.wrongKind(expected: "a string", found: value.kind), path + "." + name)
    }
    if trimmed(word).isEmpty { note(.emptyText, path + "." + name) }
  }

  /// A text must be a list of strings; one string is understood, and refused by the platform.
  mutating func text(_ object: JSONObject, _ name: String, at path: String) {
    guard let value = object[name] else { return }
    if value.stringValue != nil { return note(.textNotList, path + "." + name) }
    strings(object, name, at: path)
  }

  mutating func requiredText(_ object: JSONObject, _ name: String, at path: String) {
    guard let value = object[name] else { return note(.missing(field: name), path) }
    if let text = LogicalText.joined(value), trimmed(text).isEmpty { note(.emptyText, path + "." + name) }
  }

  /// A list of strings, where there is one.
  mutating func strings(_ object: JSONObject, _ name: String, at path: String) {
    guard let value = object[name] else { return }
    guard let entries = value.arrayValue else {
      return note(.wrongKind(expected: "a list of strings", found: value.kind), path + "." + name)
    }
    for (index, entry) in entries.enumerated() where entry.stringValue == nil {
      note(.wrongKind(expected: "a string", found: entry.kind), "\(path).\(name)[\(index)]")
    }
  }

  mutating func flag(_ object: JSONObject, _ name: String, at path: String) {
    guard let value = object[name], value.boolValue == nil else { return }
    note(.wrongKind(expected: "true or false", found: value.kind), path + "." + name)
  }

  /// The sizes of strings and lists, wherever they are.
  mutating func sizes(of value: JSON, at path: String) {
    switch value {
    case .string(let text):
      // Characters are never more than bytes, and counting bytes is free.
      guard text.utf8.count > limits.elementLength, text.unicodeScalars.count > limits.elementLength else { return }
      note(.tooLong(characters: text.unicodeScalars.count, limit: limits.elementLength), path)
    case .array(let values):
      if values.count > limits.listLength {
        note(.tooMany(what: "entries", count: values.count, limit: limits.listLength), path)
      }
      for (index, value) in values.enumerated() { sizes(of: value, at: "\(path)[\(index)]") }
    case .object(let object):
      for member in object { sizes(of: member.value, at: path.isEmpty ? member.name : path + "." + member.name) }
    case .null, .bool, .number: break
    }
  }
}
