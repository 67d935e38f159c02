/// The search for the generated column that stands for each expected one, by values alone.
///
/// Only columns with the same multiset of values are tried for each other, and a partial assignment is given up as
/// soon as its part of the rows differs; so the search is linear in the rows for all but contrived results.
struct ColumnMatching {
  private let expected: [[Int32]]
  private let generated: [[Int32]]
  /// For each expected column the generated ones with the same values, the likeliest first.
  let candidates: [[Int]]
  /// Generated columns that are equal row by row have the same kind; of those one needs to be tried.
  private let kinds: [Int]
  private let accepts: ([[Int32]]) -> Bool
  private var prefixes: [[UInt64]] = []
  private var stepsLeft = 20_000

  /// Whether the search was given up before every assignment was tried.
  var isExhausted: Bool { stepsLeft <= 0 }

  /// Both sides have the same number of rows. `accepts` is asked for generated rows whose columns stand in the
  /// expected order.
  init(
    expected: [[Int32]], generated: [[Int32]], names: (expected: [String], generated: [String]),
    accepts: @escaping ([[Int32]]) -> Bool
  ) {
    self.expected = expected
    self.generated = generated
    self.accepts = accepts
    let signatures = names.generated.indices.map { Self.signature(of: generated.map(at: $0)) }
    candidates = names.expected.enumerated().map { index, name in
      let wanted = Self.signature(of: expected.map(at: index))
      func likeliness(_ column: Int) -> Int {
        (names.generated[column].lowercased() == name.lowercased() ? 2 : 0) + (column == index ? 1 : 0)
      }
      let same = signatures.indices.filter { signatures[$0] == wanted }
      return same.sorted { (-likeliness($0), $0) < (-likeliness($1), $1) }
    }
    var known: [[Int32]: Int] = [:]
    kinds = names.generated.indices.map { index in
      let column = generated.map(at: index)
      if let kind = known[column] { return kind }
      known[column] = index
      return index
    }
    var hashes = [UInt64](repeating: 0, count: expected.count)
    for index in names.expected.indices {
      hashes = Self.extend(hashes, by: expected.map(at: index))
      prefixes.append(hashes)
    }
  }

  /// A full assignment that is accepted, if there is one.
  mutating func search() -> [Int]? {
    guard candidates.allSatisfy({ !$0.isEmpty }) else { return nil }
    return assign([], [UInt64](repeating: 0, count: generated.count))
  }

  private mutating func assign(_ chosen: [Int], _ hashes: [UInt64]) -> [Int]? {
    guard chosen.count < candidates.count else {
      return accepts(generated.map { row in chosen.map { row[$0] } }) ? chosen : nil
    }
    var tried: Set<Int> = []
    for column in candidates[chosen.count] where !chosen.contains(column) && tried.insert(kinds[column]).inserted {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return nil }
      let extended = Self.extend(hashes, by: generated.map(at: column))
      guard Self.sum(extended) == Self.sum(prefixes[chosen.count]) else { continue }
      if let found = assign(chosen + [column], extended) { return found }
    }
    return nil
  }

  private static func signature(of column: [Int32]) -> UInt64 {
    sum(extend([UInt64](repeating: 0, count: column.count), by: column))
  }

  private static func extend(_ hashes: [UInt64], by column: [Int32]) -> [UInt64] {
    zip(hashes, column).map { mix($0 &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64($1)) &+ 1) }
  }

  /// The same for the same hashes in any order.
  private static func sum(_ hashes: [UInt64]) -> UInt64 { hashes.reduce(0, &+) }

  /// The finaliser of SplitMix64.
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension [[Int32]] {
  /// One column of rows that all have it.
  fileprivate func map(at column: Int) -> [Int32] { map { $0[column] } }
}
