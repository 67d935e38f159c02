internal import Basics

/// Finds the JSON value in an answer in words.
enum JSONAnswer {
  /// Why there is none, in words that a model can use.
  struct Flaw: Error, Hashable {
    var reason: String
  }

  /// The value in `text` if it follows `schema`: the whole text, what a code fence holds, or the first object or list.
  static func find(in text: String, schema: JSON) -> Result<JSON, Flaw> {
    var firstFlaw: Flaw?
    for candidate in candidates(in: text) {
      do {
        let value = try JSON(parsing: candidate)
        guard let flaw = SchemaCheck.flaw(of: value, schema) else { return .success(value) }
        firstFlaw = firstFlaw ?? Flaw(reason: flaw)
      } catch {
        firstFlaw = firstFlaw ?? Flaw(reason: "\(error)")
      }
    }
    return .failure(firstFlaw ?? Flaw(reason: "the answer is empty"))
  }

  private static func candidates(in text: String) -> [String] {
    let whole = trimmed(text[...])
    guard !whole.isEmpty else { return [] }
    var found: [String] = []
    if let fenced = fenced(whole) { found.append(fenced) }
    if let balanced = balanced(whole) { found.append(balanced) }
    return (whole.first == "{" || whole.first == "[" || found.isEmpty) ? [whole] + found : found + [whole]
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }

  private static func fenced(_ text: String) -> String? {
    guard let open = text.firstRange(of: "```") else { return nil }
    let rest = text[open.upperBound...]
    guard let lineEnd = rest.firstIndex(where: \.isNewline) else { return nil }
    let body = rest[lineEnd...]
    return trimmed(body.firstRange(of: "```").map { body[..<$0.lowerBound] } ?? body)
  }

  /// The first object or list whose brackets close.
  private static func balanced(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else {
      return nil
    }
    var depth = 0
    var isText = false
    var isEscaped = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      if isEscaped {
        isEscaped = false
      } else if isText {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isText = false }
      } else if byte == UInt8(ascii: "\"") {
        isText = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth == 0 { return String(decoding: bytes[start...index], as: UTF8.self) }
      }
    }
    return nil
  }
}
