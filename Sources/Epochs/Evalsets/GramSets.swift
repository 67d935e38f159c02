internal import Basics

/// Words and pairs of neighbouring words of many questions: for each a run of their hashes, four bytes a gram.
///
/// Two grams of the same hash are one gram, which happens to one pair of them in 268 million.
struct GramSets {
  private struct Run {
    var block: Int32
    var offset: Int32
    var count: Int32
    /// The question that the set is of.
    var owner: Int32
  }

  /// Runs lie in blocks, so that what is there is not copied to make room for more.
  private var blocks: [[UInt32]] = []
  private var runs: [Run] = []
  private static let blockSize = 1 << 18
  /// How many keys grams have.
  private(set) var keyCount = 1 << 10

  var count: Int { runs.count }

  subscript(place: Int) -> ArraySlice<UInt32> {
    let run = runs[place]
    return blocks[Int(run.block)][Int(run.offset)..<Int(run.offset) + Int(run.count)]
  }

  func owner(_ place: Int) -> Int { Int(runs[place].owner) }
  func size(_ place: Int) -> Int { Int(runs[place].count) }

  /// The places of the sets, the smallest first.
  func bySize() -> [Int32] {
    (0..<Int32(clamping: count)).sorted { (size(Int($0)), $0) < (size(Int($1)), $1) }
  }

  /// The set of a question whose words have these numbers.
  mutating func add(_ words: [Int], of owner: Int) {
    // A word alone stands for a pair with nothing.
    let alone = words.map { Self.hash(0, $0) }
    let pairs = zip(words, words.dropFirst()).map { Self.hash($0 + 1, $1) }
    let grams = Set(alone + pairs)
    if blocks.isEmpty || blocks[blocks.count - 1].count + grams.count > Self.blockSize {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(Self.blockSize, grams.count))
    }
    runs.append(
      Run(
        block: Int32(clamping: blocks.count - 1), offset: Int32(clamping: blocks[blocks.count - 1].count),
        count: Int32(clamping: grams.count), owner: Int32(clamping: owner)))
    blocks[blocks.count - 1].append(contentsOf: grams)
  }

  /// Sorts each set, the rarest grams first, in an order that is the same for all sets. Nothing can be added after.
  mutating func sortByRarity() {
    while keyCount < 4 * count, keyCount < 1 << 22 { keyCount *= 2 }
    var counts = [Int32](repeating: 0, count: keyCount)
    for place in 0..<count { for gram in self[place] { counts[key(of: gram)] &+= 1 } }
    let keyCount = keyCount
    for run in runs {
      blocks[Int(run.block)].withUnsafeMutableBufferPointer { block in
        var set = UnsafeMutableBufferPointer(rebasing: block[Int(run.offset)..<Int(run.offset) + Int(run.count)])
        for index in set.indices {
          // How often it occurs, as a power of two, before its hash.
          let power = 31 - counts[Self.key(of: set[index], among: keyCount)].leadingZeroBitCount
          set[index] |= UInt32(clamping: min(power, 15)) << Self.hashBits
        }
        set.sort()
      }
    }
  }

  /// Grams of one key are few, and mostly one: for tables by gram.
  func key(of gram: UInt32) -> Int { Self.key(of: gram, among: keyCount) }

  /// `count` is a power of two.
  private static func key(of gram: UInt32, among count: Int) -> Int { Int(gram) & (count - 1) }

  private static let hashBits: UInt32 = 28

  private static func hash(_ first: Int, _ second: Int) -> UInt32 {
    let pair = UInt64(truncatingIfNeeded: first) << 32 ^ UInt64(truncatingIfNeeded: second)
    return UInt32(truncatingIfNeeded: mix(pair)) & (1 << hashBits - 1)
  }
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
