import Basics
import Judges
import SQLText

/// Finds questions of nearly the same words: a Jaccard similarity of masked words and word pairs of 3/4 or more,
/// joined by union-find.
///
/// Candidates come from prefix filtering (Bayardo, Ma, Srikant, WWW 2007), so the result is that of comparing all
/// pairs. It depends on the questions and their order alone. Questions of different databases are never alike.
struct NearDuplicates {
  private var forest = UnionFind()
  private var statements = FirstSeen()
  private var wordings = FirstSeen()
  private var words = TextTable()
  private var sets = GramSets()

  mutating func add(_ question: Question) {
    let index = forest.add()
    let scope = (question.database ?? "") + "\u{0}"
    let tokens = question.expectation.sql.map { SQLLexer.tokens(of: $0) }
    if let tokens, let other = statements.first(scope + SQLShape.spelled(tokens), index) { forest.union(index, other) }
    let masked = Self.maskedWords(question.text, literals: tokens.map(SQLShape.literalWords) ?? [])
    if let other = wordings.first(scope + masked.joined(separator: " "), index) {
      forest.union(index, other)
    } else {
      sets.add(masked.map { words.number(of: scope + $0) }, of: index)
    }
  }

  /// For each question, in the order in which they were added, the first of its group. Nothing can be added after.
  mutating func groups() -> [Int32] {
    (statements, wordings, words) = (FirstSeen(), FirstSeen(), TextTable())
    sets.sortByRarity()
    join()
    return (0..<forest.count).map { Int32(clamping: forest.root($0)) }
  }

  /// Small sets first: then a set is indexed by fewer grams than it asks for.
  private mutating func join() {
    var postings = Postings(
      keys: sets.keyCount, capacity: (0..<sets.count).reduce(0) { $0 + Self.indexed(sets.size($1)) })
    for place in sets.bySize() {
      let (set, index) = (sets[Int(place)], sets.owner(Int(place)))
      guard !set.isEmpty else { continue }
      // Of two alike sets of n and m grams, 3 (n + m) / 7 are shared, which is 3 n / 4 or more.
      for gram in set.prefix(set.count - (3 * set.count + 3) / 4 + 1) {
        postings.forEach(of: sets.key(of: gram)) { other in
          let otherIndex = sets.owner(other)
          guard Self.isAlike(set, sets[other]), forest.root(otherIndex) != forest.root(index) else { return }
          forest.union(index, otherIndex)
        }
      }
      for gram in set.prefix(Self.indexed(set.count)) { postings.add(place, to: sets.key(of: gram)) }
    }
  }

  /// By how many of its grams a set is found: of two alike sets of n grams or more, 6 n / 7 are shared.
  private static func indexed(_ count: Int) -> Int { count > 0 ? count - (6 * count + 6) / 7 + 1 : 0 }

  private static func isAlike(_ left: ArraySlice<UInt32>, _ right: ArraySlice<UInt32>) -> Bool {
    let sum = left.count + right.count
    // How many grams may be in one set alone, at a similarity of 3/4.
    var spare = sum - 2 * ((3 * sum + 6) / 7)
    var (i, j) = (left.startIndex, right.startIndex)
    while spare >= 0, i < left.endIndex, j < right.endIndex {
      if left[i] == right[j] {
        (i, j) = (i + 1, j + 1)
      } else {
        spare -= 1
        if left[i] < right[j] { i += 1 } else { j += 1 }
      }
    }
    return spare >= (left.endIndex - i) + (right.endIndex - j)
  }

  /// The words in lower case, with what the expected SQL has as a literal, and every number, masked.
  private static func maskedWords(_ text: String, literals: Set<String>) -> [String] {
    var result: [String] = []
    for word in words(text) {
      let masked = literals.contains(word) || word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "#" : word
      if masked != "#" || result.last != "#" { result.append(masked) }
    }
    return result
  }

  /// Runs of letters and digits, in lower case.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: word.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      default:
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

/// Which question had a key first; of keys it keeps eight bytes of a digest.
private struct FirstSeen {
  private var indices: [UInt64: Int32] = [:]

  /// An earlier question of the same key.
  mutating func first(_ key: String, _ index: Int) -> Int? {
    let digest = HashFunction.sha256.digest(Array(key.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if let known = indices[digest] { return Int(known) }
    indices[digest] = Int32(clamping: index)
    return nil
  }
}

/// Places by key, in chains.
private struct Postings {
  private var heads: [Int32]
  private var links: [(place: Int32, next: Int32)] = []

  init(keys: Int, capacity: Int) {
    heads = Array(repeating: -1, count: keys)
    links.reserveCapacity(capacity)
  }

  mutating func add(_ place: Int32, to key: Int) {
    links.append((place, heads[key]))
    heads[key] = Int32(clamping: links.count - 1)
  }

  func forEach(of key: Int, _ body: (Int) -> Void) {
    var link = heads[key]
    while link >= 0 {
      body(Int(links[Int(link)].place))
      link = links[Int(link)].next
    }
  }
}
