internal import Basics

/// Reduces an English word to what its forms have in common; the result need not be a word.
enum Stem {
  /// The hash of the stem of `word`, which must be in lower case.
  static func hash(_ word: String) -> UInt64 { stableHash(stem(Array(word.utf8))) }

  /// Combines the stems of a phrase in order.
  static func combine(_ phrase: UInt64, _ next: UInt64) -> UInt64 {
    (phrase ^ next) &* 0x9E37_79B9_7F4A_7C15 ^ (phrase >> 29)
  }

  static func phrase(_ stems: some Sequence<UInt64>) -> UInt64 { stems.reduce(0, combine) }

  /// Plurals, -ed, -ing and a final e or y; words of three letters stay as they are.
  static func stem(_ word: [UInt8]) -> [UInt8] {
    if let irregular = irregular[String(decoding: word, as: UTF8.self)] { return Array(irregular.utf8) }
    guard word.count > 3, word.allSatisfy({ (97...122).contains($0) }) else { return word }
    var stem = word
    plural(&stem)
    participle(&stem)
    if stem.count > 4, stem.last == 101 { stem.removeLast() }
    if stem.count > 3, stem.last == 121, !isVowel(stem[stem.count - 2]) { stem[stem.count - 1] = 105 }
    return stem
  }

  private static let irregular: [String: String] = [
    "people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman", "cities": "citi",
    "has": "have", "had": "have", "did": "do", "does": "do", "ran": "run", "sold": "sell", "bought": "buy",
    "paid": "pay", "made": "make", "won": "win", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be",
    "wrote": "write", "written": "write", "taught": "teach", "spent": "spend", "held": "hold", "given": "give",
    "gave": "give", "movies": "movi", "series": "series", "status": "status", "address": "address",
    "business": "business", "heaviest": "heavy", "analyses": "analysis",
  ]

  private static func isVowel(_ byte: UInt8) -> Bool { [97, 101, 105, 111, 117].contains(byte) }

  private static func ends(_ word: [UInt8], _ suffix: String) -> Bool {
    word.count >= suffix.utf8.count && word.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private static func plural(_ word: inout [UInt8]) {
    guard word.last == 115, !ends(word, "ss"), !ends(word, "us"), !ends(word, "is") else { return }
    if ends(word, "ies"), word.count > 4 {
      word.removeLast(3)
      word.append(121)
    } else if ["sses", "shes", "ches", "xes", "zes"].contains(where: { ends(word, $0) }) {
      word.removeLast(2)
    } else {
      word.removeLast()
    }
  }

  private static func participle(_ word: inout [UInt8]) {
    let before = word
    if ends(word, "ing"), word.count > 5 {
      word.removeLast(3)
    } else if ends(word, "ied"), word.count > 4 {
      word.removeLast(2)
      word[word.count - 1] = 121
      return
    } else if ends(word, "ed"), word.count > 4 {
      word.removeLast(2)
    } else {
      return
    }
    guard word.contains(where: { isVowel($0) || $0 == 121 }) else {
      word = before
      return
    }
    if word.count > 3, let last = word.last, last == word[word.count - 2], !isVowel(last),
      ![108, 115, 122].contains(last)
    {
      word.removeLast()
    }
  }
}
