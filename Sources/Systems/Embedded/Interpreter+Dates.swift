internal import Basics

/// A stretch of days, from the first to before the last, as ISO dates.
struct DateRange: Sendable, Hashable {
  var start: String
  var end: String

  init(start: String, end: String) {
    self.start = start
    self.end = end
  }

  init(year: Int) {
    start = "\(padded(year, 4))-01-01"
    end = "\(padded(year + 1, 4))-01-01"
  }

  init(year: Int, month: Int) {
    start = "\(padded(year, 4))-\(padded(month, 2))-01"
    end = month == 12 ? "\(padded(year + 1, 4))-01-01" : "\(padded(year, 4))-\(padded(month + 1, 2))-01"
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Interpreter {
  func isYear(_ number: Double, _ position: Int) -> Bool {
    number >= 1900 && number <= 2100 && number == number.rounded()
      && view.words[tiles[position].span.lowerBound].text.utf8.count == 4
  }

  /// The date or year column meant by a date in the question: named near it, else of the subject, else the only one.
  private mutating func temporal(_ position: Int, years: Bool) -> ColumnID? {
    func fits(_ column: ColumnID) -> Bool { view.isDate(column) || (years && view.isYear(column)) }
    for index in [previousIndex(before: position, within: 2), previousIndex(before: position, within: 3)].compactMap({
      $0
    }) {
      if let column = columns(index, where: fits).first { return column }
    }
    var tables: [TableID] = []
    for table in [subject].compactMap({ $0 }) + plan.extraTables + mentioned + view.tables where !tables.contains(table)
    {
      tables.append(table)
    }
    for table in tables {
      let found = (view.columns[table] ?? []).filter(fits)
      if !found.isEmpty { return choose(Array(found.prefix(3))) }
    }
    return nil
  }

  mutating func readYear(_ year: Int, symbol: String, position: Int) -> Bool {
    guard let column = temporal(position, years: true) else { return false }
    if view.isDate(column) {
      compareDate(column, symbol, DateRange(year: year), position)
    } else {
      add(column, symbol, Double(year), position)
    }
    return true
  }

  mutating func readDate(_ position: Int, symbol: String = "=") {
    guard case .date(let date) = tiles[position].kind else { return }
    used.insert(position)
    guard let column = temporal(position, years: false) else { return }
    var symbol = symbol
    if let previous = previousIndex(before: position, within: 1), case .comparison(let given) = tiles[previous].cue,
      symbol == "="
    {
      symbol = given
    }
    let pieces = date.split(separator: "-").compactMap { Int($0) }
    if pieces.count == 2 { return compareDate(column, symbol, DateRange(year: pieces[0], month: pieces[1]), position) }
    if view.formats[column] == .compactDate {
      let compact = date.filter { $0 != "-" }
      plan.conditions.append(
        Condition(
          sql: "\(view.qualified(column)) \(symbol) \(compact)", tables: [view.table(of: column)], position: position))
      return
    }
    let name = view.qualified(column)
    let left = symbol == "=" || symbol == "<=" || symbol == ">" ? "DATE(\(name))" : name
    plan.conditions.append(
      Condition(sql: "\(left) \(symbol) \(quotedText(date))", tables: [view.table(of: column)], position: position))
  }

  mutating func compareDate(_ column: ColumnID, _ symbol: String, _ range: DateRange, _ position: Int) {
    let isCompact = view.formats[column] == .compactDate
    func literal(_ date: String) -> String { isCompact ? date.filter { $0 != "-" } : quotedText(date) }
    let name = view.qualified(column)
    let sql: String
    switch symbol {
    case ">": sql = "\(name) >= \(literal(range.end))"
    case ">=": sql = "\(name) >= \(literal(range.start))"
    case "<": sql = "\(name) < \(literal(range.start))"
    case "<=": sql = "\(name) < \(literal(range.end))"
    default: sql = "\(name) >= \(literal(range.start)) AND \(name) < \(literal(range.end))"
    }
    plan.conditions.append(Condition(sql: sql, tables: [view.table(of: column)], position: position))
  }

}
