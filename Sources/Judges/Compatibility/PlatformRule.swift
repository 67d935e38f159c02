import Warehouses

/// The platform's benchmark rule, as its documentation describes it.
enum PlatformRule {
  /// Whether the platform would say GOOD, and its reason where not.
  static func verdict(_ generated: ResultSet, _ expected: ResultSet) -> (isRight: Bool, reason: String) {
    if generated.rows.isEmpty { return (false, expected.rows.isEmpty ? "EMPTY_RESULT+EMPTY_GOOD_SQL" : "EMPTY_RESULT") }
    if expected.rows.isEmpty { return (false, "EMPTY_GOOD_SQL") }
    let (given, wanted) = (generated.columns.count, expected.columns.count)
    if given != wanted { return (false, given > wanted ? "RESULT_EXTRA_COLUMNS" : "RESULT_MISSING_COLUMNS") }
    let (ours, theirs) = (generated.rows.prefix(5_000), expected.rows.prefix(5_000))
    if counted(ours) == counted(theirs) { return (true, "") }
    if ours.count != theirs.count {
      return (false, ours.count > theirs.count ? "RESULT_EXTRA_ROWS" : "RESULT_MISSING_ROWS")
    }
    if given == 1, ours.count == 1 { return (false, "SINGLE_CELL_DIFFERENCE") }
    let isByType = compare(generated, with: ExpectedResult(expected)).outcome == .columnTypes
    return (false, isByType ? "COLUMN_TYPE_DIFFERENCE" : "DIFFERENT_VALUES")
  }

  /// Whether the texts differ in case and white space alone.
  static func isSame(_ sql: String, _ other: String) -> Bool {
    trimmed(sql).lowercased().split(whereSeparator: \.isWhitespace)
      == trimmed(other).lowercased().split(whereSeparator: \.isWhitespace)
  }

  private static func counted(_ rows: ArraySlice<[Value]>) -> [[Value]: Int] {
    var counts: [[Value]: Int] = [:]
    for row in rows { counts[row.map(rounded), default: 0] += 1 }
    return counts
  }

  /// A number cut to four significant digits.
  private static func rounded(_ value: Value) -> Value {
    let number: Double
    switch value {
    case .integer(let integer): number = Double(integer)
    case .real(let real): number = real
    case .null, .text, .blob: return value
    }
    guard number != 0, number.isFinite else { return .real(number + 0) }
    var scale = 1.0
    while abs(number) * scale < 1_000, scale < 1e300 { scale *= 10 }
    while abs(number) * scale >= 10_000 { scale /= 10 }
    return .real((number * scale).rounded(.toNearestOrEven) / scale)
  }
}
