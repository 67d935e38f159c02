import SQLite

/// The rows of a statement, compared with known ones as they come.
///
/// While they are the known ones in the known order none is kept, so that an equal result costs no memory.
package struct FollowedResult: Sendable {
  package var result: ResultSet
  /// Whether all rows are the known ones: the same values of the same types in the same order.
  package var isSame: Bool
  /// Whether reading stopped because what came had decided the question.
  package var isCutShort: Bool

  package init(result: ResultSet, isSame: Bool, isCutShort: Bool = false) {
    self.result = result
    self.isSame = isSame
    self.isCutShort = isCutShort
  }
}

/// What rows are compared with as they come, and when that is enough.
package struct Following: Sendable {
  package var expected: ResultSet
  /// How many rows more than expected are read; all of them without it.
  package var beyond: Int?
  /// Whether this row, the first of its kind to differ, decides the question.
  package var isDecided: (@Sendable ([Value]) -> Bool)?

  package init(
    _ expected: ResultSet, beyond: Int? = nil, isDecided: (@Sendable ([Value]) -> Bool)? = nil
  ) {
    self.expected = expected
    self.beyond = beyond
    self.isDecided = isDecided
  }
}

extension FollowedResult {
  /// `nil` where the rows take too much memory.
  init?(_ statement: Statement, _ following: Following, _ limits: ExecutionLimits) throws(SQLiteError) {
    let expected = following.expected
    let width = expected.columns.count
    var result = ResultSet(columns: statement.columnNames, rows: [])
    var count = 0
    var isSame = statement.columnNames.count == width
    var isCutShort = false
    var bytes = 0
    let wanted = following.beyond.map { expected.rows.count + max(0, $0) } ?? Int.max
    while try statement.step() {
      guard count < max(0, limits.rows) else {
        result.truncated = true
        break
      }
      guard count < wanted else {
        isCutShort = true
        break
      }
      count += 1
      if isSame {
        if count <= expected.rows.count, statement.holds(expected.rows[count - 1], width) { continue }
        isSame = false
        result.rows = Array(expected.rows.prefix(count - 1))
      }
      let row = statement.values
      bytes += row.reduce(32) { $0 + $1.footprint }
      guard bytes <= limits.bytes else {
        statement.reset()
        return nil
      }
      result.rows.append(row)
      if let isDecided = following.isDecided, isDecided(row) {
        isCutShort = true
        break
      }
    }
    statement.reset()
    if isSame { result.rows = count == expected.rows.count ? expected.rows : Array(expected.rows.prefix(count)) }
    self.init(
      result: result, isSame: isSame && count == expected.rows.count && !result.truncated, isCutShort: isCutShort)
  }
}

extension Warehouse {
  package func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    let result = try await execute(sql, limits: limits)
    let isSame =
      result.columns.count == following.expected.columns.count && result.rows == following.expected.rows
      && !result.truncated
    return FollowedResult(result: result, isSame: isSame)
  }

  /// Runs a statement and compares its rows with an expected result as they come.
  package func compare(
    _ sql: String, with expected: ExpectedResult, limits: ExecutionLimits
  ) async throws(WarehouseError) -> ResultComparison {
    guard !expected.result.truncated else { return ResultComparison(.undecided) }
    let followed = try await execute(sql, Following(expected.result, beyond: 10), limits: limits)
    guard followed.isSame else {
      var comparison = Warehouses.compare(followed.result, with: expected)
      comparison.hasMoreRows = followed.isCutShort || followed.result.truncated
      return comparison
    }
    return ResultComparison(expected.result)
  }
}

extension Statement {
  /// The current row.
  var values: [Value] { columnNames.indices.map { Value(value(at: $0)) } }

  /// Whether the current row has exactly these values.
  fileprivate func holds(_ row: [Value], _ width: Int) -> Bool {
    guard row.count == width else { return false }
    for (index, value) in row.enumerated() where !holds(value.stored, at: index) { return false }
    return true
  }
}

extension Value {
  fileprivate var stored: SQLValue {
    switch self {
    case .null: .null
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .text(let value): .text(value)
    case .blob(let value): .blob(value)
    }
  }
}
