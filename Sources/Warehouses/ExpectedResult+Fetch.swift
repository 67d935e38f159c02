import SQLText

extension ExpectedResult {
  /// Runs an expected statement and finds out which orders of its rows are right, and which other rows tie with its
  /// last ones where a LIMIT cuts through them.
  ///
  /// That may take a second run of the statement, with its order keys as columns and without its LIMIT.
  package static func fetch(
    _ sql: String, on warehouse: any Warehouse, limits: ExecutionLimits
  ) async throws(WarehouseError) -> ExpectedResult {
    let result = try await warehouse.execute(sql, limits: limits)
    guard !result.rows.isEmpty, !result.truncated else { return ExpectedResult(result) }
    let dialect = SQLDialect(of: warehouse)
    guard let statement = try? SelectStatement(parsing: sql, dialect: dialect) else {
      return ExpectedResult(result, order: endsOrdered(sql, dialect) ? .sequence : .any)
    }
    if statement.orderBy.isEmpty, statement.limit == nil { return ExpectedResult(result) }
    let unknown = ExpectedResult(result, order: statement.orderBy.isEmpty ? .any : .sequence)
    guard let probe = OrderProbe(statement, columns: result.columns) else { return unknown }
    var keyed = result
    if probe.isNeeded {
      do {
        keyed = try await warehouse.execute(probe.statement.sql(in: dialect), limits: limits)
      } catch {
        if error == .cancelled { throw error }
        return unknown
      }
    }
    return probe.read(keyed, for: result) ?? unknown
  }

  /// Whether ORDER BY stands outside all parentheses, for text that does not parse.
  private static func endsOrdered(_ sql: String, _ dialect: SQLDialect) -> Bool {
    var depth = 0
    for token in SQLLexer.tokens(of: sql, dialect: dialect) {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      if depth == 0, token.keyword == "ORDER" { return true }
    }
    return false
  }
}

/// An expected statement with its order keys as further columns and without its LIMIT.
private struct OrderProbe {
  var statement: SelectStatement
  /// Where each order key stands among the columns of the probe.
  private var keys: [Int] = []
  private var offset = 0
  private let isLimited: Bool
  private let width: Int

  /// `nil` where the keys cannot be seen: hidden ones under DISTINCT or in a set operation, or an OFFSET that is no
  /// number.
  init?(_ statement: SelectStatement, columns: [String]) {
    self.statement = statement
    isLimited = statement.limit != nil
    width = columns.count
    if let skipped = statement.offset {
      guard case .literal(.number(let text)) = skipped, let number = Int(text), (0..<1 << 40).contains(number)
      else { return nil }
      offset = number
    }
    var hidden: [SelectItem] = []
    for term in statement.orderBy {
      if let place = Self.place(of: term.expression, among: columns) {
        keys.append(place)
      } else {
        keys.append(columns.count + hidden.count)
        hidden.append(SelectItem(term.expression, alias: "order_key_\(hidden.count)"))
      }
    }
    if !hidden.isEmpty {
      guard var core = statement.core, !core.isDistinct, core.distinctOn.isEmpty else { return nil }
      core.items += hidden
      self.statement.core = core
    }
    self.statement.limit = nil
    self.statement.offset = nil
  }

  /// Whether the result itself does not tell the keys, or not the rows beyond the LIMIT.
  var isNeeded: Bool { isLimited || keys.contains { $0 >= width } }

  /// The column that an order key names by position or by name.
  private static func place(of key: SQLExpression, among columns: [String]) -> Int? {
    switch key {
    case .literal(.number(let text)):
      return Int(text).flatMap { columns.indices.contains($0 - 1) ? $0 - 1 : nil }
    case .column(let column) where column.qualifier.isEmpty:
      let places = columns.indices.filter { columns[$0].lowercased() == column.name.lowercased() }
      return places.count == 1 ? places.first : nil
    default: return nil
    }
  }

  func read(_ probe: ResultSet, for result: ResultSet) -> ExpectedResult? {
    let start = isNeeded ? offset : 0
    let shown = start..<(start + result.rows.count)
    guard shown.upperBound <= probe.rows.count, probe.columns.count >= width,
      keys.allSatisfy({ probe.columns.indices.contains($0) })
    else { return nil }
    func key(_ index: Int) -> [Value] {
      let row = probe.rows[index]
      return keys.map { row.indices.contains($0) ? row[$0] : .null }
    }
    var runs: [Int] = []
    for index in shown {
      if index > shown.lowerBound, key(index) == key(index - 1) { runs[runs.count - 1] += 1 } else { runs.append(1) }
    }
    var tied: [[Value]] = []
    if isLimited, !probe.truncated, start == 0, let last = shown.last {
      let lastKey = key(last)
      let rows = probe.rows.indices.filter { key($0) == lastKey }
      if rows.count > (runs.last ?? 0) { tied = rows.map { Array(probe.rows[$0].prefix(width)) } }
    }
    return ExpectedResult(result, order: keys.isEmpty ? .any : .runs(runs), tied: tied)
  }
}
