internal import Retrieval

/// The values of one column, found by the words of a question: whole, or by their rarer words, misspelt or not.
struct NamedValues: Sendable {
  struct Match: Sendable, Hashable {
    var value: String
    /// The words of the question that name it.
    var words: Set<Int>
    /// How much of the value the question says.
    var share: Double
  }

  /// `table.column`.
  let column: String
  private let values: [String]
  private let stems: [[UInt64]]
  /// Values by all their stems.
  private let whole: [[UInt64]: Int]
  /// Values by one of their stems.
  private let holders: [UInt64: [Int]]
  /// The stems of the words that ``spelling`` knows.
  private let spelt: [UInt64]
  private let spelling: SpellingIndex

  /// Longer texts are not named, they are written about.
  private static let longest = 8
  /// A word that more values hold tells none of them.
  private static let common = 20
  private static let shown = 5

  /// `texts` by how often they occur, the most frequent first.
  init(_ column: String, _ texts: [String]) {
    self.column = column
    var (values, stems): ([String], [[UInt64]]) = ([], [])
    var whole: [[UInt64]: Int] = [:]
    var holders: [UInt64: [Int]] = [:]
    var words: [String: UInt64] = [:]
    for text in texts where text.utf8.count <= 120 {
      let found = Words(text).words
      let own = found.map(\.stem)
      guard !own.isEmpty, own.count <= Self.longest else { continue }
      for word in found { words[word.text] = word.stem }
      if whole[own] == nil { whole[own] = values.count }
      for stem in Set(own) { holders[stem, default: []].append(values.count) }
      values.append(text)
      stems.append(own)
    }
    (self.values, self.stems, self.whole, self.holders) = (values, stems, whole, holders)
    let sorted = words.sorted { $0.key < $1.key }
    spelt = sorted.map(\.value)
    spelling = SpellingIndex(sorted.map(\.key))
  }

  /// What a question names, in the order of its words, then what it names in part, the likeliest first; words with one
  /// of the stems `known` are spelt as they are meant.
  func matches(in question: Words, known: Set<UInt64> = []) -> [Match] {
    var found: [Match] = []
    var taken: Set<Int> = []
    var start = 0
    let asked = question.words.map(\.stem)
    while start < asked.count {
      let lengths = (1...Self.longest).reversed().filter { start + $0 <= asked.count }
      let length = lengths.first { length in
        whole[Array(asked[start..<(start + length)])] != nil
          && question.words[start..<(start + length)].contains { $0.isContent || $0.number != nil }
      }
      if let length, let index = whole[Array(asked[start..<(start + length)])] {
        let words = Set(start..<(start + length))
        found.append(Match(value: values[index], words: words, share: 1))
        taken.formUnion(words)
      }
      start += length ?? 1
    }
    return found + partly(named: question, except: taken, known: known)
  }

  private func partly(named question: Words, except taken: Set<Int>, known: Set<UInt64>) -> [Match] {
    var found: [Int: (match: Match, least: Double)] = [:]
    func add(_ stem: UInt64, at place: Int, _ spelling: Spelling) {
      let holders = holders[stem] ?? []
      guard holders.count <= Self.common else { return }
      // Whoever names all of a value and spells it right was heard before.
      for index in holders where stems[index].count > 1 || spelling == .wrong {
        var (match, least) = found[index] ?? (Match(value: values[index], words: [], share: 0), 0)
        match.words.insert(place)
        match.share += spelling.weight / Double(stems[index].count)
        found[index] = (match, max(least, spelling.least))
      }
    }
    for (place, word) in question.words.enumerated() where word.isContent && !taken.contains(place) {
      if holders[word.stem] != nil {
        add(word.stem, at: place, .right)
      } else if !known.contains(word.stem) {
        for stem in Set(spelling.nearest(to: word.text).map { spelt[$0] }) { add(stem, at: place, .wrong) }
      }
    }
    return found.filter { $0.value.match.share >= $0.value.least }
      .sorted { ($1.value.match.share, $0.key) < ($0.value.match.share, $1.key) }.prefix(Self.shown).map(\.value.match)
  }

  private enum Spelling {
    case right, wrong

    /// What a word counts.
    var weight: Double { self == .right ? 1 : 0.8 }
    /// How much of a value must be named.
    var least: Double { self == .right ? 0.3 : 0.5 }
  }
}
