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
      if case .expression(let id) = ranked(next).first?.meaning, let value = value(id) {
        used.insert(next)
        return .aggregate(function, value, distinct: false)
      }
      guard let column = columns(next, where: { view.isNumeric($0) || view.isDate($0) }).first else { return nil }
      used.insert(next)
      return .aggregate(function, .column(column), distinct: false)
    }
    switch ranked(position).first?.meaning {
    case .measure(let id): return measure(id)
    case .expression(let id): return value(id)
    default: break
    }
    return columns(position, where: { anyColumn || view.isNumeric($0) || view.isDate($0) }).first.map { .column($0) }
  }

  mutating func readSuperlative(_ position: Int, descending: Bool, adjective: String) {
    let limit = pendingLimit?.count ?? plannedLimit ?? 1
    pendingLimit = nil
    plannedLimit = nil
    let counted = pendingCount
    pendingCount = counted || adjective.isEmpty && !selected.isEmpty
    defer { pendingCount = counted }
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
      if limit > 1, key.isRaw { selected.append((next, key)) }
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
      if adjective.isEmpty, !selected.isEmpty, isThing(column, next), let key = key(of: table) {
        used.insert(next)
        return orderBy(.aggregate("COUNT", .column(key), distinct: true), descending: descending, limit: limit)
      }
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
      pendingLimit = (limit, descending)
      return
    }
    if let subject {
      if let key = attribute(adjective, in: subject) {
        return orderBy(.column(key), descending: flipped(descending, adjective, key), limit: limit)
      }
      if adjective.isEmpty { return orderBy(.countAll, descending: descending, limit: limit) }
    }
    pendingLimit = (limit, descending)
  }

  /// Whether a tile names the things of a table rather than their names.
  func isThing(_ column: ColumnID, _ position: Int) -> Bool {
    guard view.display(view.table(of: column)) == column else { return false }
    return !view.words.words[tiles[position].span].contains { ["name", "names", "title", "titles"].contains($0.text) }
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
    if pendingCount, selected.isEmpty {
      subject = subject ?? plan.conditions.first?.tables.first
      if let subject {
        selected.append((0, .countAll))
        if !plan.extraTables.contains(subject) { plan.extraTables.insert(subject, at: 0) }
      }
    }
    countThings()
    listCounted()
    if let limit = pendingLimit {
      if plan.order.isEmpty, let measure = selected.first(where: { $0.expression.isAggregate })?.expression {
        plan.order.append(Plan.Ordering(expression: measure, descending: limit.descending))
      }
      if plan.limit == nil, limit.count > 1 || !plan.order.isEmpty { plan.limit = limit.count }
    }
    if let sharePosition { makeShare(sharePosition) }
    if compares { groupByCompared() }
    showOrdering()
    nameCompared()
    plan.select = selected.map(\.expression)
    listOwners()
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
    plan.conditions += policies(anchors: anchors(), among: plan.conditions)
    plan.comparesWithExtreme = plan.limit == 1 && view.comparesWithExtreme
    plan.select = plan.select.reduce(into: []) { list, item in
      if !list.contains(item) { list.append(item) }
    }
  }

  /// The tables whose rows are counted or added up, or else listed.
  private func anchors() -> [TableID] {
    let measured = (plan.select + plan.order.map(\.expression)).filter(\.isAggregate)
    let tables = measured.flatMap { $0.tables(view) }
    if !tables.isEmpty { return tables }
    if !measured.isEmpty, let counted = plan.extraTables.first ?? subject { return [counted] }
    if !plan.having.isEmpty, let last = plan.extraTables.last { return [last] + plan.extraTables }
    return (subject.map { [$0] } ?? []) + (plan.select.first.map { $0.tables(view) } ?? [])
  }

  /// The filters that always apply to these tables, unless the question itself says something about their column.
  func policies(anchors: [TableID], among conditions: [Condition]) -> [Condition] {
    var found: [Condition] = []
    for id in view.attached {
      guard let filter = view.filters[id] else { continue }
      let isAnchored = anchors.contains { table in
        filter.tables.contains(table)
          || view.database.tables[table].words.allSatisfy { filter.attached.contains(Stem.hash($0)) }
      }
      let columns = Self.columns(filter.sql)
      let isOverruled = conditions.contains { condition in columns.contains { condition.sql.lowercased().contains($0) }
      }
      guard isAnchored, !isOverruled else { continue }
      found.append(Condition(sql: filter.sql, tables: filter.tables, position: tiles.count))
    }
    return found
  }

  /// The qualified columns that a condition names.
  private static func columns(_ sql: String) -> [String] {
    let tokens = SQLTokens(sql).tokens
    return tokens.indices.dropLast(2).compactMap { index in
      tokens[index].kind == .name && tokens[index + 1].text == "."
        ? tokens[index].lower + "." + tokens[index + 2].lower : nil
    }
  }

  /// What part of a measure meets the last condition, in percent.
  private mutating func makeShare(_ position: Int) {
    if let first = selected.first, case .column(let column) = first.expression, isThing(column, first.position),
      let key = key(of: view.table(of: column))
    {
      selected[0].expression = .aggregate("COUNT", .column(key), distinct: true)
    }
    if selected.isEmpty, let subject, let key = key(of: subject) {
      selected.append((position, .aggregate("COUNT", .column(key), distinct: true)))
    }
    guard let place = selected.firstIndex(where: { $0.expression.isAggregate }) else { return }
    let measured = selected[place].position
    func isNumber(_ condition: Condition) -> Bool {
      tiles.indices.contains(condition.position) && tiles[condition.position].values.isEmpty
        && tiles[condition.position].meanings.isEmpty
    }
    let indices = plan.conditions.indices
    let before = indices.last {
      plan.conditions[$0].position < position && position - plan.conditions[$0].position <= 2
    }
    let after = indices.first { plan.conditions[$0].position > measured && !isNumber(plan.conditions[$0]) }
    guard let last = before ?? after ?? indices.last(where: { !isNumber(plan.conditions[$0]) }) else { return }
    let whole = selected[place].expression
    let condition = plan.conditions.remove(at: last)
    guard let part = Self.restricted(whole.sql(view), to: condition.sql) else { return }
    selected[place].expression = .raw(
      "100.0 * (\(part)) / (\(whole.sql(view)))", tables: whole.tables(view) + condition.tables, isAggregate: true)
  }

  /// An aggregate over the rows that meet a condition only.
  private static func restricted(_ sql: String, to condition: String) -> String? {
    if sql == "COUNT(*)" { return "COUNT(CASE WHEN \(condition) THEN 1 END)" }
    let tokens = SQLTokens(sql).tokens
    guard let open = tokens.firstIndex(where: { ["sum", "avg", "count"].contains($0.lower) }), open + 1 < tokens.count,
      tokens[open + 1].text == "("
    else { return nil }
    var depth = 0
    var close = open + 1
    while close < tokens.count {
      if tokens[close].text == "(" { depth += 1 }
      if tokens[close].text == ")" { depth -= 1 }
      if depth == 0 { break }
      close += 1
    }
    guard close < tokens.count else { return nil }
    var start = open + 2
    if tokens[start].lower == "distinct" { start += 1 }
    let inner = SQLShape.text(Array(tokens[start..<close]))
    let isSum = tokens[open].lower == "sum"
    return SQLShape.text(Array(tokens[..<start]))
      + " CASE WHEN \(condition) THEN \(inner)\(isSum ? " ELSE 0" : "") END "
      + SQLShape.text(Array(tokens[close...]))
  }

  /// "Dormant customers per segment" counts customers.
  private mutating func countThings() {
    // "Loyalty members per region": what the filter is about.
    if lastGroup != nil, selected.isEmpty, !plan.group.isEmpty, plan.order.isEmpty, plan.having.isEmpty, subject == nil,
      let table = plan.conditions.first(where: {
        tiles.indices.contains($0.position) && tiles[$0.position].values.isEmpty
      })?
      .tables.first
    {
      let counted = key(of: table).map { Expression.aggregate("COUNT", .column($0), distinct: true) }
      selected.append((0, counted ?? .countAll))
      return
    }
    if lastGroup != nil, selected.isEmpty, !plan.group.isEmpty, plan.order.isEmpty, plan.having.isEmpty, let subject,
      !plan.group.contains(where: { $0.tables(view).contains(subject) }), let key = key(of: subject)
    {
      selected.append((0, .aggregate("COUNT", .column(key), distinct: true)))
      return
    }
    guard lastGroup != nil, selected.count == 1, !plan.group.isEmpty, plan.order.isEmpty, plan.having.isEmpty,
      case .column(let column) = selected[0].expression, isThing(column, selected[0].position)
    else { return }
    for entry in tiles[selected[0].position].meanings {
      if case .measure(let id) = entry.meaning, let measure = measure(id) {
        selected[0].expression = measure
        return
      }
    }
    if let key = key(of: view.table(of: column)) {
      selected[0].expression = .aggregate("COUNT", .column(key), distinct: true)
    }
  }

  /// "List the open orders" wants what a measure counts.
  private mutating func listCounted() {
    guard selected.count == 1, plan.group.isEmpty, plan.order.isEmpty, lastCounted == nil, sharePosition == nil,
      case .raw(let sql, let tables, true) = selected[0].expression, let first = view.words.words.first,
      ["list", "which", "show", "give", "name"].contains(first.text)
    else { return }
    let tokens = SQLTokens(sql).tokens
    guard tokens.count == 7, tokens[0].lower == "count", tokens[2].lower == "distinct" else { return }
    selected[0].expression = .raw(SQLShape.text(Array(tokens[3..<6])), tables: tables, isAggregate: false)
  }

  /// "… with the counts", "Show the amounts": the figure that decides is asked for too.
  private mutating func showOrdering() {
    guard let key = plan.order.first?.expression, key.isAggregate, !selected.contains(where: { $0.expression == key })
    else { return }
    let words = view.words.words.map(\.text)
    let figures: Set<String> = ["count", "counts", "amount", "amounts", "figure", "figures", "numbers", "totals"]
    let asks = words.indices.dropFirst().contains { index in
      figures.contains(words[index]) && ["the", "with", "their", "its"].contains(words[index - 1]) && index >= 2
        && ["with", "show", "and", "give", "include", "including"].contains(words[index - 2])
    }
    if asks { selected.append((tiles.count, key)) }
  }

  /// "Which customers had sales over 20,000?": those whose figures are compared are asked for.
  private mutating func nameCompared() {
    guard !plan.having.isEmpty, plan.group.isEmpty, selected.allSatisfy(\.expression.isAggregate), let subject,
      !selected.contains(where: { $0.expression.tables(view).contains(subject) }), let display = view.display(subject)
    else { return }
    plan.group = grouping(display)
  }

  /// "List the tents": a value that is asked for stands for the rows that refer to it, which other words of the
  /// question speak of.
  private mutating func listOwners() {
    guard plan.select.isEmpty, plan.group.isEmpty, plan.having.isEmpty, !plan.selectsEverything,
      let first = view.words.words.first, ["list", "which", "show", "name", "give", "find"].contains(first.text),
      let value = plan.conditions.first(where: { !$0.key.isEmpty }), let fixed = value.tables.first,
      subject == nil || subject == fixed
    else { return }
    let owners = view.graph.edges.filter { $0.target == fixed }.map { $0.left == fixed ? $0.right : $0.left }
    let others = plan.conditions.flatMap(\.tables).filter { $0 != fixed }
    let direct = others.filter(owners.contains)
    let shared = owners.filter { owner in
      others.contains { other in
        view.graph.edges.contains { $0.target == other && ($0.left == owner || $0.right == owner) }
      }
    }
    guard let owner = direct.first ?? shared.first, let display = view.display(owner) else { return }
    plan.select = [.column(display)]
    plan.extraTables.append(owner)
  }

  /// "Compare … in A and B": a row for each of the values.
  private mutating func groupByCompared() {
    guard plan.group.isEmpty, selected.contains(where: { $0.expression.isAggregate }) else { return }
    if let list = plan.conditions.first(where: { $0.sql.contains(" IN (") && !$0.key.isEmpty }) {
      plan.group.append(.raw(list.key, tables: list.tables, isAggregate: false))
      return
    }
    // Two conditions on one column, such as two years.
    for (index, first) in plan.conditions.enumerated() {
      guard let name = first.sql.split(separator: " ").first, first.sql.contains(" = ") else { continue }
      guard let other = plan.conditions[(index + 1)...].firstIndex(where: { $0.sql.hasPrefix(name + " = ") }) else {
        continue
      }
      let values = [first.sql, plan.conditions[other].sql].map { String($0.dropFirst(name.utf8.count + 3)) }
      plan.conditions[index].sql = "\(name) IN (\(values.joined(separator: ", ")))"
      plan.conditions.remove(at: other)
      plan.group.append(.raw(String(name), tables: first.tables, isAggregate: false))
      return
    }
  }

  private mutating func selectSubject() {
    guard let table = subject ?? mentioned.first, let display = view.display(table) else { return }
    if pendingDistinct { plan.isDistinct = true }
    plan.select = [.column(display)]
  }
}
