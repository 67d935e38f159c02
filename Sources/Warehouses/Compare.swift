/// Compares a generated result with the expected one, strictly and by values.
///
/// Rows count as often as they occur; their order counts where the expected statement orders; columns are matched by
/// what they hold, not by name. Cost: about linear in the cells.
package func compare(
  _ generated: ResultSet, with expected: ExpectedResult, tolerance: NumberTolerance = NumberTolerance()
) -> ResultComparison {
  var comparison = judged(generated, expected, tolerance)
  comparison.generatedRows = generated.rows.count
  comparison.generatedColumns = generated.columns.count
  return comparison
}

private func judged(
  _ generated: ResultSet, _ expected: ExpectedResult, _ tolerance: NumberTolerance
) -> ResultComparison {
  if expected.result.truncated { return ResultComparison(.undecided) }
  if generated.truncated, generated.rows.count <= expected.result.rows.count { return ResultComparison(.undecided) }
  let strict = Comparison(generated, expected, tolerance, readsNumbersInText: false).result()
  guard strict.outcome == .values || strict.outcome == .singleCell else { return strict }
  let hasText = [generated, expected.result].contains { side in
    side.rows.contains { row in row.contains { if case .text = $0 { true } else { false } } }
  }
  guard hasText else { return strict }
  let loose = Comparison(generated, expected, tolerance, readsNumbersInText: true).result()
  return loose.isEqual
    ? ResultComparison(.columnTypes, missing: strict.missing, unexpected: strict.unexpected, columns: loose.columns)
    : strict
}

/// One comparison: both results as columns of codes.
private struct Comparison {
  private let generated: ResultSet
  private let expected: ResultSet
  private let order: ExpectedResult.Order
  private let wantedCodes: CodedTable
  private let givenCodes: CodedTable
  private let tiedCodes: CodedTable

  private var wanted: Int { expected.columns.count }
  private var given: Int { generated.columns.count }

  init(
    _ generated: ResultSet, _ expected: ExpectedResult, _ tolerance: NumberTolerance, readsNumbersInText: Bool
  ) {
    self.generated = generated.rectangular
    self.expected = expected.result.rectangular
    order = expected.order
    let width = self.expected.columns.count
    let tied = expected.tied.filter { $0.count == width }
    var codes = ValueCodes(
      for: [self.expected.rows, self.generated.rows, tied], tolerance: tolerance,
      readsNumbersInText: readsNumbersInText)
    wantedCodes = codes.encode(self.expected.rows, width: width)
    givenCodes = codes.encode(self.generated.rows, width: self.generated.columns.count)
    tiedCodes = codes.encode(tied, width: width)
  }

  func result() -> ResultComparison {
    if expected.rows.isEmpty || generated.rows.isEmpty { return emptyResult() }
    guard expected.rows.count == generated.rows.count else {
      return difference(generated.rows.count > expected.rows.count ? .extraRows : .missingRows, [])
    }
    if wantedCodes == givenCodes { return ResultComparison(.equal, columns: Array(0..<wanted)) }
    if given < wanted { return fewerColumns() }
    var sameRows = false
    var matching = ColumnMatching(
      expected: wantedCodes, generated: givenCodes, names: (expected.columns, generated.columns)
    ) { columns in
      let (mine, theirs) = numbered(columns)
      guard isPermutation(mine, of: theirs) else { return false }
      sameRows = true
      return order.allows(mine, for: theirs)
    }
    if let columns = matching.search() {
      return ResultComparison(given == wanted ? .equal : .extraColumns, columns: columns)
    }
    if given == wanted, let columns = columnsWithinTies() { return ResultComparison(.equal, columns: columns) }
    if sameRows { return ResultComparison(given == wanted ? .order : .extraColumns) }
    if matching.isExhausted { return ResultComparison(.undecided) }
    return difference(.values, matching.candidates)
  }

  private func emptyResult() -> ResultComparison {
    guard expected.rows.isEmpty, generated.rows.isEmpty else {
      return difference(generated.rows.isEmpty ? .empty : .expectedEmpty, [])
    }
    if given == wanted { return ResultComparison(.bothEmpty, columns: Array(0..<wanted)) }
    return ResultComparison(given > wanted ? .extraColumns : .missingColumns)
  }

  /// Whether every generated column is among the expected ones, so that nothing is wrong but what is missing.
  private func fewerColumns() -> ResultComparison {
    var matching = ColumnMatching(
      expected: givenCodes, generated: wantedCodes, names: (generated.columns, expected.columns)
    ) { columns in
      let numbers = rowNumbers(
        [givenCodes.columns, columns.map { wantedCodes.columns[$0] }], counts: [givenCodes.count, wantedCodes.count])
      return isPermutation(numbers[0], of: numbers[1])
    }
    return ResultComparison(matching.search() != nil ? .missingColumns : .values)
  }

  /// The generated rows by these columns, and the expected ones, as numbers.
  private func numbered(_ columns: [Int]) -> (generated: [Int32], expected: [Int32]) {
    let numbers = rowNumbers(
      [columns.map { givenCodes.columns[$0] }, wantedCodes.columns], counts: [givenCodes.count, wantedCodes.count])
    return (numbers[0], numbers[1])
  }

  /// The columns under which the rows differ from the expected ones only by others that tie at the LIMIT.
  private func columnsWithinTies() -> [Int]? {
    guard tiedCodes.count > 0, order != .sequence else { return nil }
    let runs = order.runs(of: wantedCodes.count)
    guard let last = runs.last else { return nil }
    return [Array(0..<wanted), alignment([])].first { columns in
      let numbers = rowNumbers(
        [columns.map { givenCodes.columns[$0] }, wantedCodes.columns, tiedCodes.columns],
        counts: [givenCodes.count, wantedCodes.count, tiedCodes.count])
      let pool = occurrences(of: numbers[2])
      return runs.dropLast().allSatisfy { isPermutation(numbers[0][$0], of: numbers[1][$0]) }
        && occurrences(of: numbers[0][last]).allSatisfy { pool[$0.key, default: 0] >= $0.value }
    }
  }

  /// The likeliest generated column for each expected one: by values, by name, by place.
  private func alignment(_ candidates: [[Int]]) -> [Int] {
    let names = generated.columns.map { $0.lowercased() }
    var free = Set(names.indices)
    var columns: [Int?] = expected.columns.indices.map { index in
      guard candidates.indices.contains(index) else { return nil }
      return candidates[index].first { free.remove($0) != nil }
    }
    for (index, name) in expected.columns.enumerated() where columns[index] == nil {
      columns[index] = names.indices.first { names[$0] == name.lowercased() && free.contains($0) }
      columns[index].map { _ = free.remove($0) }
    }
    for index in columns.indices where columns[index] == nil {
      columns[index] = free.contains(index) ? index : free.min()
      columns[index].map { _ = free.remove($0) }
    }
    return columns.compactMap { $0 }
  }

  /// `outcome` with the first rows that differ.
  private func difference(_ outcome: ResultComparison.Outcome, _ candidates: [[Int]]) -> ResultComparison {
    let columns = alignment(candidates)
    guard columns.count == wanted else { return ResultComparison(outcome) }
    let (mine, theirs) = numbered(columns)
    let missing = surplus(of: theirs, over: mine)
    let unexpected = surplus(of: mine, over: theirs)
    var comparison = ResultComparison(
      outcome, missing: missing.prefix(3).map { expected.rows[$0] },
      unexpected: unexpected.prefix(3).map { index in columns.map { generated.rows[index][$0] } })
    if outcome == .values, missing.count == 1, unexpected.count == 1, given == wanted,
      columns.indices.count(where: {
        wantedCodes.columns[$0][missing[0]] != givenCodes.columns[columns[$0]][unexpected[0]]
      }) == 1
    {
      comparison.outcome = .singleCell
    }
    return comparison
  }

  /// The places of the rows that occur more often in `rows` than in `others`.
  private func surplus(of rows: [Int32], over others: [Int32]) -> [Int] {
    var counts = occurrences(of: others)
    return rows.indices.filter { index in
      let left = counts[rows[index], default: 0]
      counts[rows[index]] = left - 1
      return left <= 0
    }
  }
}

extension ExpectedResult.Order {
  /// Whether rows that are the expected ones in some order come in one that is right; rows as numbers.
  func allows(_ rows: [Int32], for expected: [Int32]) -> Bool {
    switch self {
    case .any: true
    case .sequence: rows == expected
    case .runs:
      runs(of: expected.count).allSatisfy { run in
        run.upperBound <= rows.count && isPermutation(rows[run], of: expected[run])
      }
    }
  }

  /// The runs within which rows may change places; whatever the lengths leave over is a run of its own.
  fileprivate func runs(of count: Int) -> [Range<Int>] {
    guard case .runs(let lengths) = self else { return count > 0 ? [0..<count] : [] }
    var runs: [Range<Int>] = []
    var start = 0
    for length in lengths where length > 0 && start < count {
      let end = start + min(length, count - start)
      runs.append(start..<end)
      start = end
    }
    if start < count { runs.append(start..<count) }
    return runs
  }
}

extension ResultSet {
  /// The same with exactly one value per column in every row.
  package var rectangular: ResultSet {
    guard rows.contains(where: { $0.count != columns.count }) else { return self }
    var result = self
    result.rows = rows.map { row in
      Array((row + Array(repeating: .null, count: max(0, columns.count - row.count))).prefix(columns.count))
    }
    return result
  }
}
