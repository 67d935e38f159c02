import SQLText

/// Several right answers written as one text, in the ways of sql-eval.
enum SQLAlternatives {
  /// The most that one text may stand for.
  private static let limit = 32

  /// Each right SQL: `;` stands between statements, and `{a, b}` for any of the columns a, b, or several of them,
  /// with `{}` for the same columns again. `nil` where that cannot be made out.
  static func expanded(_ text: String) -> [String]? {
    var all: [String] = []
    for statement in statements(text) {
      guard let variants = variants(statement) else { return nil }
      for variant in variants where !all.contains(variant) { all.append(variant) }
    }
    return all.isEmpty || all.count > limit ? nil : all
  }

  static func looksLikeSQL(_ text: String) -> Bool {
    let word = SQLLexer.tokens(of: String(text.prefix(200))).first { $0.text != "(" }?.keyword ?? ""
    return ["SELECT", "WITH", "VALUES"].contains(word)
  }

  private static func statements(_ text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ";")) else { return [text] }
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    for token in SQLLexer.tokens(of: text) where token.kind == .end || token.kind == .symbol && token.text == ";" {
      let end = min(token.span.lowerBound, bytes.count)
      let part = RowReader.trimmed(String(decoding: bytes[min(start, end)..<end], as: UTF8.self))
      if !part.isEmpty { parts.append(part) }
      start = token.span.upperBound
    }
    return parts
  }

  private static func variants(_ text: String) -> [String]? {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [text] }
    let bytes = Array(text.utf8)
    var groups: [Range<Int>] = []
    var open: Int?
    for token in SQLLexer.tokens(of: text) where token.kind == .symbol || token.kind == .unknown {
      if token.text == "{" {
        guard open == nil else { return nil }
        open = token.span.lowerBound
      } else if token.text == "}" {
        guard let start = open else { return nil }
        groups.append(start..<token.span.upperBound)
        open = nil
      }
    }
    guard open == nil else { return nil }
    let content = { (range: Range<Int>) in
      String(decoding: bytes[(range.lowerBound + 1)..<(range.upperBound - 1)], as: UTF8.self)
    }
    let full = groups.filter { !RowReader.trimmed(content($0)).isEmpty }
    guard !groups.isEmpty else { return [text] }
    guard let group = full.first, full.count == 1 else { return nil }
    guard let choices = choices(content(group)) else { return nil }
    return choices.map { choice in
      var result: [UInt8] = []
      var end = 0
      for group in groups {
        result += bytes[end..<group.lowerBound] + Array(choice.utf8)
        end = group.upperBound
      }
      return String(decoding: result + bytes[end...], as: UTF8.self)
    }
  }

  /// Every non-empty choice among the columns, one column first.
  private static func choices(_ text: String) -> [String]? {
    var columns: [String] = []
    var depth = 0
    var start = 0
    let bytes = Array(text.utf8)
    for token in SQLLexer.tokens(of: text) {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      guard token.kind == .end || token.kind == .symbol && token.text == "," && depth == 0 else { continue }
      let end = min(token.span.lowerBound, bytes.count)
      columns.append(RowReader.trimmed(String(decoding: bytes[min(start, end)..<end], as: UTF8.self)))
      start = token.span.upperBound
    }
    guard columns.count <= 4, !columns.contains("") else { return nil }
    let masks = (1..<(1 << columns.count)).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    return masks.map { mask in
      columns.indices.filter { mask & (1 << $0) != 0 }.map { columns[$0] }.joined(separator: ", ")
    }
  }
}
