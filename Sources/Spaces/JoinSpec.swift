package import Basics

/// How two tables join.
package struct JoinSpec: IdentifiedElement {
  package var object: JSONObject

  package init(object: JSONObject) { self.object = object }

  /// `conditions` compare columns of the two aliases, each one equality.
  package init(
    id: String = "", left: Side, right: Side, conditions: [String], relationship: Relationship,
    comment: String? = nil, instruction: String? = nil
  ) {
    object = JSONObject([
      ("id", .string(id)), ("left", left.json), ("right", right.json),
      ("sql", .strings(conditions + [relationship.marker])),
    ])
    self.comment = comment
    self.instruction = instruction
  }

  /// One side: a table and the name that the condition gives it.
  package struct Side: Sendable, Hashable {
    package var identifier: String
    package var alias: String

    package init(identifier: String, alias: String? = nil) {
      self.identifier = identifier
      self.alias = alias ?? lastPart(of: identifier)
    }

    init(_ value: JSON?) {
      identifier = value?["identifier"]?.stringValue ?? ""
      alias = value?["alias"]?.stringValue ?? lastPart(of: identifier)
    }

    var json: JSON { ["identifier": .string(identifier), "alias": .string(alias)] }
  }

  /// How many rows of one side meet how many of the other.
  package enum Relationship: String, Sendable, Hashable, CaseIterable {
    case oneToOne = "ONE_TO_ONE"
    case oneToMany = "ONE_TO_MANY"
    case manyToOne = "MANY_TO_ONE"
    case manyToMany = "MANY_TO_MANY"

    /// The comment that ends a join's SQL.
    package var marker: String { "--rt=FROM_RELATIONSHIP_TYPE_\(rawValue)--" }

    package init?(marker: String) {
      guard let found = Self.allCases.first(where: { $0.marker == marker }) else { return nil }
      self = found
    }
  }

  package var left: Side { Side(object["left"]) }
  package var right: Side { Side(object["right"]) }

  /// The conditions without the relationship marker, their surrounding space removed.
  package var conditions: [String] {
    words("sql").map(trimmed).filter { !$0.isEmpty && !$0.hasPrefix("--rt=") }
  }

  package var relationship: Relationship? {
    words("sql").lazy.compactMap { Relationship(marker: trimmed($0)) }.first
  }

  package var comment: String? {
    get { text("comment") }
    set { setText("comment", newValue) }
  }

  /// When to use the join.
  package var instruction: String? {
    get { text("instruction") }
    set { setText("instruction", newValue) }
  }
}

/// `text` without white space at either end.
func trimmed(_ text: String) -> String {
  let space: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  let bytes = Array(text.utf8)
  guard let first = bytes.firstIndex(where: { !space($0) }), let last = bytes.lastIndex(where: { !space($0) }) else {
    return ""
  }
  return String(decoding: bytes[first...last], as: UTF8.self)
}
