internal import Basics

/// The search for the generated column that stands for each expected one, by values alone.
///
/// Only columns with the same multiset of values are tried for each other, and a partial assignment is given up as
/// soon as its part of the rows differs; so the search is linear in the rows for all but contrived results.
struct ColumnMatching {
  private let generated: CodedTable
  /// For each expected column the generated ones with the same values, the likeliest first.
  let candidates: [[Int]]
  /// Generated columns that are equal row by row have the same kind; of those one needs to be tried.
  private let kinds: [Int]
  private let accepts: ([Int]) -> Bool
  /// For each number of expected columns, a sum over the rows' hashes.
  private let prefixes: [UInt64]
  private var stepsLeft = 20_000

  /// Whether the search was given up before every assignment was tried.
  var isExhausted: Bool { stepsLeft <= 0 }

  /// Both sides have the same number of rows. `accepts` is asked for the generated columns that stand for the expected
  /// ones, where nothing speaks against them; hashes never accept by themselves.
  init(
    expected: CodedTable, generated: CodedTable, names: (expected: [String], generated: [String]),
    accepts: @escaping ([Int]) -> Bool
  ) {
    self.generated = generated
    self.accepts = accepts
    let signatures = generated.columns.map(Self.signature)
    candidates = zip(expected.columns, names.expected).enumerated().map { index, column in
      let wanted = Self.signature(of: column.0)
      func likeliness(_ place: Int) -> Int {
        (names.generated[place].lowercased() == column.1.lowercased() ? 2 : 0) + (place == index ? 1 : 0)
      }
      let same = signatures.indices.filter { signatures[$0] == wanted }
      return same.count < 2 ? same : same.sorted { (-likeliness($0), $0) < (-likeliness($1), $1) }
    }
    kinds = signatures.indices.map { index in
      signatures.indices.first {
        signatures[$0] == signatures[index] && generated.columns[$0] == generated.columns[index]
      } ?? index
    }
    var hashes = [UInt64](repeating: 0, count: expected.count)
    prefixes = expected.columns.map { column in
      Self.extend(&hashes, by: column)
      return Self.sum(hashes)
    }
  }

  /// A full assignment that is accepted, if there is one.
  mutating func search() -> [Int]? {
    guard candidates.allSatisfy({ !$0.isEmpty }) else { return nil }
    return assign([], [UInt64](repeating: 0, count: generated.count))
  }

  private mutating func assign(_ chosen: [Int], _ hashes: [UInt64]) -> [Int]? {
    guard chosen.count < candidates.count else { return accepts(chosen) ? chosen : nil }
    var tried: Set<Int> = []
    for column in candidates[chosen.count] where !chosen.contains(column) && tried.insert(kinds[column]).inserted {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return nil }
      var extended = hashes
      Self.extend(&extended, by: generated.columns[column])
      guard Self.sum(extended) == prefixes[chosen.count] else { continue }
      if let found = assign(chosen + [column], extended) { return found }
    }
    return nil
  }

  private static func signature(of column: [Int32]) -> UInt64 {
    column.reduce(0) { $0 &+ hash(0, $1) }
  }

  private static func extend(_ hashes: inout [UInt64], by column: [Int32]) {
    for row in hashes.indices { hashes[row] = hash(hashes[row], column[row]) }
  }

  /// The same for the same hashes in any order.
  private static func sum(_ hashes: [UInt64]) -> UInt64 { hashes.reduce(0, &+) }

  private static func hash(_ hash: UInt64, _ code: Int32) -> UInt64 {
    mix(hash &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(code)) &+ 1)
  }
}
