/// A question as the words that a synonym could be made of.
package struct Words: Sendable, Hashable {
  /// As written, in lower case.
  package var surface: [String]
  /// The same words without their plural endings, by which words are compared.
  package var stems: [String]

  /// Letters and digits make words, digits after letters a word of their own (`fy2024`); a quote inside a word is
  /// passed over, and everything else parts words.
  package init(_ text: String) {
    var words: [String] = []
    var current = ""
    var endsInDigit = false
    for scalar in text.lowercased().unicodeScalars {
      let isDigit = scalar.properties.numericType != nil
      if isDigit || scalar.properties.isAlphabetic {
        if !current.isEmpty, isDigit, !endsInDigit {
          words.append(current)
          current = ""
        }
        endsInDigit = isDigit
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

  /// The numbers written in digits, `10,000` and `1.8` among them.
  package static func numbers(in text: String) -> Set<Double> {
    var numbers: Set<Double> = []
    for part in text.split(whereSeparator: { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == ",")) }) {
      var digits = part.filter { $0 != "," }
      while digits.last == "." { digits.removeLast() }
      if let number = Double(digits) { numbers.insert(number) }
    }
    return numbers
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
    "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "through", "to", "up", "us", "was", "wa", "we", "were", "what", "when", "where", "which", "while", "who", "whose",
    "will", "with", "would", "you", "your", "number", "count", "total", "name", "named", "called", "find", "return",
    "display", "want", "know", "only", "same", "other", "both", "most", "least", "more", "less", "average", "maximum",
    "minimum", "sum", "dollar", "euro", "pound", "percent", "kg", "kilogram", "gram", "highest", "lowest", "largest",
    "smallest", "biggest", "top", "first", "last", "between",
  ]

  /// Grammar that may not stand at the edge of a phrase.
  package static let weak: Set<String> = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "did", "do",
    "does", "doe", "for", "from", "had", "has", "ha", "have", "i", "if", "in", "into", "is", "it", "its", "me", "my",
    "of", "on", "or", "our", "please", "s", "so", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "those", "through", "to", "us", "was", "wa", "we", "were", "what", "which", "who", "will", "with",
    "would", "you", "your", "show", "list", "give", "tell", "find", "get", "return", "display", "how", "many", "much",
    "all", "any", "every",
    "each", "per", "only", "just",
  ]

  package static func isContent(_ stem: String) -> Bool { !grammar.contains(stem) && stem.utf8.count > 1 }
}
