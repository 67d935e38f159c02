import Basics

/// Finds questions of nearly the same words: Jaccard similarity of masked words and word pairs, joined by union-find.
///
/// Candidates come from prefix filtering (Bayardo, Ma, Srikant, WWW 2007), so the result is that of comparing all
/// pairs. It depends on the entries and their order alone.
enum NearDuplicates {
  struct Entry {
    var text: String
    var sql: String?
    /// Entries of different scopes are never alike.
    var scope: String
  }

  /// How alike two questions must be.
  static let threshold = 0.75

  /// For each entry the first entry of its group.
  static func groups(_ entries: [Entry]) -> [Int] {
    var forest = UnionFind(entries.count)
    var first: [String: Int] = [:]
    var distinct: [(index: Int, grams: [String])] = []
    for (index, entry) in entries.enumerated() {
      if let sql = entry.sql {
        let key = "s\u{0}" + entry.scope + "\u{0}" + SQLShape.spelled(sql)
        if let other = first[key] { forest.union(index, other) } else { first[key] = index }
      }
      let masked = maskedWords(entry)
      let key = "q\u{0}" + entry.scope + "\u{0}" + masked.joined(separator: " ")
      if let other = first[key] {
        forest.union(index, other)
      } else {
        first[key] = index
        distinct.append((index, grams(masked, scope: entry.scope)))
      }
    }
    join(distinct, &forest)
    return entries.indices.map { forest.root($0) }
  }

  private static func join(_ entries: [(index: Int, grams: [String])], _ forest: inout UnionFind) {
    var counts: [String: Int] = [:]
    for entry in entries { for gram in entry.grams { counts[gram, default: 0] += 1 } }
    let order = counts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    var ranks: [String: Int32] = [:]
    ranks.reserveCapacity(order.count)
    for (rank, entry) in order.enumerated() { ranks[entry.key] = Int32(clamping: rank) }
    let sets = entries.map { entry in (entry.index, entry.grams.compactMap { ranks[$0] }.sorted()) }
    var postings: [Int32: [Int32]] = [:]
    for (place, (index, set)) in sets.enumerated() where !set.isEmpty {
      let prefix = set.count - Int((Double(set.count) * threshold).rounded(.up)) + 1
      for gram in set.prefix(prefix) {
        for other in postings[gram] ?? [] {
          let (otherIndex, otherSet) = sets[Int(other)]
          guard forest.root(otherIndex) != forest.root(index) else { continue }
          if isAlike(set, otherSet) { forest.union(index, otherIndex) }
        }
        postings[gram, default: []].append(Int32(clamping: place))
      }
    }
  }

  private static func isAlike(_ left: [Int32], _ right: [Int32]) -> Bool {
    let (small, large) = (min(left.count, right.count), max(left.count, right.count))
    guard Double(small) >= threshold * Double(large) else { return false }
    var (i, j, shared) = (0, 0, 0)
    while i < left.count, j < right.count {
      if left[i] == right[j] {
        (i, j, shared) = (i + 1, j + 1, shared + 1)
      } else if left[i] < right[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(shared) >= threshold * Double(left.count + right.count - shared)
  }

  /// Words and pairs of neighbours, each once.
  private static func grams(_ words: [String], scope: String) -> [String] {
    let pairs = zip(words, words.dropFirst()).map { $0 + " " + $1 }
    return Set(words + pairs).map { scope.isEmpty ? $0 : scope + "\u{0}" + $0 }
  }

  /// The words in lower case, with what the expected SQL has as a literal, and every number, masked.
  private static func maskedWords(_ entry: Entry) -> [String] {
    let literals = entry.sql.map(SQLShape.literalWords) ?? []
    var result: [String] = []
    for word in words(entry.text) {
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

/// Disjoint sets of numbers; the root of a set is its least member.
struct UnionFind {
  private var parents: [Int]

  init(_ count: Int) { parents = Array(0..<count) }

  mutating func root(_ index: Int) -> Int {
    var root = index
    while parents[root] != root { root = parents[root] }
    var current = index
    while parents[current] != root { (current, parents[current]) = (parents[current], root) }
    return root
  }

  mutating func union(_ left: Int, _ right: Int) {
    let (a, b) = (root(left), root(right))
    parents[max(a, b)] = min(a, b)
  }
}
