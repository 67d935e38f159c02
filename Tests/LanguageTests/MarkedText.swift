@testable import Language

/// Source text in which arrows mark places: `run on=➡️traim⬅️`, and `▮` the cursor.
struct MarkedText: Sendable {
  let text: String
  let span: Span?
  /// In Unicode scalars.
  let cursor: Int?

  init(_ marked: String) {
    var text = ""
    var start: Int?
    var end: Int?
    var cursor: Int?
    for character in marked {
      switch character {
      case "➡️": start = text.utf8.count
      case "⬅️": end = text.utf8.count
      case "▮": cursor = text.unicodeScalars.count
      default: text.append(character)
      }
    }
    self.text = text
    self.cursor = cursor
    span = start.flatMap { first in end.map { Span(first, $0) } }
  }
}
