/// Words and pairs of neighbouring words of many questions, as sorted runs of numbers.
struct GramSets {
  private var grams: [Int32] = []
  private var ends: [Int] = []
  private var owners: [Int32] = []
  private var numbers: [UInt64: Int32] = [:]
  private(set) var gramCount = 0

  var count: Int { ends.count }

  subscript(place: Int) -> ArraySlice<Int32> { grams[range(place)] }

  /// The question that a set is of.
  func owner(_ place: Int) -> Int { Int(owners[place]) }

  /// The places of the sets, the smallest first.
  func bySize() -> [Int] { ends.indices.sorted { (range($0).count, $0) < (range($1).count, $1) } }

  /// The set of a question whose words have these numbers.
  mutating func add(_ words: [Int], of owner: Int) {
    // A word alone stands for a pair with nothing.
    let alone = words.map { UInt64($0) }
    let pairs = zip(words, words.dropFirst()).map { UInt64($0 + 1) << 32 | UInt64($1) }
    for gram in Set(alone + pairs) {
      let next = Int32(clamping: numbers.count)
      grams.append(numbers[gram, default: next])
      if grams.last == next { numbers[gram] = next }
    }
    ends.append(grams.count)
    owners.append(Int32(clamping: owner))
  }

  /// Numbers the grams anew, the rarest first, and sorts each set. Nothing can be added after.
  mutating func sortByRarity() {
    gramCount = numbers.count
    numbers = [:]
    var counts = [Int32](repeating: 0, count: gramCount)
    for gram in grams { counts[Int(gram)] += 1 }
    let order = (0..<Int32(clamping: gramCount)).sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }
    var ranks = counts
    for (rank, gram) in order.enumerated() { ranks[Int(gram)] = Int32(clamping: rank) }
    for place in grams.indices { grams[place] = ranks[Int(grams[place])] }
    for place in ends.indices { grams[range(place)].sort() }
  }

  private func range(_ place: Int) -> Range<Int> { (place > 0 ? ends[place - 1] : 0)..<ends[place] }
}

/// Disjoint sets of numbers; the root of a set is its least member.
struct UnionFind {
  private var parents: [Int32] = []

  var count: Int { parents.count }

  /// A new number, alone in its set.
  mutating func add() -> Int {
    parents.append(Int32(clamping: parents.count))
    return parents.count - 1
  }

  mutating func root(_ index: Int) -> Int {
    var root = index
    while parents[root] != root { root = Int(parents[root]) }
    var current = index
    while parents[current] != root { (current, parents[current]) = (Int(parents[current]), Int32(root)) }
    return root
  }

  mutating func union(_ left: Int, _ right: Int) {
    let (a, b) = (root(left), root(right))
    parents[max(a, b)] = Int32(min(a, b))
  }
}
