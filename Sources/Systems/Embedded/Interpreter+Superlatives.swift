internal import Basics

extension Interpreter {
  /// A measure, a count or a column that a tile names and that can be ordered by.
  mutating func measureOrNumber(_ position: Int, counting: Bool, anyColumn: Bool = false) -> Expression? {
    if counting, tiles[position].cue == .count, let next = nextIndex(after: position, within: 2) {
      used.insert(position)
      if let table = table(next) {
        used.insert(next)
        if !plan.extraTables.contains(table) { plan.extraTables.append(table) }
        return .countAll
      }
      return measureOrNumber(next, counting: false, anyColumn: anyColumn)
    }
    if case .aggregate(let function) = tiles[position].cue, let next = nextIndex(after: position, within: 2) {
      if case .measure(let id) = ranked(next).first?.meaning {
        used.insert(next)
        return measure(id)
      }
      guard let column = columns(next, where: { view.isNumeric($0) || view.isDate($0) }).first else { return nil }
      used.insert(next)
      return .aggregate(function, .column(column), distinct: false)
    }
    switch ranked(position).first?.meaning {
    case .measure(let id): return measure(id)
    case .expression(let id):
      return view.expressions[id].map { .raw($0.sql, tables: $0.tables, isAggregate: false) }
    default: break
    }
    return columns(position, where: { anyColumn || view.isNumeric($0) || view.isDate($0) }).first.map { .column($0) }
  }

  mutating func readSuperlative(_ position: Int, descending: Bool, adjective: String) {
    let limit = pendingLimit?.count ?? 1
    pendingLimit = nil
    if pendingOrder || isSortPhrase(position) {
      lastDirection = descending
      return
    }
    let next = nextIndex(after: position, within: 2)
    if let next, let key = measureOrNumber(next, counting: true), !isEntity(next) {
      if asksForExtreme(position), case .column(let column) = key {
        used.insert(next)
        selected.append((position, .aggregate(descending ? "MAX" : "MIN", key, distinct: false)))
        if subject == nil { subject = view.table(of: column) }
        isRestricting = true
        return
      }
      used.insert(next)
      if selected.isEmpty, subject == nil, case .column(let column) = key { subject = view.table(of: column) }
      isRestricting = true
      return orderBy(key, descending: descending, limit: limit)
    }
    if let next, let table = table(next) {
      if adjective.isEmpty, !isAlone(next) {
        used.insert(next)
        if !plan.extraTables.contains(table) { plan.extraTables.append(table) }
        return orderBy(.countAll, descending: descending, limit: limit)
      }
      if let column = attribute(adjective, in: table) ?? number(in: table) {
        if subject == nil { subject = table }
        return orderBy(.column(column), descending: flipped(descending, adjective, column), limit: limit)
      }
      if subject == nil { subject = table }
      return
    }
    if let next, let column = columns(next).first {
      let table = view.table(of: column)
      if adjective.isEmpty {
        // "the most common nationality": rows of each value.
        if selected.isEmpty { selected.append((next, .column(column))) }
        used.insert(next)
        plan.group.append(.column(column))
        if subject == nil { subject = table }
        return orderBy(.countAll, descending: descending, limit: limit)
      }
      if let key = attribute(adjective, in: table) {
        return orderBy(.column(key), descending: flipped(descending, adjective, key), limit: limit)
      }
    }
    if let subject {
      if let key = attribute(adjective, in: subject) {
        return orderBy(.column(key), descending: flipped(descending, adjective, key), limit: limit)
      }
      if adjective.isEmpty { orderBy(.countAll, descending: descending, limit: limit) }
    }
  }

  /// "with the most" in front of nothing that is compared: the tile is the thing asked for.
  private func isAlone(_ position: Int) -> Bool { selected.isEmpty && subject == nil && false }

  /// "sorted from the highest to the lowest" gives a direction only.
  private func isSortPhrase(_ position: Int) -> Bool {
    guard position > 0, case .word = tiles[position - 1].kind else { return false }
    return view.words[tiles[position - 1].span.lowerBound].text == "from"
  }

  private func isEntity(_ position: Int) -> Bool {
    if case .table = ranked(position).first?.meaning { return true }
    return false
  }

  /// "What is the highest price …" asks for the number itself.
  private func asksForExtreme(_ position: Int) -> Bool {
    guard selected.isEmpty || selected.allSatisfy({ $0.expression.isAggregate }), !isRestricting || subject == nil
    else { return false }
    return subject == nil || plan.group.isEmpty == false || !groupTables.isEmpty
  }

  private func number(in table: TableID) -> ColumnID? {
    let numbers = (view.columns[table] ?? []).filter(view.isNumeric)
    return numbers.count == 1 ? numbers[0] : nil
  }

  /// The oldest has the earliest date of birth.
  private func flipped(_ descending: Bool, _ adjective: String, _ column: ColumnID) -> Bool {
    guard adjective == "old" || adjective == "young" else { return descending }
    let isPoint =
      view.isDate(column)
      || view.database.columns[column].words.contains { ["birth", "year", "date", "born", "founded"].contains($0) }
    return isPoint ? !descending : descending
  }

  mutating func finish() {
    for id in view.attached { apply(filter: id, tiles.count) }
    if pendingCount, selected.isEmpty, subject != nil { selected.append((0, .countAll)) }
    if let limit = pendingLimit {
      if plan.order.isEmpty, let measure = selected.first(where: { $0.expression.isAggregate })?.expression {
        plan.order.append(Plan.Ordering(expression: measure, descending: limit.descending))
      }
      if plan.limit == nil, limit.count > 1 || !plan.order.isEmpty { plan.limit = limit.count }
    }
    plan.select = selected.map(\.expression)
    let hasAggregate = plan.select.contains(where: \.isAggregate)
    if plan.select.isEmpty, !plan.selectsEverything,
      plan.group.isEmpty || plan.order.contains(where: { $0.expression.isAggregate })
    {
      selectSubject()
    }
    if plan.selectsEverything, let subject { plan.extraTables.insert(subject, at: 0) }
    let ordersByAggregate = plan.order.contains { $0.expression.isAggregate }
    if !plan.group.isEmpty {
      let keys = plan.group.filter { expression in
        if case .column(let column) = expression, plan.group.count > 1, groupTables.contains(view.table(of: column)) {
          return !view.isIdentifier(column)
        }
        return true
      }
      plan.select = keys.filter { !plan.select.contains($0) } + plan.select
      if !hasAggregate, !ordersByAggregate, plan.having.isEmpty, plan.select.count == keys.count {
        plan.group = []; plan.isDistinct = true
      }
      for expression in plan.select
      where !expression.isAggregate && !plan.group.contains(expression) && !plan.group.isEmpty {
        plan.group.append(expression)
      }
    } else if ordersByAggregate || !plan.having.isEmpty {
      for expression in plan.select where !expression.isAggregate {
        if case .column(let column) = expression, let key = key(of: view.table(of: column)),
          !plan.group.contains(.column(key)),
          view.display(view.table(of: column)) == column
        {
          plan.group.append(.column(key))
        }
        plan.group.append(expression)
      }
    } else if hasAggregate {
      let others = plan.select.filter { !$0.isAggregate }
      if !others.isEmpty { plan.group = others }
    }
    plan.comparesWithExtreme = plan.limit == 1 && view.comparesWithExtreme
    plan.select = plan.select.reduce(into: []) { list, item in
      if !list.contains(item) { list.append(item) }
    }
  }

  private mutating func selectSubject() {
    guard let table = subject ?? mentioned.first, let display = view.display(table) else { return }
    if pendingDistinct { plan.isDistinct = true }
    plan.select = [.column(display)]
  }
}
