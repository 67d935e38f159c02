import SQLText

/// SQL as far as families are concerned.
enum SQLShape {
  /// The tokens in one spelling, with every literal masked.
  static func masked(_ sql: String) -> String {
    SQLLexer.tokens(of: sql).compactMap { token in
      switch token.kind {
      case .string, .number, .blob: "?"
      case .word, .quotedIdentifier: token.isDoubleQuoted ? "?" : token.text.uppercased()
      case .end: nil
      default: token.text == ";" ? nil : token.text
      }
    }.joined(separator: " ")
  }

  /// The tokens in one spelling.
  static func spelled(_ tokens: [SQLToken]) -> String {
    tokens.compactMap { token in
      switch token.kind {
      case .word: token.keyword
      case .end: nil
      default: token.text == ";" ? nil : token.text
      }
    }.joined(separator: " ")
  }

  /// The words of the literals, in lower case.
  static func literalWords(_ tokens: [SQLToken]) -> Set<String> {
    var words: Set<String> = []
    for token in tokens where token.kind == .string || token.kind == .number || token.isDoubleQuoted {
      for word in NearDuplicates.words(token.text) { words.insert(word) }
    }
    return words
  }
}
