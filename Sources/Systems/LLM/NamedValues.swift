/// The values of one column, found by the words of a question: whole, or by their rarer words.
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
    for text in texts where text.utf8.count <= 120 {
      let own = Words(text).words.map(\.stem)
      guard !own.isEmpty, own.count <= Self.longest else { continue }
      if whole[own] == nil { whole[own] = values.count }
      for stem in Set(own) { holders[stem, default: []].append(values.count) }
      values.append(text)
      stems.append(own)
    }
    (self.values, self.stems, self.whole, self.holders) = (values, stems, whole, holders)
  }

  /// What a question names, in the order of its words, then what it names in part, the likeliest first.
  func matches(in question: Words) -> [Match] {
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
    return found + partly(named: question, except: taken)
  }

  private func partly(named question: Words, except taken: Set<Int>) -> [Match] {
    var words: [Int: Set<Int>] = [:]
    for (place, word) in question.words.enumerated() where word.isContent && !taken.contains(place) {
      let holders = holders[word.stem] ?? []
      guard holders.count <= Self.common else { continue }
      for index in holders where stems[index].count > 1 { words[index, default: []].insert(place) }
    }
    let matches = words.map { index, places in
      (index, Match(value: values[index], words: places, share: Double(places.count) / Double(stems[index].count)))
    }
    return matches.filter { $0.1.share >= 0.3 }.sorted { ($1.1.share, $0.0) < ($0.1.share, $1.0) }
      .prefix(Self.shown).map(\.1)
  }
}
