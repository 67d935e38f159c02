/// A question as the words that a synonym could be made of.
package struct Words: Sendable, Hashable {
  /// As written, in lower case.
  package var surface: [String]
  /// The same words without their plural endings, by which words are compared.
  package var stems: [String]

  /// Letters and digits make words; a quote inside a word belongs to it, and everything else parts them.
  package init(_ text: String) {
    var words: [String] = []
    var current = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" {
        current.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "\u{2019}" {
        continue
      } else if !current.isEmpty {
        words.append(current)
        current = ""
      }
    }
    if !current.isEmpty { words.append(current) }
    surface = words
    stems = words.map(Words.stem)
  }

  /// A word without the endings of the English plural: `cities` and `city` are one, `address` stays.
  package static func stem(_ word: String) -> String {
    let count = word.utf8.count
    if count > 4, word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
    if count > 4, ["sses", "shes", "ches", "xes", "zes"].contains(where: word.hasSuffix) {
      return String(word.dropLast(2))
    }
    if count > 3, word.hasSuffix("s"), !["ss", "us", "is"].contains(where: word.hasSuffix) {
      return String(word.dropLast())
    }
    return word
  }

  /// Words that carry the grammar of a question and not its subject.
  package static let grammar: Set<String> = [
    "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by",
    "can", "could", "did", "do", "does", "doe", "each", "every", "for", "from", "get", "give", "had", "has", "ha",
    "have", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "list", "many", "may", "me", "much", "my",
    "no", "not", "of", "on", "or", "our", "out", "per", "please", "s", "see", "shall", "should", "show", "so", "some",
    "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "thi",
    "through", "to", "up", "us", "was", "wa", "we", "were", "what", "when", "where", "which", "while", "who", "whose",
    "will", "with", "would", "you", "your", "number", "count", "total", "name", "named", "called", "find", "return",
    "display", "want", "know", "only", "same", "other", "both", "most", "least", "more", "less", "average", "maximum",
    "minimum", "sum", "highest", "lowest", "largest", "smallest", "biggest", "top", "first", "last", "between",
  ]

  package static func isContent(_ stem: String) -> Bool { !grammar.contains(stem) && stem.utf8.count > 1 }
}
