/// What a column holds: how many rows, nulls and distinct values, and the values themselves.
package struct ColumnProfile: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case text, number, date, blob
    /// Nothing but nulls.
    case empty
  }

  package var table: String
  package var column: String
  /// What most of the values are; `date` for text that reads as dates (`2024-01-31`, with or without a time).
  package var kind: Kind
  package var rows: Int
  package var nulls: Int
  /// The distinct values, the most frequent first, ties by value; at most ``valueCap``.
  package var values: [Value]
  /// How often each of ``values`` occurs.
  package var counts: [Int]
  /// Whether ``values`` holds every distinct value.
  package var isComplete: Bool
  package var minimum: Value
  package var maximum: Value

  /// How many distinct values are read of one column.
  package static let valueCap = 50_000

  /// The number of distinct values, at most ``valueCap``.
  package var distinct: Int { values.count }
  package var nullShare: Double { rows == 0 ? 0 : Double(nulls) / Double(rows) }
  /// Whether no value occurs twice.
  package var isUnique: Bool { isComplete && values.count == rows - nulls && !values.isEmpty }
  /// The texts among ``values``.
  package var texts: [String] { values.compactMap { if case .text(let text) = $0 { text } else { nil } } }

  /// Reads a column through `warehouse`. Cost: two scans of the table.
  static func measure(
    _ column: String, in table: String, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> ColumnProfile {
    let limits = ExecutionLimits(seconds: 30, rows: valueCap + 1, bytes: 256 << 20)
    let (c, t) = (quoted(column, dialect: warehouse.dialect), quoted(table, dialect: warehouse.dialect))
    let totals = try await warehouse.execute(
      "SELECT count(*), count(\(c)), min(\(c)), max(\(c)) FROM \(t)", limits: limits)
    let groups = try await warehouse.execute(
      "SELECT \(c), count(*) FROM \(t) WHERE \(c) IS NOT NULL GROUP BY \(c) ORDER BY count(*) DESC, \(c) "
        + "LIMIT \(valueCap + 1)", limits: limits)
    let total = totals.rows.first ?? []
    let (rows, present) = (total.first?.count ?? 0, total.dropFirst().first?.count ?? 0)
    let shown = groups.rows.prefix(valueCap)
    let values = shown.compactMap(\.first)
    return ColumnProfile(
      table: table, column: column, kind: kind(of: values), rows: rows, nulls: rows - present, values: values,
      counts: shown.map { $0.last?.count ?? 0 }, isComplete: groups.rows.count <= valueCap && !groups.truncated,
      minimum: total.count == 4 ? total[2] : .null, maximum: total.count == 4 ? total[3] : .null)
  }

  private static func kind(of values: [Value]) -> Kind {
    var counts: [Kind: Int] = [:]
    for value in values.prefix(1000) {
      switch value {
      case .integer, .real: counts[.number, default: 0] += 1
      case .text(let text): counts[looksLikeDate(text) ? .date : .text, default: 0] += 1
      case .blob: counts[.blob, default: 0] += 1
      case .null: break
      }
    }
    let order: [Kind] = [.text, .number, .date, .blob]
    return order.max { counts[$0, default: 0] < counts[$1, default: 0] }.flatMap { counts[$0] == nil ? nil : $0 }
      ?? .empty
  }

  /// Whether a text begins with a calendar date, `2024-01-31` or `2024/01/31`, and holds no more than a time after it.
  private static func looksLikeDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(30))
    guard bytes.count >= 10, text.utf8.count <= 29, bytes[4] == bytes[7], bytes[4] == 45 || bytes[4] == 47 else {
      return false
    }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let month = number(5..<7), let day = number(8..<10), number(0..<4) != nil else { return false }
    let endsOrGoesOn = bytes.count == 10 || bytes[10] == 32 || bytes[10] == 84
    return (1...12).contains(month) && (1...31).contains(day) && endsOrGoesOn
  }
}

/// A name as an identifier of `dialect`, whatever it holds.
package func quoted(_ name: String, dialect: String) -> String {
  let mark: Unicode.Scalar = dialect == "sqlite" || dialect == "postgres" ? "\"" : "`"
  // By scalars: a mark followed by a combining accent is one Character that does not equal the mark.
  var text = String.UnicodeScalarView([mark])
  for scalar in name.unicodeScalars { text.append(contentsOf: scalar == mark ? [mark, mark] : [scalar]) }
  text.append(mark)
  return String(text)
}

extension Value {
  /// A count, as engines give it back.
  fileprivate var count: Int? {
    switch self {
    case .integer(let value): Int(exactly: value)
    case .real(let value): Int(exactly: value)
    case .text(let text): Int(text)
    case .null, .blob: nil
    }
  }
}
