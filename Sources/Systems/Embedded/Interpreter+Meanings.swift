internal import Basics

extension Interpreter {
  /// The columns a tile may stand for, likeliest first: those of tables the question names come before others.
  func columns(_ position: Int, where accepts: (ColumnID) -> Bool = { _ in true }) -> [ColumnID] {
    ranked(position).compactMap { meaning, _ in
      if case .column(let column) = meaning, accepts(column) { column } else { nil }
    }
  }

  /// A tile's meanings with the weight they have in this question.
  func ranked(_ position: Int) -> [(meaning: Meaning, weight: Double)] {
    var list: [(meaning: Meaning, weight: Double)] = []
    let following = subject == nil ? tableAfter(position) : nil
    for entry in tiles[position].meanings {
      var weight = entry.weight
      if case .column(let column) = entry.meaning {
        let table = view.table(of: column)
        if mentioned.contains(table) { weight += 0.25 }
        if subject == table { weight += 0.15 }
        if subject == nil, table == following { weight += 0.12 }
        if plan.conditions.contains(where: { $0.tables.contains(table) }) { weight += 0.05 }
      }
      if case .table = entry.meaning { weight += 0.1 }
      if case .measure(let id) = entry.meaning, view.measures[id]?.sql.lowercased().hasPrefix("count") ?? false {
        weight += pendingCount || sharePosition != nil ? 0.3 : -0.35
      }
      list.append((entry.meaning, weight))
    }
    return list.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
  }

  /// The first table named behind a tile: "names of albums" are the albums'.
  private func tableAfter(_ position: Int) -> TableID? {
    for tile in tiles[(position + 1)...].prefix(6) {
      for entry in tile.meanings where entry.weight >= 0.9 {
        if case .table(let table) = entry.meaning { return table }
      }
    }
    return nil
  }

  /// The likeliest meaning; near ties are alternatives.
  mutating func resolve(_ position: Int) -> Meaning? {
    let ranked = ranked(position)
    guard let best = ranked.first else { return nil }
    return choose(ranked.filter { $0.weight > best.weight - 0.35 }.map(\.meaning))
  }

  mutating func resolveColumn(_ position: Int, where accepts: (ColumnID) -> Bool = { _ in true }) -> ColumnID? {
    choose(Array(columns(position, where: accepts).prefix(3)))
  }

  mutating func readMeaning(_ position: Int) {
    guard let weight = tiles[position].meanings.first?.weight, weight >= 0.3, !isModifier(position, weight) else {
      return
    }
    if view.periods[tiles[position].span.lowerBound] != nil { pendingGroup = true }
    guard let meaning = resolve(position) else { return }
    if pendingGroup || continuesGroup(position, meaning) {
      lastGroup = position
      return group(meaning)
    }
    if pendingOrder {
      order(meaning)
      return
    }
    switch meaning {
    case .measure(let id): readMeasure(id, position)
    case .filter(let id):
      apply(filter: id, position)
      readTail(position)
    case .expression(let id): readExpression(id, position)
    case .table(let table): readTable(table, position)
    case .column(let column): readColumn(column, position)
    }
  }

  /// The measure or column in a filter's phrase.
  private mutating func readTail(_ position: Int) {
    for entry in tiles[position].tail {
      switch entry.meaning {
      case .measure(let id):
        if selected.isEmpty || pendingCount { readMeasure(id, position) }
        return
      case .column(let column):
        if selected.isEmpty, view.measures.isEmpty, isThing(column, position), !isNamedNext(position) {
          readColumn(column, position)
        }
        return
      case .table(let table): return readTable(table, position)
      default: continue
      }
    }
  }

  /// "own-brand products": the word behind says what is meant.
  private func isNamedNext(_ position: Int) -> Bool {
    position + 1 < tiles.count && !tiles[position + 1].meanings.isEmpty
  }

  /// "billing region", "the customer's region": the first word only says which.
  private func isModifier(_ position: Int, _ weight: Double) -> Bool {
    if view.isModifier(position) || isCompound(position) { return true }
    let isPossessive = view.words[tiles[position].span.upperBound - 1].isPossessive
    guard weight < 0.5 || isPossessive, let next = nextIndex(after: position, within: 1),
      let following = tiles[next].meanings.first, following.weight >= 0.8
    else { return false }
    switch following.meaning {
    case .column, .expression: return next == position + 1 || isPossessive
    default: return false
    }
  }

  /// "customer segment", "product category": of two things in a row the second is meant.
  private func isCompound(_ position: Int) -> Bool {
    let next = position + 1
    guard next < tiles.count, tiles[position].span.upperBound == tiles[next].span.lowerBound,
      !view.words[tiles[next].span.lowerBound].followsPause, tiles[position].span.count == 1,
      let first = thing(position), let second = thing(next), first != second
    else { return false }
    let word = view.words[tiles[position].span.lowerBound].text
    return !word.hasSuffix("s")
  }

  /// The table whose things a tile names.
  private func thing(_ position: Int) -> TableID? {
    guard let best = tiles[position].meanings.first, best.weight >= 0.9 else { return nil }
    switch best.meaning {
    case .table(let table): return table
    case .column(let column): return isThing(column, position) ? view.table(of: column) : nil
    default: return nil
    }
  }

  /// "open orders" in a question about sales: rows to look at, not to count.
  private func isContext(_ id: Int, _ position: Int) -> Bool {
    guard !pendingCount, view.measures[id]?.sql.lowercased().hasPrefix("count") ?? false else { return false }
    if !selected.isEmpty, view.words[tiles[position].span.upperBound - 1].text.hasSuffix("ed") { return true }
    if position > 0, case .word = tiles[position - 1].kind,
      view.words[tiles[position - 1].span.lowerBound].text == "and"
    {
      return false
    }
    return tiles.enumerated().contains { index, tile in
      guard index != position, case .measure(let other) = tile.meanings.first?.meaning else { return false }
      return !(view.measures[other]?.sql.lowercased().hasPrefix("count") ?? true)
    }
  }

  private mutating func readMeasure(_ id: Int, _ position: Int) {
    guard let measure = measure(id) else { return }
    if pendingNegation != nil, let table = measure.tables(view).first,
      let owner = subject ?? selected.first?.expression.tables(view).first, owner != table, takeNegation(position)
    {
      subject = owner
      return exclude(table, position, measure)
    }
    if isContext(id, position) { return }
    lastCounted = pendingCount ? position : lastCounted
    pendingCount = false
    pendingAggregates = []
    if let limit = pendingLimit {
      orderBy(measure, descending: limit.descending, limit: limit.count)
      if limit.count > 1 { selected.append((position, measure)) }
      pendingLimit = nil
    } else if !plan.order.contains(where: { $0.expression == measure }) {
      selected.append((position, measure))
    }
    isRestricting = true
  }

  /// "by region and category": after "and" another thing to group by.
  private func continuesGroup(_ position: Int, _ meaning: Meaning) -> Bool {
    guard let last = lastGroup, previousIndex(before: position, within: 1) == last, position - last == 2,
      ["and", "then"].contains(view.words[tiles[position - 1].span.lowerBound].text)
    else { return false }
    switch meaning {
    case .column, .expression, .table: return true
    default: return false
    }
  }

  func measure(_ id: Int) -> Expression? {
    view.measures[id].map { .raw($0.sql, tables: $0.tables, isAggregate: true) }
  }

  func value(_ id: Int) -> Expression? {
    view.expressions[id].map { .raw($0.sql, tables: $0.tables, isAggregate: false) }
  }

  private mutating func readExpression(_ id: Int, _ position: Int) {
    guard let snippet = view.expressions[id], let expression = value(id) else { return }
    if !pendingAggregates.isEmpty {
      for function in pendingAggregates {
        selected.append((position, .aggregate(function, expression, distinct: pendingDistinct)))
      }
      pendingAggregates = []
      pendingDistinct = false
    } else if let next = nextIndex(after: position, within: 2), let number = tiles[next].number {
      plan.conditions.append(
        Condition(sql: "\(snippet.sql) = \(numeral(number))", tables: snippet.tables, position: position))
      used.insert(next)
    } else if !isRestricting {
      selected.append((position, expression))
    }
  }

  mutating func apply(filter id: Int, _ position: Int) {
    guard let snippet = view.filters[id] else { return }
    let isNegated = takeNegation(position)
    let sql = isNegated ? "NOT (\(snippet.sql))" : wrapped(snippet.sql)
    guard !plan.conditions.contains(where: { $0.sql == sql }) else { return }
    plan.conditions.append(Condition(sql: sql, tables: snippet.tables, position: position))
  }

  private func wrapped(_ sql: String) -> String {
    SQLTokens(sql).tokens.contains { $0.lower == "or" } ? "(\(sql))" : sql
  }

  /// Whether a negation stands before this tile, with at most two tiles between.
  mutating func takeNegation(_ position: Int) -> Bool {
    guard let negation = pendingNegation, position - negation <= 3 else { return false }
    pendingNegation = nil
    return true
  }

  private mutating func readTable(_ table: TableID, _ position: Int) {
    if lacks(table, position) { return }
    if pendingNegation != nil, subject != nil, subject != table, takeNegation(position) {
      return exclude(table, position)
    }
    if pendingCount {
      pendingCount = false
      if isRestricting, !selected.isEmpty || plan.selectsEverything, plan.group.isEmpty, !pendingOrder { return }
      selected.append((position, count(table)))
      if subject == nil { subject = table }
      plan.extraTables.append(table)
      isRestricting = true
      return
    }
    if subject == nil {
      subject = table
    }
    if !plan.extraTables.contains(table) { plan.extraTables.append(table) }
    pendingAggregates = pendingAggregates.filter { _ in false }
  }

  /// "orders without a rep": rows whose reference to the other table is empty.
  private mutating func lacks(_ table: TableID, _ position: Int) -> Bool {
    guard pendingNegation != nil, let owner = selected.first?.expression.tables(view).first ?? subject, owner != table
    else { return false }
    let edges = view.graph.edges.filter { $0.target == table && $0.pairs.count == 1 }
    let holders = [owner] + (view.graph.tree([owner, table])?.flatMap { [$0.left, $0.right] } ?? [])
    for holder in holders {
      guard let edge = edges.first(where: { $0.left == holder || $0.right == holder }), let pair = edge.pairs.first,
        takeNegation(position)
      else { continue }
      let own = edge.left == holder ? pair.left : pair.right
      plan.conditions.append(
        Condition(sql: "\(view.qualified(own)) IS NULL", tables: [holder], position: position))
      isRestricting = true
      return true
    }
    return false
  }

  func count(_ table: TableID) -> Expression { .countAll }

  private mutating func readColumn(_ column: ColumnID, _ position: Int) {
    if isThing(column, position), lacks(view.table(of: column), position) { return }
    if isFilterOperand(position) {
      if subject == nil { subject = view.table(of: column) }
      return
    }
    if !pendingAggregates.isEmpty {
      for function in pendingAggregates {
        selected.append((position, .aggregate(function, .column(column), distinct: pendingDistinct)))
      }
      pendingAggregates = []
      pendingCount = false
      pendingDistinct = false
      if subject == nil { subject = view.table(of: column) }
      isRestricting = true
      return
    }
    if pendingCount, !isRestricting || selected.isEmpty {
      pendingCount = false
      if view.isNumeric(column), !view.isIdentifier(column), !pendingDistinct {
        selected.append((position, .column(column)))
      } else {
        let key = isName(column) && !pendingDistinct ? key(of: view.table(of: column)) : nil
        selected.append(
          (
            position,
            .aggregate("COUNT", .column(key ?? column), distinct: key != nil || pendingDistinct || !isName(column))
          ))
      }
      pendingDistinct = false
      if subject == nil { subject = view.table(of: column) }
      isRestricting = true
      return
    }
    pendingCount = false
    guard !isRestricting else { return }
    if pendingDistinct { plan.isDistinct = true }
    pendingDistinct = false
    selected.append((position, .column(column)))
    if subject == nil { subject = view.table(of: column) }
  }

  private func isName(_ column: ColumnID) -> Bool { view.display(view.table(of: column)) == column }

  /// Whether the tile only says which column the next number, date or value belongs to.
  private func isFilterOperand(_ position: Int) -> Bool {
    guard let next = nextIndex(after: position, within: 2), isRestricting || hasOperandOnly(position, next) else {
      return false
    }
    switch tiles[next].kind {
    case .number, .date, .quotation: return true
    case .values(let list):
      let own = Set(columns(position))
      return list.contains { own.contains($0.column) }
    case .cue(.comparison), .cue(.between), .cue(.average), .cue(.contains), .cue(.startsWith), .cue(.endsWith):
      return true
    default: return false
    }
  }

  /// In the selecting part only a value of the very column makes it a mere operand.
  private func hasOperandOnly(_ position: Int, _ next: Int) -> Bool {
    guard case .values(let list) = tiles[next].kind, next == position + 1 else { return false }
    let own = Set(columns(position))
    return list.contains { own.contains($0.column) } && !selected.isEmpty
  }

  private mutating func group(_ meaning: Meaning) {
    pendingGroup = false
    switch meaning {
    case .table(let table):
      groupTables.append(table)
      guard let display = view.display(table) else { return }
      if let key = key(of: table), key != display { plan.group.append(.column(key)) }
      plan.group.append(.column(display))
    case .column(let column): plan.group += grouping(column)
    case .expression(let id):
      guard let value = value(id) else { return }
      plan.group.append(value)
    case .measure(let id):
      if let measure = measure(id) {
        orderBy(measure, descending: pendingLimit?.descending ?? true, limit: pendingLimit?.count)
      }
      pendingLimit = nil
    case .filter(let id): apply(filter: id, 0)
    }
    if !selected.isEmpty || subject != nil { isRestricting = true }
  }

  /// A name does not identify what it names: its table's key does.
  mutating func grouping(_ column: ColumnID) -> [Expression] {
    let table = view.table(of: column)
    let isName = ["name", "title", "nm"].contains(view.database.columns[column].words.last ?? "")
    guard isName, let key = key(of: table), key != column, view.display(table) == column else {
      return [.column(column)]
    }
    groupTables.append(table)
    return [.column(key), .column(column)]
  }

  private mutating func order(_ meaning: Meaning) {
    pendingOrder = false
    let key: Expression?
    switch meaning {
    case .table(let table):
      key = pendingCount ? .countAll : view.display(table).map { .column($0) }
      pendingCount = false
    case .column(let column):
      key = pendingAggregates.last.map { .aggregate($0, .column(column), distinct: false) } ?? .column(column)
      pendingAggregates = []
    case .measure(let id): key = measure(id)
    case .expression(let id):
      key = value(id)
    case .filter: key = nil
    }
    guard let key else { return }
    plan.order.append(Plan.Ordering(expression: key, descending: lastDirection ?? false))
  }

  /// The single column that identifies a table's rows.
  func key(of table: TableID) -> ColumnID? {
    let keys = (view.columns[table] ?? []).filter { view.database.columns[$0].isKey }
    return keys.count == 1 ? keys[0] : nil
  }

  /// `NOT IN`: rows of the subject that no row of the other table refers to.
  private mutating func exclude(_ table: TableID, _ position: Int, _ measure: Expression? = nil) {
    guard let subject, let edges = view.graph.tree([subject, table]),
      let first = edges.first(where: {
        $0.left == subject || $0.right == subject
      }), let pair = first.pairs.first
    else { return }
    let (own, other) = first.left == subject ? (pair.left, pair.right) : (pair.right, pair.left)
    var inner = Plan()
    inner.select = [.column(other)]
    inner.extraTables = [table]
    if measure != nil { inner.conditions = policies(anchors: [table], among: []) }
    if let sql = inner.sql(view) {
      plan.conditions.append(
        Condition(sql: "\(view.qualified(own)) NOT IN (\(sql))", tables: [subject], position: position))
    }
  }
}
