internal import Basics

/// A number as SQL writes it.
func numeral(_ number: Double) -> String {
  if let whole = Int(exactly: number) { return String(whole) }
  return "\(number)"
}

extension Interpreter {
  mutating func readValues(_ position: Int) {
    let entries = rankedValues(position)
    guard !entries.isEmpty, let entry = choose(Array(entries.prefix(3))) else { return }
    let column = entry.column
    let table = view.table(of: column)
    var isNegated = takeNegation(position)
    if position > 0, let previous = previousIndex(before: position, within: 2), tiles[previous].cue == .comparison("!=")
    {
      isNegated = true
    }
    var literals = [entry.value]
    // Several values of one column in a row.
    var next = position
    while let following = valueInList(after: next, of: column) {
      used.insert(following.position)
      literals.append(following.value)
      next = following.position
    }
    let name = view.qualified(column)
    let list = literals.map { literal($0, column) }
    let sql =
      list.count == 1
      ? "\(name) \(isNegated ? "!=" : "=") \(list[0])"
      : "\(name) \(isNegated ? "NOT " : "")IN (\(list.joined(separator: ", ")))"
    plan.conditions.append(Condition(sql: sql, tables: [table], key: name, position: position))
    if subject == nil, selected.isEmpty, !mentioned.contains(table), mentioned.isEmpty { subject = table }
    if !selected.isEmpty || subject != nil { isRestricting = true }
  }

  func literal(_ value: String, _ column: ColumnID) -> String {
    let isNumber = view.kind(column).isNumeric && Double(value) != nil
    return isNumber ? value : quotedText(value)
  }

  private func rankedValues(_ position: Int) -> [ValueIndex.Entry] {
    let entries = tiles[position].values
    let neighbours = [
      previousIndex(before: position, within: 1), nextIndex(after: position, within: 1),
      previousIndex(before: position, within: 2),
    ].compactMap { $0 }
    let scored = entries.enumerated().map { offset, entry in
      var score = 0.0
      let table = view.table(of: entry.column)
      for (order, neighbour) in neighbours.enumerated() {
        for meaning in tiles[neighbour].meanings where meaning.weight >= 0.5 {
          if meaning.meaning == .column(entry.column) { score = max(score, 1.2 - 0.1 * Double(order)) }
          if meaning.meaning == .table(table) { score = max(score, 0.6 - 0.05 * Double(order)) }
        }
      }
      if mentioned.contains(table) { score += 0.4 }
      if subject == table { score += 0.25 }
      if plan.conditions.contains(where: { $0.tables.contains(table) }) { score += 0.25 }
      if selected.contains(where: { $0.expression.tables(view).contains(table) }) { score += 0.2 }
      if view.display(table) == entry.column { score += 0.12 }
      if entry.value == view.words.original(tiles[position].span) { score += 0.05 }
      return (offset, entry, score)
    }
    return scored.sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map(\.1)
  }

  private func valueInList(after position: Int, of column: ColumnID) -> (position: Int, value: String)? {
    var index = position + 1
    while index < tiles.count, case .word = tiles[index].kind {
      let word = view.words[tiles[index].span.lowerBound].text
      guard ["or", "and", "the", "either"].contains(word), index - position <= 2 else { return nil }
      index += 1
    }
    guard index < tiles.count, !used.contains(index) else { return nil }
    return tiles[index].values.first { $0.column == column }.map { (index, $0.value) }
  }

  mutating func readQuotation(_ text: String, at position: Int) {
    let previous = previousIndex(before: position, within: 2).flatMap { index in
      columns(index).first { !view.isNumeric($0) }
    }
    guard let column = previous ?? subject.flatMap({ view.display($0) }) else { return }
    let isNegated = takeNegation(position)
    plan.conditions.append(
      Condition(
        sql: "\(view.qualified(column)) \(isNegated ? "!=" : "=") \(literal(text, column))",
        tables: [view.table(of: column)], position: position))
  }

  mutating func readPattern(_ position: Int, prefix: String, suffix: String) {
    guard position + 1 < tiles.count else { return }
    var index = position + 1
    let skipped: Set<String> = ["the", "a", "an", "word", "substring", "letter", "string", "phrase", "of", "character"]
    while index < tiles.count - 1, case .word = tiles[index].kind,
      skipped.contains(view.words[tiles[index].span.lowerBound].text)
    { index += 1 }
    let text: String
    if case .quotation(let quoted) = tiles[index].kind {
      text = quoted
    } else if let entry = tiles[index].values.first {
      text = entry.value
    } else if case .word = tiles[index].kind, view.words[tiles[index].span.lowerBound].isContent {
      text = view.words.original(tiles[index].span)
    } else {
      return
    }
    let isText = { [view] (column: ColumnID) in !view.isIdentifier(column) && !view.isNumeric(column) }
    let before = previousIndex(before: position, within: 2).flatMap { columns($0, where: isText).first }
    let after = nextIndex(after: index, within: 3).flatMap { columns($0, where: isText).first }
    guard let column = before ?? after ?? subject.flatMap({ view.display($0) }) else { return }
    used.insert(index)
    let isNegated = takeNegation(position)
    plan.conditions.append(
      Condition(
        sql: "\(view.qualified(column)) \(isNegated ? "NOT " : "")LIKE \(quotedText(prefix + text + suffix))",
        tables: [view.table(of: column)], position: position))
  }

  mutating func readNumber(_ number: Double, at position: Int) {
    if view.words[tiles[position].span.lowerBound].text == "one", !isNextToColumn(position) { return }
    // "3 or more albums"
    if let next = nextIndex(after: position, within: 0), case .orMore(let symbol) = tiles[next].cue {
      used.insert(next)
      let after = nextIndex(after: next, within: 1)
      if let after, let table = table(after), table != subject || selected.isEmpty {
        used.insert(after)
        plan.having.append("COUNT(*) \(symbol) \(numeral(number))")
        if !plan.extraTables.contains(table) { plan.extraTables.append(table) }
        return
      }
      let column =
        after.flatMap { columns($0, where: view.isNumeric).first } ?? previousNumber(before: position) ?? onlyNumber()
      if let column { add(column, symbol, number, position) }
      return
    }
    if number > 1, number < 100, number == number.rounded(), selected.isEmpty,
      let next = nextIndex(after: position, within: 0),
      tiles[next].cue == nil, !tiles[next].meanings.isEmpty, columns(next, where: view.isNumeric).isEmpty
    {
      plannedLimit = Int(number)
    }
    // "the 5 largest"
    if let next = nextIndex(after: position, within: 0), case .superlative = tiles[next].cue, number >= 1,
      number < 10_000
    {
      pendingLimit = (Int(number), true)
      return
    }
    let before = previousIndex(before: position, within: 2).flatMap { index in
      columns(index, where: { view.isNumeric($0) || view.isIdentifier($0) || view.isYear($0) }).first
    }
    let after = nextIndex(after: position, within: 1).flatMap { columns($0, where: view.isNumeric).first }
    if let before, isRestricting || after == nil { return add(before, "=", number, position) }
    if let after {
      if let next = nextIndex(after: position, within: 1) { used.insert(next) }
      return add(after, "=", number, position)
    }
    if isYear(number, position), readYear(Int(number), symbol: "=", position: position) { return }
    if let subject, let old = attribute("old", in: subject), followedBy("old", position) {
      add(old, "=", number, position)
    }
  }

  private func isNextToColumn(_ position: Int) -> Bool {
    nextIndex(after: position, within: 0).map { !columns($0, where: view.isNumeric).isEmpty } ?? false
  }

  private func followedBy(_ word: String, _ position: Int) -> Bool {
    view.words.words[tiles[position].span.upperBound...].prefix(2).contains { $0.text == word }
  }
}
