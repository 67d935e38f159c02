import Warehouses

/// The platform's benchmark rule, as its documentation describes it.
enum PlatformRule {
  /// Rows that are compared at most.
  static let rowLimit = 5_000

  /// GOOD, NEEDS_REVIEW or BAD, with the platform's reason.
  static func outcome(_ generated: ResultSet, _ expected: ResultSet) -> PublicOutcome {
    func bad(_ reason: String) -> PublicOutcome { PublicOutcome(false, reason) }
    func unclear(_ reason: String) -> PublicOutcome { PublicOutcome(false, reason, needsReview: true) }
    if generated.rows.isEmpty { return bad(expected.rows.isEmpty ? "EMPTY_RESULT+EMPTY_GOOD_SQL" : "EMPTY_RESULT") }
    if expected.rows.isEmpty { return bad("EMPTY_GOOD_SQL") }
    let (given, wanted) = (generated.columns.count, expected.columns.count)
    if given > wanted { return bad("RESULT_EXTRA_COLUMNS") }
    if given < wanted { return unclear("RESULT_MISSING_COLUMNS") }
    let (ours, theirs) = (generated.rows.prefix(rowLimit), expected.rows.prefix(rowLimit))
    if counted(ours) == counted(theirs) { return PublicOutcome(true) }
    if ours.count != theirs.count {
      return unclear(ours.count > theirs.count ? "RESULT_EXTRA_ROWS" : "RESULT_MISSING_ROWS")
    }
    if given == 1, ours.count == 1 { return bad("SINGLE_CELL_DIFFERENCE") }
    let isByType = compare(generated, with: ExpectedResult(expected)).outcome == .columnTypes
    return unclear(isByType ? "COLUMN_TYPE_DIFFERENCE" : "DIFFERENT_VALUES")
  }

  /// Whether the texts differ in case and white space alone.
  static func isSame(_ sql: String, _ other: String) -> Bool {
    let (ours, theirs) = (trimmed(sql), trimmed(other))
    guard ours.utf8.allSatisfy({ $0 < 0x80 }), theirs.utf8.allSatisfy({ $0 < 0x80 }) else {
      return ours.lowercased().split(whereSeparator: \.isWhitespace)
        == theirs.lowercased().split(whereSeparator: \.isWhitespace)
    }
    let words = [ours, theirs].map { $0.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    return words[0].elementsEqual(words[1]) { $0.elementsEqual($1) { lowercased($0) == lowercased($1) } }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

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
