/// A JSON value whose objects keep the order of their members and whose numbers keep their spelling.
///
/// Both are needed to give back a header or a space byte for byte; Foundation's coders keep neither.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

/// A JSON number as it was written.
package struct JSONNumber: Sendable, Hashable {
  /// The literal, valid by RFC 8259 section 6.
  package let literal: String

  /// Trusts that `literal` follows the grammar; the parser checks it.
  init(literal: String) { self.literal = literal }

  package init(_ value: Int) { literal = String(value) }

  /// JSON has no word for values that are not finite: they become `nil`.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { literal = String(whole) } else { literal = "\(value)" }
  }

  /// The value as an integer, or `nil` where it has a fraction or does not fit.
  package var int: Int? { Int(literal) ?? Double(literal).flatMap { Int(exactly: $0) } }
  /// The nearest double; infinite for a literal beyond its range.
  package var double: Double { Double(literal) ?? .nan }
}

extension JSON {
  package static func int(_ value: Int) -> JSON { .number(JSONNumber(value)) }
  /// A number, or null for a value that is not finite.
  package static func double(_ value: Double) -> JSON { JSONNumber(value).map(JSON.number) ?? .null }
  package static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  package var stringValue: String? { if case .string(let value) = self { value } else { nil } }
  package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var intValue: Int? { if case .number(let value) = self { value.int } else { nil } }
  package var doubleValue: Double? { if case .number(let value) = self { value.double } else { nil } }
  package var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }
  package var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// The member of an object, or `nil` for a missing member or another kind of value.
  package subscript(name: String) -> JSON? { objectValue?[name] }

  /// What kind of value this is, in a user's words.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
  package init(nilLiteral: ()) { self = .null }
}
