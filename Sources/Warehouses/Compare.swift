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
  let loose = Comparison(generated, expected, tolerance, readsNumbersInText: true).result()
  return loose.isEqual
    ? ResultComparison(.columnTypes, missing: strict.missing, unexpected: strict.unexpected, columns: loose.columns)
    : strict
}

/// One comparison: both results as rows of codes.
private struct Comparison {
  private let generated: ResultSet
  private let expected: ExpectedResult
  private let expectedRows: [[Int32]]
  private let generatedRows: [[Int32]]
  private let tiedRows: [[Int32]]

  init(
    _ generated: ResultSet, _ expected: ExpectedResult, _ tolerance: NumberTolerance, readsNumbersInText: Bool
  ) {
    self.generated = generated.rectangular
    self.expected = ExpectedResult(expected.result.rectangular, order: expected.order, tied: expected.tied)
    let sides = [expected.result.rows, generated.rows, expected.tied]
    var codes = ValueCodes(for: sides, tolerance: tolerance, readsNumbersInText: readsNumbersInText)
    expectedRows = codes.encode(self.expected.result.rows)
    generatedRows = codes.encode(self.generated.rows)
    let width = expected.result.columns.count
    tiedRows = codes.encode(expected.tied.filter { $0.count == width })
  }

  func result() -> ResultComparison {
    let (wanted, given) = (expected.result.columns.count, generated.columns.count)
    if expectedRows.isEmpty || generatedRows.isEmpty { return emptyResult(wanted, given) }
    guard expectedRows.count == generatedRows.count else {
      return difference(generatedRows.count > expectedRows.count ? .extraRows : .missingRows, [])
    }
    if given < wanted { return fewerColumns() }
    var sameRows = false
    let counts = counted(expectedRows)
    var matching = ColumnMatching(
      expected: expectedRows, generated: generatedRows, names: (expected.result.columns, generated.columns)
    ) { rows in
      guard counted(rows) == counts else { return false }
      sameRows = true
      return isOrdered(rows)
    }
    if let columns = matching.search() {
      return ResultComparison(given == wanted ? .equal : .extraColumns, columns: columns)
    }
    if given == wanted, let columns = columnsWithinTies() { return ResultComparison(.equal, columns: columns) }
    if sameRows { return ResultComparison(given == wanted ? .order : .extraColumns) }
    if matching.isExhausted { return ResultComparison(.undecided) }
    return difference(.values, matching.candidates)
  }

  private func emptyResult(_ wanted: Int, _ given: Int) -> ResultComparison {
    guard expectedRows.isEmpty, generatedRows.isEmpty else {
      return difference(generatedRows.isEmpty ? .empty : .expectedEmpty, [])
    }
    if given == wanted { return ResultComparison(.bothEmpty, columns: Array(0..<wanted)) }
    return ResultComparison(given > wanted ? .extraColumns : .missingColumns)
  }

  /// Whether every generated column is among the expected ones, so that nothing is wrong but what is missing.
  private func fewerColumns() -> ResultComparison {
    let counts = counted(generatedRows)
    var matching = ColumnMatching(
      expected: generatedRows, generated: expectedRows, names: (generated.columns, expected.result.columns)
    ) { counted($0) == counts }
    return ResultComparison(matching.search() != nil ? .missingColumns : .values)
  }

  private func isOrdered(_ rows: [[Int32]]) -> Bool {
    switch expected.order {
    case .any: true
    case .sequence: rows == expectedRows
    case .runs(let lengths): slices(lengths).allSatisfy { counted(rows[$0]) == counted(expectedRows[$0]) }
    }
  }

  /// The columns under which the rows differ from the expected ones only by others that tie at the LIMIT.
  private func columnsWithinTies() -> [Int]? {
    guard !tiedRows.isEmpty else { return nil }
    let lengths: [Int]
    switch expected.order {
    case .any: lengths = [expectedRows.count]
    case .sequence: return nil
    case .runs(let runs): lengths = runs
    }
    let runs = slices(lengths)
    guard let last = runs.last else { return nil }
    let pool = counted(tiedRows)
    let inPlace = Array(expected.result.columns.indices)
    return [inPlace, alignment([])].first { columns in
      let rows = generatedRows.map { row in columns.map { row[$0] } }
      return runs.dropLast().allSatisfy { counted(rows[$0]) == counted(expectedRows[$0]) }
        && counted(rows[last]).allSatisfy { pool[$0.key, default: 0] >= $0.value }
    }
  }

  /// The runs of the expected rows; whatever the lengths leave over is a run of its own.
  private func slices(_ lengths: [Int]) -> [Range<Int>] {
    var slices: [Range<Int>] = []
    var start = 0
    for length in lengths where length > 0 {
      let end = min(start + min(length, expectedRows.count), expectedRows.count)
      if end > start { slices.append(start..<end) }
      start = end
    }
    if start < expectedRows.count { slices.append(start..<expectedRows.count) }
    return slices
  }

  /// The likeliest generated column for each expected one: by values, by name, by place.
  private func alignment(_ candidates: [[Int]]) -> [Int] {
    let names = generated.columns.map { $0.lowercased() }
    var free = Set(names.indices)
    var columns: [Int?] = expected.result.columns.indices.map { index in
      guard candidates.indices.contains(index) else { return nil }
      return candidates[index].first { free.remove($0) != nil }
    }
    for (index, name) in expected.result.columns.enumerated() where columns[index] == nil {
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
    guard columns.count == expected.result.columns.count else { return ResultComparison(outcome) }
    let rows = generatedRows.map { row in columns.map { row[$0] } }
    let missing = surplus(of: expectedRows, over: rows)
    let unexpected = surplus(of: rows, over: expectedRows)
    var comparison = ResultComparison(
      outcome, missing: missing.prefix(3).map { expected.result.rows[$0] },
      unexpected: unexpected.prefix(3).map { index in columns.map { generated.rows[index][$0] } })
    if outcome == .values, missing.count == 1, unexpected.count == 1,
      zip(expectedRows[missing[0]], rows[unexpected[0]]).filter({ $0 != $1 }).count == 1,
      generated.columns.count == columns.count
    {
      comparison.outcome = .singleCell
    }
    return comparison
  }

  /// The places of the rows that occur more often in `rows` than in `others`.
  private func surplus(of rows: [[Int32]], over others: [[Int32]]) -> [Int] {
    var counts = counted(others)
    return rows.indices.filter { index in
      let left = counts[rows[index], default: 0]
      counts[rows[index]] = left - 1
      return left <= 0
    }
  }
}

private func counted(_ rows: some Sequence<[Int32]>) -> [[Int32]: Int] {
  var counts: [[Int32]: Int] = [:]
  for row in rows { counts[row, default: 0] += 1 }
  return counts
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
