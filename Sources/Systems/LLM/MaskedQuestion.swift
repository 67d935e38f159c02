internal import SQLText

/// A question without what it names, so that questions of one shape are alike whatever they are about.
struct MaskedQuestion: Sendable {
  /// The words that are left, and `_` for what was named.
  let words: [Word?]

  /// Masks numbers, dates, quoted passages, words with a capital inside, and the words at `named`.
  init(_ question: Words, named: Set<Int> = []) {
    var words: [Word?] = []
    for (place, word) in question.words.enumerated() {
      let isName = word.isCapitalised && !words.isEmpty
      if word.number != nil || word.date != nil || word.quotation != nil || isName || named.contains(place) {
        if words.isEmpty || words.last != .some(nil) { words.append(nil) }
      } else {
        words.append(word)
      }
    }
    self.words = words
  }

  var text: String { words.map { $0?.text ?? "_" }.joined(separator: " ") }

  /// The places of `question` where one of `phrases` stands, given as stems.
  static func places(of phrases: Set<[UInt64]>, in question: Words) -> Set<Int> {
    let stems = question.words.map(\.stem)
    var places: Set<Int> = []
    for length in Set(phrases.map(\.count)) where length > 0 && length <= stems.count {
      for start in 0...(stems.count - length) where phrases.contains(Array(stems[start..<(start + length)])) {
        places.formUnion(start..<(start + length))
      }
    }
    return places
  }

  /// The texts that a statement compares with, as stems.
  static func literals(of sql: String) -> Set<[UInt64]> {
    let texts = SQLLexer.tokens(of: sql).filter { $0.kind == .string }.map(\.text)
    return Set(texts.map { Words($0).words.map(\.stem) }.filter { !$0.isEmpty })
  }
}
