internal import Basics

/// An example of the space as a rule: a question with slots, and a statement with the same slots.
struct ExampleRule: Sendable {
  /// A place in the statement that a slot's value is written to.
  struct Site: Sendable, Hashable {
    /// A literal, or a subquery with its parentheses.
    var range: Range<Int>
    /// The comparison in front of it.
    var comparison: Int?
    /// The pattern around the value in a LIKE.
    var prefix = ""
    var suffix = ""
    var isText = true
  }

  struct Slot: Sendable, Hashable {
    var column: ColumnID?
    var sites: [Site]
    var isNumber: Bool
    var isDate: Bool
    var value: String
  }

  struct Token: Sendable, Hashable {
    var stem: UInt64
    var weight: Double
    /// What the space's lexicon says the word stands for.
    var classes: [UInt64]
    var slot: Int?
  }

  var id: String
  var hash: UInt64
  var tokens: [Token] { didSet { weightSum = tokens.reduce(0) { $0 + $1.weight } } }
  var slots: [Slot]
  var shape: SQLShape
  /// The only column selected, of a statement that can stand inside another.
  var output: ColumnID?
  /// Whether the tokens are a phrase taken out of a longer question.
  var isPhrase = false
  var pieces: Set<UInt64> = []
  /// The weights of all tokens together.
  private(set) var weightSum = 0.0
}

/// Compiles examples.
struct ExampleCompiler {
  let database: Database
  let kinds: [ColumnID: Set<UInt64>]
  let classes: (UInt64) -> [UInt64]

  /// The rules of one example: itself, and its parts where a subquery answers a phrase of its question.
  func compile(_ example: SpaceReader.Example) -> [ExampleRule] {
    let shape = SQLShape(example.sql, database: database)
    guard shape.outer != nil else { return [] }
    let words = Words(example.question)
    var slots: [ExampleRule.Slot] = []
    var slotOfWord: [Int: Int] = [:]
    for literal in literals(shape, example.parameters) {
      if let same = slots.firstIndex(where: {
        $0.value.lowercased() == literal.value.lowercased() && $0.isNumber == literal.isNumber
      }) {
        slots[same].sites += literal.sites
        continue
      }
      guard let found = span(of: literal, in: words, taken: slotOfWord) else { continue }
      let span = literal.column.map { KindWords.around(found, words, kinds[$0] ?? []) } ?? found
      for index in span { slotOfWord[index] = slots.count }
      slots.append(literal)
    }
    var tokens: [ExampleRule.Token] = []
    var origin: [Int] = []
    var last: Int?
    for (index, word) in words.words.enumerated() {
      let slot = slotOfWord[index]
      if let slot, slot == last { continue }
      last = slot
      origin.append(index)
      tokens.append(
        ExampleRule.Token(
          stem: slot == nil ? English.canonical(word) : 0, weight: slot == nil ? word.weight : 1,
          classes: slot == nil ? classes(word.stem) : [], slot: slot))
    }
    let hash = stableHash(example.question + "\u{1}" + example.sql)
    var rule = ExampleRule(
      id: example.id, hash: hash, tokens: tokens, slots: slots, shape: shape, output: Self.output(shape))
    rule.tokens = tokens
    rule.pieces = Pieces(shape: shape).all
    return [rule] + phrases(of: rule)
  }

  /// The column that a statement returns, if it returns one column of rows.
  static func output(_ shape: SQLShape) -> ColumnID? {
    guard let outer = shape.outer, outer.items.count == 1, !shape.isCompound, outer.depth == 0 else { return nil }
    let named = outer.items[0].compactMap { shape.columns[$0] }
    let isPlain = !outer.items[0].contains { shape.tokens[$0].text == "(" }
    return isPlain && named.count == 1 ? named[0] : nil
  }

  /// The literals of a statement, each with the column it is compared with.
  private func literals(_ shape: SQLShape, _ parameters: [(name: String, value: String)]) -> [ExampleRule.Slot] {
    var found: [ExampleRule.Slot] = []
    for (index, token) in shape.tokens.enumerated() {
      var text = token.plain
      switch token.kind {
      case .text, .number: break
      case .parameter:
        guard let parameter = parameters.first(where: { ":" + $0.name == token.text }) else { continue }
        text = parameter.value
      default: continue
      }
      let (column, comparison) = compared(index, shape)
      let isLimit = index > 0 && shape.tokens[index - 1].lower == "limit"
      if token.kind == .number, column == nil, !isLimit, comparison == nil { continue }
      if isLimit, text == "1" { continue }
      var site = ExampleRule.Site(range: index..<(index + 1), comparison: comparison, isText: token.kind != .number)
      if comparison.map({ shape.tokens[$0].lower == "like" }) ?? false {
        if text.hasPrefix("%") {
          site.prefix = "%"
          text.removeFirst()
        }
        if text.hasSuffix("%") {
          site.suffix = "%"
          text.removeLast()
        }
      }
      let words = Words(text).words
      let isDate = words.count == 1 && words[0].date != nil
      found.append(
        ExampleRule.Slot(
          column: column, sites: [site],
          isNumber: token.kind == .number || (words.count == 1 && words[0].number != nil && column == nil),
          isDate: isDate, value: text))
    }
    return found
  }

  private func compared(_ literal: Int, _ shape: SQLShape) -> (ColumnID?, Int?) {
    var index = literal - 1
    var comparison: Int?
    var steps = 0
    while index >= 0, steps < 24 {
      let token = shape.tokens[index]
      if comparison == nil,
        ["=", "!=", "<>", "<", ">", "<=", ">=", "=="].contains(token.text)
          || ["like", "in", "between"].contains(token.lower)
      {
        comparison = index
      }
      if let column = shape.columns[index] { return (column, comparison) }
      if ["where", "having", "on", "select", "then", "limit"].contains(token.lower), token.kind == .name { break }
      if token.lower == "and", !(index >= 2 && shape.tokens[index - 2].lower == "between") { break }
      index -= 1
      steps += 1
    }
    return (nil, comparison)
  }

  private func span(of slot: ExampleRule.Slot, in words: Words, taken: [Int: Int]) -> Range<Int>? {
    let wanted = Words(slot.value).words
    guard !wanted.isEmpty, wanted.count <= words.count else { return nil }
    if slot.isNumber, let number = wanted.first?.number, wanted.count == 1 {
      return words.words.indices.first { words[$0].number == number && taken[$0] == nil }.map { $0..<($0 + 1) }
    }
    for start in 0...(words.count - wanted.count) {
      let span = start..<(start + wanted.count)
      if span.allSatisfy({ words[$0].stem == wanted[$0 - start].stem && taken[$0] == nil }) { return span }
    }
    return nil
  }

  /// For each subquery that returns one column: the rest with the subquery as a slot, and the phrase that it answers.
  private func phrases(of rule: ExampleRule) -> [ExampleRule] {
    var made: [ExampleRule] = []
    let shape = rule.shape
    var groups: [(text: String, ranges: [Range<Int>], column: ColumnID, outer: ColumnID, depth: Int)] = []
    for scope in shape.scopes where scope.range.lowerBound > 1 && scope.items.count == 1 {
      let open = scope.range.lowerBound - 1
      guard shape.tokens[open].text == "(", scope.range.upperBound < shape.tokens.count,
        shape.tokens[scope.range.upperBound].text == ")"
      else { continue }
      let comparison = open - 1
      guard comparison > 0, ["=", "in"].contains(shape.tokens[comparison].lower),
        shape.tokens[comparison - 1].lower != "not", let outerColumn = shape.columns[comparison - 1],
        !scope.items[0].contains(where: { shape.tokens[$0].text == "(" }),
        let column = scope.items[0].compactMap({ shape.columns[$0] }).first
      else { continue }
      let range = open..<(scope.range.upperBound + 1)
      let text = normal(range, shape)
      if let same = groups.firstIndex(where: { $0.text == text }) {
        groups[same].ranges.append(range)
      } else {
        groups.append((text, [range], column, outerColumn, scope.depth))
      }
    }
    for group in groups {
      let inside = rule.slots.indices.filter { slot in
        rule.slots[slot].sites.contains { site in group.ranges.contains { $0.contains(site.range.lowerBound) } }
      }
      let outside = rule.slots.indices.filter { slot in
        rule.slots[slot].sites.contains { site in !group.ranges.contains { $0.contains(site.range.lowerBound) } }
      }
      guard inside.allSatisfy({ !outside.contains($0) }) else { continue }
      guard let start = start(of: group.column, outer: group.outer, depth: group.depth, rule, inside, outside) else {
        continue
      }
      if let outer = outerRule(rule, start, group.ranges, group.outer, outside) { made.append(outer) }
      if let range = group.ranges.first, let inner = innerRule(rule, start, range, inside) { made.append(inner) }
    }
    return made
  }

  /// Where the phrase begins: at a word that names what the subquery returns.
  private func start(
    of column: ColumnID, outer: ColumnID, depth: Int, _ rule: ExampleRule, _ inside: [Int], _ outside: [Int]
  ) -> Int? {
    var heads = Set(database.columns[column].words.map(Stem.hash))
    heads.formUnion(database.columns[outer].words.map(Stem.hash))
    heads.formUnion(database.tables[database.columns[column].table].words.map(Stem.hash))
    heads.subtract(["name", "id", "code", "title"].map(Stem.hash))
    var places = rule.tokens.indices.filter { rule.tokens[$0].slot == nil && heads.contains(rule.tokens[$0].stem) }
    // The first words say what is asked.
    let asked = rule.shape.outer?.items.flatMap { $0.compactMap { rule.shape.columns[$0] } } ?? []
    let isAsked = asked.contains { column in
      database.columns[column].words.contains { heads.contains(Stem.hash($0)) } || column == outer
    }
    if isAsked, let first = places.first, first <= 3 { places.removeFirst() }
    guard !places.isEmpty else { return nil }
    var start = places[min(max(0, depth - 1), places.count - 1)]
    if start > 0, rule.tokens[start - 1].stem == Self.the || rule.tokens[start - 1].stem == Self.any { start -= 1 }
    let insideOK = inside.allSatisfy { slot in
      rule.tokens.indices.contains { rule.tokens[$0].slot == slot && $0 >= start }
    }
    let outsideOK = outside.allSatisfy { slot in
      rule.tokens.indices.contains { rule.tokens[$0].slot == slot && $0 < start }
    }
    return start > 0 && insideOK && outsideOK && rule.tokens.count - start >= 2 ? start : nil
  }

  private static let the = Stem.hash("the")
  private static let any = Stem.hash("a")

  private func outerRule(
    _ rule: ExampleRule, _ start: Int, _ ranges: [Range<Int>], _ column: ColumnID, _ outside: [Int]
  ) -> ExampleRule? {
    var outer = rule
    outer.isPhrase = true
    outer.slots = outside.map { rule.slots[$0] }
    let sites = ranges.map { ExampleRule.Site(range: $0, comparison: $0.lowerBound - 1) }
    outer.slots.append(ExampleRule.Slot(column: column, sites: sites, isNumber: false, isDate: false, value: ""))
    outer.tokens = rule.tokens[..<start].map { token in
      var token = token
      if let slot = token.slot { token.slot = outside.firstIndex(of: slot) }
      return token
    }
    outer.tokens.append(ExampleRule.Token(stem: 0, weight: 1, classes: [], slot: outer.slots.count - 1))
    return outer
  }

  private func innerRule(_ rule: ExampleRule, _ start: Int, _ range: Range<Int>, _ inside: [Int]) -> ExampleRule? {
    let tokens = Array(rule.shape.tokens[(range.lowerBound + 1)..<(range.upperBound - 1)])
    let shape = SQLShape(tokens: tokens, database: database)
    guard shape.outer != nil, let output = Self.output(shape) else { return nil }
    var inner = rule
    inner.isPhrase = true
    inner.shape = shape
    inner.output = output
    inner.slots = inside.map { slot in
      var moved = rule.slots[slot]
      moved.sites = moved.sites.filter { range.contains($0.range.lowerBound) }.map { site in
        var site = site
        let offset = range.lowerBound + 1
        site.range = (site.range.lowerBound - offset)..<(site.range.upperBound - offset)
        site.comparison = site.comparison.map { $0 - offset }
        return site
      }
      return moved
    }
    guard inner.slots.allSatisfy({ !$0.sites.isEmpty }) else { return nil }
    inner.tokens = rule.tokens[start...].map { token in
      var token = token
      if let slot = token.slot { token.slot = inside.firstIndex(of: slot) }
      return token
    }
    inner.pieces = Pieces(shape: shape).all
    return inner
  }

  /// A subquery's text with columns instead of aliases, to see that two are the same.
  private func normal(_ range: Range<Int>, _ shape: SQLShape) -> String {
    range.map { index in
      if let column = shape.columns[index] { return "#\(column)" }
      if index + 1 < shape.tokens.count, shape.tokens[index + 1].text == "." || shape.tokens[index].text == "." {
        return ""
      }
      if index > 0, shape.tokens[index - 1].lower == "as" { return "" }
      return shape.tokens[index].lower
    }.joined(separator: " ")
  }
}
