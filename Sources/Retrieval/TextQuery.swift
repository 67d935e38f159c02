/// Words of which any may occur, written so that FTS5 takes nothing in them for its own language.
package struct TextQuery: Sendable, Hashable {
  /// What follows MATCH; `nil` where there is nothing to look for.
  let expression: String?

  /// No more are looked for, so that a long question does not take long.
  private static let most = 128

  /// `pairs`: whether two words that follow each other count once more where they do so in a text.
  package init(_ words: [String], pairs: Bool = false) {
    let terms = words.map(Self.quoted)
    let phrases = pairs ? zip(terms, terms.dropFirst()).map { "\($0) + \($1)" } : []
    var known: Set<String> = []
    let unique = (terms.prefix(Self.most) + phrases.prefix(Self.most)).filter { known.insert($0).inserted }
    expression = unique.isEmpty ? nil : unique.joined(separator: " OR ")
  }

  /// The words of a text, parted by white space.
  package init(_ text: String, pairs: Bool = false) {
    self.init(text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }, pairs: pairs)
  }

  /// A string of FTS5: nothing but a doubled quote means anything inside, and only a zero byte would end it.
  ///
  /// By scalars: a quote and a combining mark are one character.
  private static func quoted(_ word: String) -> String {
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in word.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar == "\0" ? " " : scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
