import Warehouses

/// The rules of sql-eval, with the accidents of its array comparison.
struct SQLEvalRule {
  /// Whether row order counts: where the question's category is about order, or its words are.
  let isOrdered: Bool
  private let generatedSQL: String
  private let expectedSQL: String

  init(category: String?, question: String, generatedSQL: String, expectedSQL: String) {
    let words = question.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    isOrdered = category == "order_by" || words.contains { ["order", "sort", "arrange"].contains($0) }
    self.generatedSQL = generatedSQL
    self.expectedSQL = expectedSQL
  }

  func isCorrect(_ generated: ResultSet, _ expected: ResultSet) -> Bool {
    if isExact(generated, expected) { return true }
    let (ours, theirs) = (generated.rows.map { $0.map(rounded) }, expected.rows.map { $0.map(rounded) })
    return !theirs.isEmpty && isSubset(theirs, expected.columns, of: ours, generated.columns.count)
  }

  func isExact(_ generated: ResultSet, _ expected: ResultSet) -> Bool {
    if generated.rows.isEmpty, expected.rows.isEmpty { return true }
    let (ours, theirs) = (generated.rows.map { $0.map(rounded) }, expected.rows.map { $0.map(rounded) })
    let (given, wanted) = (generated.columns.count, expected.columns.count)
    if areEqualAsArrays(ours, given, theirs, wanted) { return true }
    return given == wanted
      && areEqual(
        byName(ours, generated.columns), byName(theirs, expected.columns),
        (generated.columns.sorted(), expected.columns.sorted()))
  }

  /// Equal cell by cell; a side with one row or one column is repeated to fit the other, so that one row is "equal"
  /// to none at all.
  private func areEqualAsArrays(_ left: [[Value]], _ width: Int, _ right: [[Value]], _ other: Int) -> Bool {
    func size(_ a: Int, _ b: Int) -> Int? { a == b || b == 1 ? a : (a == 1 ? b : nil) }
    guard let rows = size(left.count, right.count), let columns = size(width, other) else { return false }
    return (0..<rows).allSatisfy { row in
      let (l, r) = (left[left.count > 1 ? row : 0], right[right.count > 1 ? row : 0])
      return (0..<columns).allSatisfy { l[width > 1 ? $0 : 0] == r[other > 1 ? $0 : 0] }
    }
  }

  /// Whether the distinct rows are the same, in the same order where order counts.
  private func areEqual(
    _ generated: [[Value]], _ expected: [[Value]], _ names: (generated: [String], expected: [String])
  )
    -> Bool
  {
    guard isOrdered else { return Set(generated) == Set(expected) }
    return sorted(distinct(generated), names.generated, by: generatedSQL)
      == sorted(distinct(expected), names.expected, by: expectedSQL)
  }

  /// The rows by the first term of the statement's ORDER BY, then by all others, descending unless it says ASC;
  /// as they came without an ORDER BY.
  private func sorted(_ rows: [[Value]], _ names: [String], by sql: String) -> [[Value]] {
    let words = sql.uppercased().split(whereSeparator: \.isWhitespace)
    guard let start = words.indices.dropLast().first(where: { words[$0] == "ORDER" && words[$0 + 1] == "BY" })
    else { return rows }
    let clause = words[(start + 2)...].joined(separator: " ").prefix { ![";", ",", ")"].contains($0) }
    let terms = clause.split(separator: " ")
    let isAscending = terms.contains("ASC") && !terms.contains("DESC")
    let keys = terms.compactMap { term -> Int? in
      let name = term.split(separator: ".").last.map(String.init) ?? ""
      return names.firstIndex { $0.uppercased() == name }
    }
    let columns = keys + names.indices.filter { !keys.contains($0) }
    return rows.sorted { left, right in
      for column in columns where left[column] != right[column] {
        return precedes(left[column], right[column]) == isAscending
      }
      return false
    }
  }

  private func distinct(_ rows: [[Value]]) -> [[Value]] {
    var seen: Set<[Value]> = []
    return rows.filter { seen.insert($0).inserted }
  }

  /// The rows with their columns in the order of their names.
  private func byName(_ rows: [[Value]], _ names: [String]) -> [[Value]] {
    let order = names.indices.sorted { (names[$0], $0) < (names[$1], $1) }
    return rows.map { row in order.map { row[$0] } }
  }

  /// Whether every expected column is found by its values among the generated ones, and the rows agree in them.
  private func isSubset(_ expected: [[Value]], _ names: [String], of generated: [[Value]], _ given: Int) -> Bool {
    var chosen: [Int] = []
    for column in names.indices {
      let values = expected.map { $0[column] }.sorted(by: precedes)
      let found = (0..<given).first { candidate in
        guard !chosen.contains(candidate), generated.count == expected.count else { return false }
        return zip(values, generated.map { $0[candidate] }.sorted(by: precedes)).allSatisfy(areClose)
      }
      guard let found else { return false }
      chosen.append(found)
    }
    let projected = generated.map { row in chosen.map { row[$0] } }
    return isOrdered ? distinct(projected) == distinct(expected) : Set(projected) == Set(expected)
  }

  private func areClose(_ left: Value, _ right: Value) -> Bool {
    guard case .real(let a) = left, case .real(let b) = right else { return left == right }
    return a == b || abs(a - b) <= 1e-8 + 1e-5 * abs(b)
  }

  /// Nulls, numbers, texts, bytes.
  private func precedes(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.real(let a), .real(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.blob(let a), .blob(let b)): a.lexicographicallyPrecedes(b)
    default: rank(left) < rank(right)
    }
  }

  private func rank(_ value: Value) -> Int {
    switch value {
    case .null: 0
    case .integer, .real: 1
    case .text: 2
    case .blob: 3
    }
  }

  /// A number as a real with two decimals.
  private func rounded(_ value: Value) -> Value {
    switch value {
    case .integer(let integer): .real(Double(integer))
    case .real(let real) where abs(real) < 1e12: .real((real * 100).rounded(.toNearestOrEven) / 100 + 0)
    case .null, .real, .text, .blob: value
    }
  }
}
