internal import Basics

extension Interpreter {
  mutating func readComparison(_ symbol: String, at position: Int) {
    guard let next = nextIndex(after: position, within: 3) else { return }
    switch tiles[next].kind {
    case .number(let number): compare(symbol, number, operand: next, cue: position)
    case .date: readDate(next, symbol: symbol)
    case .values where symbol != "!=" && symbol != "=": compareWithValue(symbol, next, cue: position)
    default: break
    }
  }

  private mutating func compare(_ given: String, _ number: Double, operand: Int, cue: Int) {
    used.insert(operand)
    var symbol = given
    if takeNegation(cue) { symbol = [">": "<=", "<": ">=", ">=": "<", "<=": ">"][symbol] ?? symbol }
    if isYear(number, operand), nextColumn(after: operand) == nil,
      previousNumber(before: cue) == nil || isYearBefore(cue),
      readYear(Int(number), symbol: symbol, position: cue)
    {
      return
    }
    var following = nextIndex(after: pastUnit(operand), within: 2)
    while let filter = following, case .filter(let id) = ranked(filter).first?.meaning {
      used.insert(filter)
      apply(filter: id, filter)
      for entry in tiles[filter].tail {
        if case .measure(let id) = entry.meaning, let measure = measure(id) {
          return addHaving(measure, symbol, number)
        }
      }
      following = nextIndex(after: filter, within: 1)
    }
    let counted = pendingCount
    pendingCount = true
    defer { pendingCount = counted }
    if let after = following {
      if let column = columns(after, where: view.isNumeric).first, !hasTable(after) {
        used.insert(after)
        return add(column, symbol, number, cue)
      }
      if let table = table(after), table != subject || selected.isEmpty {
        used.insert(after)
        plan.having.append("COUNT(*) \(symbol) \(numeral(number))")
        if !plan.extraTables.contains(table) { plan.extraTables.append(table) }
        return
      }
      if case .measure(let id) = ranked(after).first?.meaning, let measure = measure(id) {
        used.insert(after)
        return addHaving(measure, symbol, number)
      }
      if case .expression(let id) = ranked(after).first?.meaning, let snippet = view.expressions[id] {
        used.insert(after)
        return add(snippet, symbol, number, cue)
      }
      if let column = columns(after).first, isThing(column, after), view.table(of: column) != subject,
        let key = key(of: view.table(of: column))
      {
        used.insert(after)
        return addHaving(.aggregate("COUNT", .column(key), distinct: true), symbol, number)
      }
    }
    if let before = previousMeasure(before: cue) { return addHaving(before, symbol, number) }
    if let index = previousIndex(before: cue, within: 2), case .expression(let id) = ranked(index).first?.meaning,
      let snippet = view.expressions[id]
    {
      return add(snippet, symbol, number, cue)
    }
    if let column = previousNumber(before: cue) ?? attribute(of: cue) ?? onlyNumber() {
      add(column, symbol, number, cue)
    }
  }

  private mutating func add(_ snippet: SpaceModel.Snippet, _ symbol: String, _ number: Double, _ position: Int) {
    plan.conditions.append(
      Condition(sql: "\(snippet.sql) \(symbol) \(numeral(number))", tables: snippet.tables, position: position))
  }

  /// The tile of a number, or of the unit behind it.
  private func pastUnit(_ operand: Int) -> Int {
    guard operand + 3 < tiles.count, tiles[operand + 1].span.count == 1,
      English.units.contains(view.words[tiles[operand + 1].span.lowerBound].text),
      view.words[tiles[operand + 2].span.lowerBound].text == "of"
    else { return operand }
    switch tiles[operand + 3].meanings.first?.meaning {
    case .measure, .expression: return operand + 2
    default: return operand
    }
  }

  private mutating func addHaving(_ measure: Expression, _ symbol: String, _ number: Double) {
    plan.having.append("\(measure.sql(view)) \(symbol) \(numeral(number))")
    for table in measure.tables(view) where !plan.extraTables.contains(table) { plan.extraTables.append(table) }
  }

  func hasTable(_ position: Int) -> Bool {
    if case .table = ranked(position).first?.meaning { true } else { false }
  }

  func table(_ position: Int) -> TableID? {
    for (meaning, weight) in ranked(position) where weight >= 0.5 {
      if case .table(let table) = meaning { return table }
    }
    return nil
  }

  private func nextColumn(after position: Int) -> ColumnID? {
    nextIndex(after: position, within: 0).flatMap { columns($0, where: view.isNumeric).first }
  }

  private func isYearBefore(_ cue: Int) -> Bool {
    previousNumber(before: cue).map { view.isYear($0) || view.isDate($0) } ?? true
  }

  private func previousMeasure(before position: Int) -> Expression? {
    guard let index = previousIndex(before: position, within: 2) else { return nil }
    if case .measure(let id) = ranked(index).first?.meaning { return measure(id) }
    if let before = previousIndex(before: index, within: 2), case .aggregate(let function) = tiles[before].cue,
      case .expression(let id) = ranked(index).first?.meaning, let snippet = view.expressions[id]
    {
      return .aggregate(
        function, .raw(snippet.sql, tables: snippet.tables, isAggregate: false), distinct: false)
    }
    if tiles[index].meanings.isEmpty == false, let before = previousIndex(before: index, within: 2),
      case .aggregate(let function) = tiles[before].cue, let column = columns(index, where: view.isNumeric).first,
      !plan.group.isEmpty
    {
      return .aggregate(function, .column(column), distinct: false)
    }
    return nil
  }

  func previousNumber(before position: Int) -> ColumnID? {
    var index = position
    for _ in 0..<2 {
      guard let previous = previousIndex(before: index, within: 2) else { return nil }
      if let column = columns(previous, where: { view.isNumeric($0) || view.isDate($0) }).first { return column }
      index = previous
    }
    return nil
  }

  /// The column that an adjective such as "older" asks for.
  func attribute(of cue: Int) -> ColumnID? {
    guard let first = view.words.words[tiles[cue].span].first?.text else { return nil }
    var adjective = first
    for ending in ["ier", "er", "iest", "est"] where adjective.hasSuffix(ending) {
      adjective = String(adjective.dropLast(ending.count)) + (ending.hasPrefix("i") ? "y" : "")
      break
    }
    if adjective == "bigg" { adjective = "big" }
    return subject.flatMap { attribute(adjective, in: $0) }
  }

  /// A table's column for an adjective, such as a length for "long".
  func attribute(_ adjective: String, in table: TableID) -> ColumnID? {
    guard let nouns = English.attributes[adjective] ?? English.attributes[adjective + "e"] else { return nil }
    let visible = view.columns[table] ?? []
    for noun in nouns.split(separator: " ") {
      let stem = Stem.hash(String(noun))
      let found = visible.first { column in
        view.database.columns[column].words.contains { Stem.hash($0) == stem }
          && (view.isNumeric(column) || view.isDate(column) || view.kind(column) != .text
            || view.formats[column] != .text)
      }
      if let found { return found }
    }
    return nil
  }

  func onlyNumber() -> ColumnID? {
    guard let subject else { return nil }
    let numbers = (view.columns[subject] ?? []).filter(view.isNumeric)
    return numbers.count == 1 ? numbers[0] : nil
  }

  mutating func add(_ column: ColumnID, _ symbol: String, _ number: Double, _ position: Int) {
    let expression = Expression.column(column)
    let value =
      view.kind(column) == .text && view.formats[column] != .numericText ? quotedText(numeral(number)) : numeral(number)
    plan.conditions.append(
      Condition(
        sql: "\(expression.numericSQL(view)) \(symbol) \(value)", tables: [view.table(of: column)], position: position))
    if subject == nil { subject = view.table(of: column) }
  }

  private mutating func compareWithValue(_ symbol: String, _ operand: Int, cue: Int) {
    guard let column = previousNumber(before: cue) ?? attribute(of: cue) else { return }
    let table = view.table(of: column)
    guard let entry = tiles[operand].values.first(where: { view.table(of: $0.column) == table }) else { return }
    used.insert(operand)
    var inner = Plan()
    inner.select = [.column(column)]
    inner.conditions = [
      Condition(sql: "\(view.qualified(entry.column)) = \(literal(entry.value, entry.column))", tables: [table])
    ]
    guard let sql = inner.sql(view) else { return }
    plan.conditions.append(
      Condition(sql: "\(view.qualified(column)) \(symbol) (\(sql))", tables: [table], position: cue))
  }

  mutating func readAverage(_ position: Int) {
    let after = nextIndex(after: position, within: 2).flatMap { columns($0, where: view.isNumeric).first }
    let neighbours = [previousIndex(before: position, within: 2), nextIndex(after: position, within: 2)]
    for case let index? in neighbours {
      guard case .expression(let id) = ranked(index).first?.meaning, let snippet = view.expressions[id] else {
        continue
      }
      return compareWithAverage(
        .raw(snippet.sql, tables: snippet.tables, isAggregate: false), snippet.tables, at: position)
    }
    guard let column = previousNumber(before: position) ?? after ?? attribute(of: position) else { return }
    compareWithAverage(.column(column), [view.table(of: column)], at: position)
  }

  private mutating func compareWithAverage(_ value: Expression, _ tables: [TableID], at position: Int) {
    let isBelow = ![
      "above", "higher", "more", "greater", "larger", "exceed", "over", "longer", "bigger", "older", "taller",
      "heavier",
    ]
    .contains(view.words[tiles[position].span.lowerBound].text)
    var inner = Plan()
    inner.select = [.aggregate("AVG", value, distinct: false)]
    guard let sql = inner.sql(view) else { return }
    plan.conditions.append(
      Condition(sql: "\(value.sql(view)) \(isBelow ? "<" : ">") (\(sql))", tables: tables, position: position))
  }

  private mutating func readBetweenDates(_ position: Int) {
    var dates: [Int] = []
    var index = position + 1
    while index < tiles.count, dates.count < 2, index - position <= 4 {
      if case .date = tiles[index].kind { dates.append(index) }
      index += 1
    }
    guard dates.count == 2 else { return }
    readDate(dates[0], symbol: ">=")
    readDate(dates[1], symbol: "<=")
  }

  mutating func readBetween(_ position: Int) {
    var numbers: [(Int, Double)] = []
    var index = position + 1
    while index < tiles.count, numbers.count < 2, index - position <= 4 {
      if let number = tiles[index].number { numbers.append((index, number)) }
      index += 1
    }
    guard numbers.count == 2 else { return readBetweenDates(position) }
    numbers.forEach { used.insert($0.0) }
    let after = nextIndex(after: numbers[1].0, within: 1).flatMap { columns($0, where: view.isNumeric).first }
    guard let column = previousNumber(before: position) ?? after ?? onlyNumber() else {
      if isYear(numbers[0].1, numbers[0].0) {
        _ = readYear(Int(numbers[0].1), symbol: ">=", position: position)
        _ = readYear(Int(numbers[1].1), symbol: "<=", position: position)
      }
      return
    }
    if view.isDate(column), isYear(numbers[0].1, numbers[0].0) {
      compareDate(column, ">=", DateRange(year: Int(numbers[0].1)), position)
      compareDate(column, "<=", DateRange(year: Int(numbers[1].1)), position)
      return
    }
    let name = Expression.column(column).numericSQL(view)
    plan.conditions.append(
      Condition(
        sql: "\(name) BETWEEN \(numeral(numbers[0].1)) AND \(numeral(numbers[1].1))", tables: [view.table(of: column)],
        position: position))
  }
}
