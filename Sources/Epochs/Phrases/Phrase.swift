/// A run of words of a question, such as `how big` or `customer type`.
package struct Phrase: Sendable, Hashable, Comparable {
  /// Stems parted by single spaces: two phrases of the same stems are one.
  package let key: String
  package let length: Int

  package init(stems: some Collection<String>) {
    key = stems.joined(separator: " ")
    length = stems.count
  }

  package init(_ text: String) { self.init(stems: Words(text).stems) }

  package static func < (left: Phrase, right: Phrase) -> Bool { left.key < right.key }

  /// Whether the words of this phrase stand in `stems`, next to each other and in order.
  package func occurs(in stems: [String]) -> Bool {
    let wanted = key.split(separator: " ")
    guard !wanted.isEmpty, wanted.count <= stems.count else { return false }
    return (0...(stems.count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { stems[start + $0] == wanted[$0] }
    }
  }
}

extension Words {
  /// Runs of up to `longest` words with a word of substance in them, that neither begin nor end weakly.
  ///
  /// `masked` positions (the values that a question names) and numbers belong to no phrase.
  package func phrases(longest: Int = 4, masked: Set<Int> = []) -> [(phrase: Phrase, surface: String)] {
    var found: [(Phrase, String)] = []
    var seen: Set<Phrase> = []
    for start in stems.indices where !masked.contains(start) {
      guard !Words.weak.contains(stems[start]) else { continue }
      for end in start..<min(stems.count, start + longest) {
        guard !masked.contains(end), stems[end] != "and", stems[end] != "or",
          !stems[end].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { break }
        guard !Words.weak.contains(stems[end]),
          stems[start...end].contains(where: Words.isContent) || countsNext(start, end)
        else { continue }
        let phrase = Phrase(stems: stems[start...end])
        if seen.insert(phrase).inserted { found.append((phrase, surface[start...end].joined(separator: " "))) }
      }
    }
    return found
  }

  /// A single letter before a number, as in `Q2`.
  private func countsNext(_ start: Int, _ end: Int) -> Bool {
    start == end && stems[start].utf8.count == 1 && end + 1 < stems.count
      && stems[end + 1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The positions at which the words of `value` stand, so that they can be masked.
  package func positions(of value: String) -> Set<Int> { positions(of: Words(value).stems) }

  func positions(of wanted: [String]) -> Set<Int> {
    guard !wanted.isEmpty, wanted.count <= stems.count else { return [] }
    var found: Set<Int> = []
    for start in 0...(stems.count - wanted.count) where Array(stems[start..<(start + wanted.count)]) == wanted {
      found.formUnion(start..<(start + wanted.count))
    }
    return found
  }
}
