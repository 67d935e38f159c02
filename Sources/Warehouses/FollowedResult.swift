import SQLite

/// The rows of a statement, compared with known ones as they come.
///
/// While they are known ones none is kept, so that an equal result costs no memory to speak of, in any order.
package struct FollowedResult: Sendable {
  package var result: ResultSet
  /// Whether all rows are the known ones: the same values of the same types in the same order.
  package var isSame: Bool
  /// For each row the place of the first known one that is the same, where every row has one.
  package var places: [Int32]?
  /// Whether reading stopped because what came had decided the question.
  package var isCutShort: Bool

  package init(result: ResultSet, isSame: Bool, places: [Int32]? = nil, isCutShort: Bool = false) {
    self.result = result
    self.isSame = isSame
    self.places = places
    self.isCutShort = isCutShort
  }
}

/// What rows are compared with as they come, and when that is enough.
package struct Following: Sendable {
  package var expected: ExpectedResult
  /// How many rows more than expected are read; all of them without it.
  package var beyond: Int?
  /// Whether this row, the first of its kind to differ, decides the question.
  package var isDecided: (@Sendable ([Value]) -> Bool)?

  package init(
    _ expected: ExpectedResult, beyond: Int? = nil, isDecided: (@Sendable ([Value]) -> Bool)? = nil
  ) {
    self.expected = expected
    self.beyond = beyond
    self.isDecided = isDecided
  }

  package init(_ expected: ResultSet) { self.init(ExpectedResult(expected)) }
}

extension FollowedResult {
  /// `nil` where the rows take too much memory.
  init?(_ statement: Statement, _ following: Following, _ limits: ExecutionLimits) throws(SQLiteError) {
    let known = following.expected.result.rows
    let wanted = following.beyond.map { known.count + max(0, $0) } ?? Int.max
    var result = ResultSet(columns: statement.columnNames, rows: [])
    var isSame = statement.columnNames.count == following.expected.result.columns.count
    // From the first row out of place on, while all rows are known ones: where they are.
    var index: RowIndex?
    var places: [Int32] = []
    var (count, bytes, isCutShort) = (0, 0, false)
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
        if count <= known.count, statement.holds(known[count - 1]) { continue }
        isSame = false
        index = following.expected.index
        places = Array(following.expected.index.firsts.prefix(count - 1))
      }
      if let known = index {
        if let place = known.place(of: statement) {
          places.append(place)
          continue
        }
        index = nil
        result.rows = places.map { following.expected.result.rows[Int($0)] }
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
    let isComplete = isSame && count == known.count
    if isSame, !isComplete { places = Array(following.expected.index.firsts.prefix(count)) }
    let areKnown = isSame || index != nil
    if areKnown { result.rows = isComplete ? known : places.map { known[Int($0)] } }
    self.init(
      result: result, isSame: isComplete && !result.truncated, places: areKnown && !isComplete ? places : nil,
      isCutShort: isCutShort)
  }

  /// The same of rows that are all there.
  init(_ result: ResultSet, _ following: Following) {
    let expected = following.expected
    let isComparable = result.columns.count == expected.result.columns.count && !result.truncated
    let isSame = isComparable && result.rows == expected.result.rows
    self.init(
      result: result, isSame: isSame,
      places: isComparable && !isSame ? expected.index.places(of: result.rows) : nil)
  }

  /// Whether all rows are the known ones, each as often, in an order that the expected statement allows.
  package func isEqual(to expected: ExpectedResult) -> Bool {
    guard !result.truncated, !isCutShort else { return false }
    if isSame { return true }
    guard let places, result.columns.count == expected.result.columns.count else { return false }
    let firsts = expected.index.firsts
    return isPermutation(places, of: firsts) && expected.order.allows(places, for: firsts)
  }

  /// Whether the rows are known ones and every known one is among them, however often.
  package func covers(_ expected: ExpectedResult) -> Bool {
    guard !result.truncated, !isCutShort else { return false }
    return isSame || places.map { Set($0).count == expected.index.distinct } ?? false
  }
}

extension Warehouse {
  package func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    FollowedResult(try await execute(sql, limits: limits), following)
  }

  /// Runs a statement and compares its rows with an expected result as they come.
  package func compare(
    _ sql: String, with expected: ExpectedResult, limits: ExecutionLimits
  ) async throws(WarehouseError) -> ResultComparison {
    guard !expected.result.truncated else { return ResultComparison(.undecided) }
    let followed = try await execute(sql, Following(expected, beyond: 10), limits: limits)
    guard followed.isEqual(to: expected) else {
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
}
