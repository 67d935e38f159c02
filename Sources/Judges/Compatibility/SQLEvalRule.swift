import Warehouses

/// The subset rule of sql-eval, with the accidents of its array comparison.
///
/// Where a question's category is about order the original also compares row order; categories are not known here.
enum SQLEvalRule {
  static func isCorrect(_ generated: ResultSet, _ expected: ResultSet) -> Bool {
    if generated.rows.isEmpty, expected.rows.isEmpty { return true }
    if isExact(generated, expected) { return true }
    let (ours, theirs) = (generated.rows.map { $0.map(rounded) }, expected.rows.map { $0.map(rounded) })
    return !theirs.isEmpty && isSubset(theirs, expected.columns.count, of: ours, generated.columns.count)
  }

  static func isExact(_ generated: ResultSet, _ expected: ResultSet) -> Bool {
    if generated.rows.isEmpty, expected.rows.isEmpty { return true }
    let (ours, theirs) = (generated.rows.map { $0.map(rounded) }, expected.rows.map { $0.map(rounded) })
    let (given, wanted) = (generated.columns.count, expected.columns.count)
    if areEqualAsArrays(ours, given, theirs, wanted) { return true }
    return given == wanted && byName(ours, generated.columns) == byName(theirs, expected.columns)
  }

  /// Equal cell by cell; a side with one row or one column is repeated to fit the other, so that one row is "equal"
  /// to none at all.
  private static func areEqualAsArrays(_ left: [[Value]], _ width: Int, _ right: [[Value]], _ other: Int) -> Bool {
    func size(_ a: Int, _ b: Int) -> Int? { a == b || b == 1 ? a : (a == 1 ? b : nil) }
    guard let rows = size(left.count, right.count), let columns = size(width, other) else { return false }
    return (0..<rows).allSatisfy { row in
      let (l, r) = (left[left.count > 1 ? row : 0], right[right.count > 1 ? row : 0])
      return (0..<columns).allSatisfy { l[width > 1 ? $0 : 0] == r[other > 1 ? $0 : 0] }
    }
  }

  /// The distinct rows with their columns in the order of their names.
  private static func byName(_ rows: [[Value]], _ names: [String]) -> Set<[Value]> {
    let order = names.indices.sorted { (names[$0], $0) < (names[$1], $1) }
    return Set(rows.map { row in order.map { row[$0] } })
  }

  /// Whether every expected column is found by its values among the generated ones, and the rows agree in them.
  private static func isSubset(_ expected: [[Value]], _ wanted: Int, of generated: [[Value]], _ given: Int) -> Bool {
    var chosen: [Int] = []
    for column in 0..<wanted {
      let values = expected.map { $0[column] }.sorted(by: precedes)
      let found = (0..<given).first { candidate in
        guard !chosen.contains(candidate), generated.count == expected.count else { return false }
        return zip(values, generated.map { $0[candidate] }.sorted(by: precedes)).allSatisfy(areClose)
      }
      guard let found else { return false }
      chosen.append(found)
    }
    return Set(expected) == Set(generated.map { row in chosen.map { row[$0] } })
  }

  private static func areClose(_ left: Value, _ right: Value) -> Bool {
    guard case .real(let a) = left, case .real(let b) = right else { return left == right }
    return a == b || abs(a - b) <= 1e-8 + 1e-5 * abs(b)
  }

  /// Nulls, numbers, texts, bytes.
  private static func precedes(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.real(let a), .real(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.blob(let a), .blob(let b)): a.lexicographicallyPrecedes(b)
    default: rank(left) < rank(right)
    }
  }

  private static func rank(_ value: Value) -> Int {
    switch value {
    case .null: 0
    case .integer, .real: 1
    case .text: 2
    case .blob: 3
    }
  }

  /// A number as a real with two decimals.
  private static func rounded(_ value: Value) -> Value {
    switch value {
    case .integer(let integer): .real(Double(integer))
    case .real(let real) where abs(real) < 1e12: .real((real * 100).rounded(.toNearestOrEven) / 100 + 0)
    case .null, .real, .text, .blob: value
    }
  }
}
