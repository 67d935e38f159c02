package import Basics

/// A typed view over one object of a space; what it does not know stays in `object` and is written back.
package protocol SpaceElement: Sendable, Hashable {
  var object: JSONObject { get set }
  init(object: JSONObject)
}

/// An element that carries an id of 32 lower-case hexadecimal digits.
package protocol IdentifiedElement: SpaceElement {}

extension SpaceElement {
  /// A text kept as a list of strings that is logically one string.
  func text(_ name: String) -> String? { object[name].flatMap(LogicalText.joined) }

  mutating func setText(_ name: String, _ value: String?) {
    object[name] = value.flatMap { $0.isEmpty ? JSON?.none : LogicalText.split($0) }
  }

  func word(_ name: String) -> String { object[name]?.stringValue ?? "" }

  /// A list of separate words, such as synonyms.
  func words(_ name: String) -> [String] { object[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }

  mutating func setWords(_ name: String, _ values: [String]) {
    object[name] = values.isEmpty ? JSON?.none : .strings(values)
  }

  func flag(_ name: String) -> Bool { object[name]?.boolValue ?? false }
}

extension IdentifiedElement {
  package var id: String {
    get { word("id") }
    set {
      guard object["id"] == nil else { return object["id"] = .string(newValue) }
      object = JSONObject([("id", .string(newValue))] + object.map { ($0.name, $0.value) })
    }
  }
}

/// Texts as the format keeps them: a list of pieces, each ending with its newline, that read as one string.
package enum LogicalText {
  /// The one string, or `nil` where the value is neither a string nor a list of strings.
  package static func joined(_ value: JSON) -> String? {
    switch value {
    case .string(let text): return text
    case .array(let pieces):
      var text = ""
      for piece in pieces {
        guard case .string(let part) = piece else { return nil }
        text += part
      }
      return text
    default: return nil
    }
  }

  /// The pieces, one a line.
  package static func split(_ text: String) -> JSON {
    var pieces: [JSON] = []
    var piece: [UInt8] = []
    for byte in text.utf8 {
      piece.append(byte)
      if byte == UInt8(ascii: "\n") {
        pieces.append(.string(String(decoding: piece, as: UTF8.self)))
        piece.removeAll(keepingCapacity: true)
      }
    }
    if !piece.isEmpty { pieces.append(.string(String(decoding: piece, as: UTF8.self))) }
    return .array(pieces)
  }
}
