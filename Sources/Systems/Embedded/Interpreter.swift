internal import Basics

/// Reads a question's tiles as a plan, by the general grammar of questions about tables.
///
/// Where the reading is ambiguous it takes the likeliest option and counts how many there were, so that the reader
/// above can run it again with another.
struct Interpreter {
  let view: View
  let tiles: [Tile]
  /// Which option to take at an ambiguous point, instead of the first.
  var forced: [Int: Int] = [:]
  private(set) var options: [Int] = []

  var plan = Plan()
  var used: Set<Int> = []
  /// What the question asks about.
  var subject: TableID?
  /// Things selected so far, with their position.
  var selected: [(position: Int, expression: Expression)] = []
  var pendingAggregates: [String] = []
  var pendingCount = false
  var pendingDistinct = false
  var isRestricting = false
  var pendingGroup = false
  var pendingOrder = false
  var pendingNegation: Int?
  var pendingLimit: (count: Int, descending: Bool)?
  var lastDirection: Bool?
  var mentioned: [TableID] = []
  var groupTables: [TableID] = []
  var sharePosition: Int?
  /// "Which five products …": how many rows a later superlative asks for.
  var plannedLimit: Int?
  var compares = false
  /// The last measure in front of which a count was asked for.
  var lastCounted: Int?
  var lastGroup: Int?

  init(view: View, forced: [Int: Int] = [:]) {
    self.view = view
    tiles = view.tiles
    self.forced = forced
    for tile in tiles {
      for entry in tile.meanings where entry.weight >= 0.9 {
        if case .table(let table) = entry.meaning, !mentioned.contains(table) { mentioned.append(table) }
      }
    }
    for snippet in view.measures.sorted(by: { $0.key < $1.key }) {
      for table in snippet.value.tables where !mentioned.contains(table) { mentioned.append(table) }
    }
  }

  /// Takes the likeliest of several options, or the one forced.
  mutating func choose<Option>(_ ranked: [Option]) -> Option? {
    guard ranked.count > 1 else { return ranked.first }
    options.append(min(ranked.count, 3))
    let wanted = forced[options.count - 1] ?? 0
    return wanted < ranked.count ? ranked[wanted] : ranked.first
  }

  /// The plan, or nothing where the question names nothing known.
  mutating func interpret() -> Plan? {
    var position = 0
    while position < tiles.count {
      if !used.contains(position) { read(position) }
      position += 1
    }
    finish()
    return plan.select.isEmpty && !plan.selectsEverything ? nil : plan
  }

  private mutating func read(_ position: Int) {
    let tile = tiles[position]
    switch tile.kind {
    case .cue(let cue): read(cue, at: position)
    case .meanings: readMeaning(position)
    case .values: readValues(position)
    case .number(let number): readNumber(number, at: position)
    case .date:
      // "from 1 May to 31 August"
      if position + 2 < tiles.count, case .date = tiles[position + 2].kind,
        ["to", "until", "till", "through"].contains(view.words[tiles[position + 1].span.lowerBound].text)
      {
        readDate(position, symbol: ">=")
        readDate(position + 2, symbol: "<=")
      } else {
        readDate(position)
      }
    case .quotation(let text): readQuotation(text, at: position)
    case .word: readWord(position)
    }
  }

  private static let boundaries: Set<String> = [
    "whose", "where", "with", "that", "which", "who", "in", "from", "on", "at", "for", "having", "have", "has", "when",
    "during", "if", "among", "living", "live", "of", "using", "made", "belonging", "is", "are", "was", "were", "does",
    "do",
    "did", "had", "under", "to", "as", "by", "than",
  ]

  private mutating func readWord(_ position: Int) {
    let word = view.words[tiles[position].span.lowerBound]
    if Self.boundaries.contains(word.text), !selected.isEmpty || subject != nil || pendingCount {
      isRestricting = true
    }
    if word.text == "and" || word.text == "or", isRestricting, resumesSelection(position) { isRestricting = false }
    if position > 0, word.isContent { pendingOrder = false }
  }

  /// "… of the singers and the number of concerts": after "and" an aggregate or a count is selected again.
  private func resumesSelection(_ position: Int) -> Bool {
    guard !selected.isEmpty || !plan.group.isEmpty, let next = nextIndex(after: position, within: 2) else {
      return false
    }
    switch tiles[next].cue {
    case .count: return !isComparison(before: next)
    case .aggregate: return true
    default: return false
    }
  }

  private func isComparison(before position: Int) -> Bool {
    guard position > 0, case .comparison = tiles[position - 1].cue else { return false }
    return true
  }

  private mutating func read(_ cue: Cue, at position: Int) {
    switch cue {
    case .count: pendingCount = true
    case .aggregate(let function):
      pendingAggregates.append(function)
    case .superlative(let descending, let adjective):
      readSuperlative(position, descending: descending, adjective: adjective)
    case .comparison(let symbol): readComparison(symbol, at: position)
    case .between: readBetween(position)
    case .orMore, .either, .missing: break
    case .share: sharePosition = position
    case .comparing: compares = true
    case .group: readGroup(position)
    case .order:
      // "Orders by region" are things, not an order.
      guard view.words[tiles[position].span.lowerBound].text != "orders" else { return }
      pendingOrder = true
      isRestricting = true
    case .direction(let descending): readDirection(descending, at: position)
    case .limit(let descending): readLimit(descending, at: position)
    case .distinct: pendingDistinct = true
    case .negation: pendingNegation = position
    case .contains: readPattern(position, prefix: "%", suffix: "%")
    case .startsWith: readPattern(position, prefix: "", suffix: "%")
    case .endsWith: readPattern(position, prefix: "%", suffix: "")
    case .everything: readEverything(position)
    case .average: readAverage(position)
    }
  }

  private mutating func readEverything(_ position: Int) {
    guard selected.isEmpty, !isRestricting else { return }
    plan.selectsEverything = true
    isRestricting = true
  }

  private mutating func readGroup(_ position: Int) {
    if let limit = pendingLimit, let next = nextIndex(after: position, within: 3),
      let key = measureOrNumber(next, counting: true)
    {
      orderBy(key, descending: limit.descending, limit: limit.count)
      if limit.count > 1, key.isRaw { selected.append((next, key)) }
      pendingLimit = nil
      used.insert(next)
      return
    }
    if isAgent(position) {
      isRestricting = true
      return
    }
    pendingGroup = true
  }

  /// "sold by the shop" tells who did it; "sales by shop" groups.
  private func isAgent(_ position: Int) -> Bool {
    let place = tiles[position].span.lowerBound
    guard position > 0, view.words[place].text == "by", case .word = tiles[position - 1].kind else { return false }
    let isPassive = view.words.words[max(0, place - 3)..<place].contains {
      ["was", "were", "is", "are", "been", "be"].contains($0.text)
    }
    let measures = selected.contains { if case .raw(_, _, true) = $0.expression { true } else { false } }
    return view.words[place - 1].isContent && (isPassive || !measures)
  }

  private mutating func readDirection(_ descending: Bool, at position: Int) {
    lastDirection = descending
    if let last = plan.order.last, plan.limit == nil {
      plan.order[plan.order.count - 1] = Plan.Ordering(expression: last.expression, descending: descending)
      return
    }
    // "in descending order of age", "in alphabetical order".
    if let next = nextIndex(after: position, within: 3), tiles[next].cue == nil || pendingOrder,
      let key = measureOrNumber(next, counting: true, anyColumn: true)
    {
      plan.order.append(Plan.Ordering(expression: key, descending: descending))
      used.insert(next)
      isRestricting = true
    } else if let first = (selected.first { isName($0.expression) } ?? selected.last)?.expression {
      plan.order.append(Plan.Ordering(expression: first, descending: descending))
    }
  }

  private func isName(_ expression: Expression) -> Bool {
    guard case .column(let column) = expression else { return false }
    return !view.isIdentifier(column) && !view.isNumeric(column)
  }

  private mutating func readLimit(_ descending: Bool, at position: Int) {
    guard let next = nextIndex(after: position, within: 1), let number = tiles[next].number, number >= 1,
      number < 10_000
    else {
      if view.words[tiles[position].span.lowerBound].text != "first" { pendingLimit = (1, descending) }
      return
    }
    used.insert(next)
    pendingLimit = (Int(number), descending)
  }

  /// The next tile that is not a mere word, at most so many words away.
  func nextIndex(after position: Int, within distance: Int) -> Int? {
    var index = position + 1
    var skipped = 0
    while index < tiles.count {
      guard case .word = tiles[index].kind else {
        return index
      }
      skipped += 1
      if skipped > distance { return nil }
      if view.words[tiles[index].span.lowerBound].isContent { return nil }
      index += 1
    }
    return nil
  }

  func previousIndex(before position: Int, within distance: Int) -> Int? {
    var index = position - 1
    var skipped = 0
    while index >= 0 {
      guard case .word = tiles[index].kind else {
        return index
      }
      skipped += 1
      if skipped > distance { return nil }
      index -= 1
    }
    return nil
  }

  mutating func orderBy(_ key: Expression, descending: Bool, limit: Int?) {
    plan.order.append(Plan.Ordering(expression: key, descending: descending))
    if let limit { plan.limit = limit }
    plan.comparesWithExtreme = false
  }
}
