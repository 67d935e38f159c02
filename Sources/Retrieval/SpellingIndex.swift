/// Words by their spelling, so that one is found where a slip of the finger stands for it.
///
/// Slips are letters left out, put in, changed, or swapped with their neighbour (optimal string alignment; Boytsov,
/// "Indexing methods for approximate dictionary searching", 2011): one in a word of six letters, two where nine are
/// written. The first letter must be right, and no word with a digit is like another.
package struct SpellingIndex: Sendable {
  private struct Entry: Sendable {
    var letters: [UInt8]
    var place: Int32
  }

  /// By first letter and length.
  private var entries: [UInt16: [Entry]] = [:]

  /// Shorter words are too near to too many others.
  private static let shortest = 6
  private static let longest = 60

  /// `words` in lower case.
  package init(_ words: [String]) {
    for (place, word) in words.enumerated() {
      guard let letters = Self.letters(of: word), letters.count >= Self.shortest else { continue }
      entries[Self.shelf(letters[0], letters.count), default: []]
        .append(Entry(letters: letters, place: Int32(clamping: place)))
    }
  }

  /// The places of the words that `word`, in lower case, may have been meant for, those with the fewest slips; `word`
  /// itself is none of them.
  ///
  /// Cost: about 0.1 ms among 50,000 words.
  package func nearest(to word: String) -> [Int] {
    guard let letters = Self.letters(of: word) else { return [] }
    let most = letters.count < 9 ? 1 : 2
    var (found, fewest): ([Int], Int) = ([], most)
    for length in max(Self.shortest, letters.count - most)...(letters.count + most) {
      for entry in entries[Self.shelf(letters[0], length)] ?? [] {
        let slips = Self.slips(from: letters, to: entry.letters, atMost: fewest)
        guard slips > 0, slips <= fewest else { continue }
        if slips < fewest { (found, fewest) = ([], slips) }
        found.append(Int(entry.place))
      }
    }
    return found.sorted()
  }

  private static func shelf(_ first: UInt8, _ length: Int) -> UInt16 { UInt16(first) << 8 | UInt16(length & 0xFF) }

  /// Bytes, because slips within a letter of several bytes are rare enough.
  private static func letters(of word: String) -> [UInt8]? {
    let letters = Array(word.utf8)
    let isWord = (shortest - 1...longest).contains(letters.count) && !letters.contains { (0x30...0x39).contains($0) }
    return isWord ? letters : nil
  }

  /// How many slips lead from one word to another; more than `most` where that is sure.
  private static func slips(from one: [UInt8], to other: [UInt8], atMost most: Int) -> Int {
    var before = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for row in 1...one.count {
      var next = [Int](repeating: row, count: other.count + 1)
      var least = row
      for column in 1...other.count {
        let isSame = one[row - 1] == other[column - 1]
        var slips = min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          slips = min(slips, before[column - 2] + 1)
        }
        next[column] = slips
        least = min(least, slips)
      }
      guard least <= most else { return most + 1 }
      (before, last) = (last, next)
    }
    return last[other.count]
  }
}
