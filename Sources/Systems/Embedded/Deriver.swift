internal import Basics

/// What a slot of an example can be filled with.
enum Filler: Sendable {
  case entity([ValueIndex.Entry])
  case number(Double)
  case date(String)
  case text(String)
  /// A statement that answers a phrase of the question.
  case statement(tokens: [SQLTokens.Token], output: ColumnID)
}

/// A word or a filler of a question.
struct QuestionToken: Sendable {
  var stem: UInt64
  var weight: Double
  var classes: [UInt64]
  var filler: Int?
  /// Whether the word names a table or a column.
  var isNamed: Bool
  /// The words of the question it stands for.
  var span: Range<Int>
}

/// Makes statements from examples by filling their slots, with values and with what phrases of the question mean.
struct Deriver {
  struct Derived: Sendable {
    var tokens: [SQLTokens.Token]
    var output: ColumnID?
    var similarity: Double
    var weight: Double
    var origins: [String]
    var depth: Int
    /// Fillers of the question that the statement leaves out.
    var unused: Int
  }

  let view: View
  let domains: [ColumnID: Int]
  private(set) var fillers: [Filler] = []
  private(set) var tokens: [QuestionToken] = []
  private var memo: [Range<Int>: [Derived]] = [:]

  /// Phrases must match an example at least this well to stand for something.
  private static let phraseThreshold = 0.55

  init(view: View, domains: [ColumnID: Int]) {
    self.view = view
    self.domains = domains
    for tile in view.tiles {
      switch tile.kind {
      case .values(let entries): add(.entity(entries), tile.span)
      case .number(let number) where view.words[tile.span.lowerBound].text != "one": add(.number(number), tile.span)
      case .date(let date): add(.date(date), tile.span)
      case .quotation(let text): add(.text(text), tile.span)
      default:
        let isNamed = (tile.meanings.first?.weight ?? 0) >= 0.5
        for index in tile.span {
          let word = view.words[index]
          tokens.append(
            QuestionToken(
              stem: English.canonical(word), weight: word.weight,
              classes: view.classes[Stem.combine(0, word.stem)] ?? [], filler: nil,
              isNamed: isNamed && word.isContent || isNamed && tile.span.count == 1, span: index..<(index + 1)))
        }
      }
    }
  }

  private mutating func add(_ filler: Filler, _ span: Range<Int>) {
    tokens.append(QuestionToken(stem: 0, weight: 1, classes: [], filler: fillers.count, isNamed: false, span: span))
    fillers.append(filler)
  }

  /// Statements for the whole question, the likeliest first.
  mutating func derive() -> [Derived] {
    derive(tokens, 0..<tokens.count, depth: 0)
  }

  private mutating func derive(_ tokens: [QuestionToken], _ range: Range<Int>, depth: Int) -> [Derived] {
    if let known = memo[range] { return known }
    var found = match(Array(tokens[range]), isPhrase: depth > 0, atMost: depth > 0 ? 3 : 20)
    if depth < 3 {
      for start in (range.lowerBound + 1)..<max(range.lowerBound + 2, range.upperBound) where start < range.upperBound {
        guard opensPhrase(tokens, start, range) else { continue }
        let ends = depth == 0 ? Array((start + 2)...max(start + 2, range.upperBound)) : [range.upperBound]
        for end in ends.reversed() where end <= range.upperBound {
          var inner = derive(tokens, start..<end, depth: depth + 1)
            .filter { $0.output != nil && $0.similarity >= Self.phraseThreshold && $0.unused == 0 }
          if inner.first.map({ $0.similarity < 0.8 }) ?? true, let read = readPhrase(tokens[start..<end]) {
            inner.append(read)
          }
          for phrase in inner.prefix(3) {
            guard let output = phrase.output else { continue }
            var outer = Array(tokens[range.lowerBound..<start])
            fillers.append(.statement(tokens: phrase.tokens, output: output))
            outer.append(
              QuestionToken(
                stem: 0, weight: 1, classes: [], filler: fillers.count - 1, isNamed: false, span: start..<end))
            outer += tokens[end..<range.upperBound]
            for candidate in match(outer, isPhrase: depth > 0, atMost: depth > 0 ? 3 : 4) where usesLast(candidate) {
              let total = candidate.weight + phrase.weight
              let similarity =
                (candidate.similarity * candidate.weight + phrase.similarity * phrase.weight) / max(total, 1)
              found.append(
                Derived(
                  tokens: candidate.tokens, output: candidate.output, similarity: similarity - 0.02, weight: total,
                  origins: candidate.origins + phrase.origins, depth: max(candidate.depth, phrase.depth) + 1,
                  unused: candidate.unused))
            }
          }
        }
      }
    }
    found = found.enumerated().sorted { ($1.element.similarity, $0.offset) < ($0.element.similarity, $1.offset) }.map(
      \.element)
    if depth > 0 {
      found = Array(found.prefix(3))
      memo[range] = found
    }
    return found
  }

  /// A phrase as the schema alone explains it.
  private func readPhrase(_ tokens: ArraySlice<QuestionToken>) -> Derived? {
    guard let first = tokens.first, let last = tokens.last else { return nil }
    let span = first.span.lowerBound..<last.span.upperBound
    guard
      tokens.contains(where: { $0.filler != nil })
        || view.tiles.contains(where: { tile in
          guard span.contains(tile.span.lowerBound), case .superlative = tile.cue else { return false }
          return true
        })
    else { return nil }
    var part = view
    part.tiles = view.tiles.filter { span.lowerBound <= $0.span.lowerBound && $0.span.upperBound <= span.upperBound }
    var interpreter = Interpreter(view: part)
    guard let sql = interpreter.interpret()?.sql(part) else { return nil }
    let shape = SQLShape(sql, database: view.database)
    guard let output = ExampleCompiler.output(shape) else { return nil }
    return Derived(
      tokens: shape.tokens, output: output, similarity: 0.62, weight: tokens.reduce(0) { $0 + $1.weight },
      origins: ["schema"],
      depth: 0, unused: 0)
  }

  /// A statement that does not use its phrase says nothing new.
  private func usesLast(_ derived: Derived) -> Bool { derived.unused == 0 || derived.similarity > 0.5 }

  private func opensPhrase(_ tokens: [QuestionToken], _ start: Int, _ range: Range<Int>) -> Bool {
    guard tokens[start].filler == nil, range.upperBound - start >= 2 else { return false }
    if tokens[start].isNamed { return true }
    guard tokens[start].weight < 0.5 || tokens[start].weight == 1, start + 1 < range.upperBound else { return false }
    return tokens[(start + 1)..<min(start + 3, range.upperBound)].contains { $0.isNamed }
  }

  // MARK: Matching

  private func match(_ question: [QuestionToken], isPhrase: Bool, atMost limit: Int) -> [Derived] {
    var scored: [(rule: Int, assignment: [Int: Int], similarity: Double)] = []
    let mentioned = question.indices.filter { question[$0].filler != nil }
    let weight = question.reduce(0) { $0 + $1.weight }
    for index in view.examples.indices {
      guard !isPhrase || view.examples[index].output != nil, view.examples[index].slots.count <= mentioned.count,
        2 * min(weight, view.examples[index].weightSum) / max(weight + view.examples[index].weightSum, 0.1) > 0.3
      else { continue }
      for assignment in assignments(question, mentioned, view.examples[index]) {
        let similarity = similarity(question, view.examples[index], assignment)
        if similarity > 0.3 { scored.append((index, assignment, similarity)) }
      }
    }
    let order = scored.indices.sorted { (scored[$1].similarity, $0) < (scored[$0].similarity, $1) }
    var found: [Derived] = []
    for index in order {
      guard found.count < limit else { break }
      let (rule, assignment, similarity) = scored[index]
      guard let tokens = fill(view.examples[rule], question, assignment) else { continue }
      found.append(
        Derived(
          tokens: tokens, output: view.examples[rule].output, similarity: similarity, weight: weight,
          origins: [view.examples[rule].id], depth: 0, unused: mentioned.count - assignment.count))
    }
    return found
  }

  /// Ways to fill all slots, each filler used once.
  private func assignments(_ question: [QuestionToken], _ mentioned: [Int], _ rule: ExampleRule) -> [[Int: Int]] {
    guard rule.slots.count <= mentioned.count else { return [] }
    guard !rule.slots.isEmpty else { return [[:]] }
    let fitting = rule.slots.map { slot in mentioned.filter { fits(slot, question[$0].filler) } }
    guard fitting.allSatisfy({ !$0.isEmpty }) else { return [] }
    var complete: [([Int: Int], Double)] = []
    func extend(_ slot: Int, _ chosen: [Int: Int], _ score: Double) {
      guard complete.count < 12 else { return }
      guard slot < rule.slots.count else {
        complete.append((chosen, score))
        return
      }
      for position in fitting[slot] where !chosen.values.contains(position) {
        var next = chosen
        next[slot] = position
        extend(slot + 1, next, score + context(question, position, rule, slot))
      }
    }
    extend(0, [:], 0)
    return complete.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.prefix(2).map(
      \.element.0)
  }

  /// How alike the neighbourhoods of a filler and of a slot are, and their places.
  private func context(_ question: [QuestionToken], _ position: Int, _ rule: ExampleRule, _ slot: Int) -> Double {
    guard let place = rule.tokens.firstIndex(where: { $0.slot == slot }) else { return 0 }
    var score = -abs(
      Double(position) / Double(max(1, question.count)) - Double(place) / Double(max(1, rule.tokens.count)))
    if position > 0, place > 0, question[position - 1].stem == rule.tokens[place - 1].stem { score += 0.4 }
    if position + 1 < question.count, place + 1 < rule.tokens.count,
      question[position + 1].stem == rule.tokens[place + 1].stem
    {
      score += 0.4
    }
    return score
  }

  private func fits(_ slot: ExampleRule.Slot, _ filler: Int?) -> Bool {
    guard let filler else { return false }
    switch fillers[filler] {
    case .entity(let entries):
      guard !slot.isDate else { return false }
      if let column = slot.column, view.known.contains(column) { return entries.contains { $0.column == column } }
      return entries.contains { same($0.column, slot.column) }
    case .number: return slot.isNumber
    case .date: return slot.isDate
    case .text: return !slot.isNumber && !slot.isDate
    case .statement(_, let output):
      return same(output, slot.column)
        && slot.sites.allSatisfy { site in
          site.comparison.map { _ in true } ?? false
        }
    }
  }

  private func same(_ left: ColumnID, _ right: ColumnID?) -> Bool {
    guard let right else { return false }
    return left == right || (domains[left] != nil && domains[left] == domains[right])
  }

  private func similarity(_ question: [QuestionToken], _ rule: ExampleRule, _ assignment: [Int: Int]) -> Double {
    var matched = 0.0
    var taken = Array(repeating: false, count: rule.tokens.count)
    var order: [Int] = []
    let slotOf = Dictionary(uniqueKeysWithValues: assignment.map { ($0.value, $0.key) })
    for (index, token) in question.enumerated() {
      if token.filler != nil {
        guard let slot = slotOf[index], let place = rule.tokens.firstIndex(where: { $0.slot == slot }) else { continue }
        taken[place] = true
        matched += 1
        order.append(place)
        continue
      }
      var best = -1
      var bestScore = 0.0
      for (place, other) in rule.tokens.enumerated() where !taken[place] && other.slot == nil {
        let likeness = likeness(token, other)
        guard likeness > 0 else { continue }
        let distance = abs(Double(index) / Double(question.count) - Double(place) / Double(rule.tokens.count))
        if likeness - 0.1 * distance > bestScore {
          bestScore = likeness - 0.1 * distance
          best = place
        }
      }
      guard best >= 0 else { continue }
      taken[best] = true
      matched += likeness(token, rule.tokens[best]) * (token.weight + rule.tokens[best].weight) / 2
      if token.weight >= 0.3 { order.append(best) }
    }
    let total = question.reduce(0) { $0 + $1.weight } + rule.weightSum
    var increasing = 0
    if order.count > 1 { for (left, right) in zip(order, order.dropFirst()) where right > left { increasing += 1 } }
    let ordered = order.count > 1 ? Double(increasing) / Double(order.count - 1) : 1
    return 2 * matched / max(total, 0.1) * (0.88 + 0.12 * ordered)
  }

  private func likeness(_ left: QuestionToken, _ right: ExampleRule.Token) -> Double {
    if left.stem == right.stem { return 1 }
    if !left.classes.isEmpty, left.classes.contains(where: right.classes.contains) { return 0.8 }
    return 0
  }

  // MARK: Filling

  private func fill(_ rule: ExampleRule, _ question: [QuestionToken], _ assignment: [Int: Int]) -> [SQLTokens.Token]? {
    var changes: [(range: Range<Int>, tokens: [SQLTokens.Token])] = []
    for (slot, position) in assignment.sorted(by: { $0.key < $1.key }) {
      guard let filler = question[position].filler else { return nil }
      for site in rule.slots[slot].sites {
        guard let change = change(rule, rule.slots[slot], site, fillers[filler]) else { return nil }
        changes += change
      }
    }
    changes.sort { $0.range.lowerBound < $1.range.lowerBound }
    var tokens: [SQLTokens.Token] = []
    var position = 0
    for change in changes where change.range.lowerBound >= position {
      tokens += rule.shape.tokens[position..<change.range.lowerBound]
      tokens += change.tokens
      position = change.range.upperBound
    }
    return tokens + rule.shape.tokens[position...]
  }

  private func change(
    _ rule: ExampleRule, _ slot: ExampleRule.Slot, _ site: ExampleRule.Site, _ filler: Filler
  ) -> [(range: Range<Int>, tokens: [SQLTokens.Token])]? {
    let isSubquery = site.range.count > 1
    let comparison = site.comparison.map { rule.shape.tokens[$0].lower }
    func value(_ text: String) -> [(range: Range<Int>, tokens: [SQLTokens.Token])] {
      let literal = site.isText ? quotedText(site.prefix + text + site.suffix) : text
      var changes = [(site.range, [SQLTokens.Token(kind: .text, text: literal, plain: text, lower: text.lowercased())])]
      if isSubquery, comparison == "in", let index = site.comparison {
        changes.append((index..<(index + 1), Self.symbols("=")))
      }
      return changes
    }
    switch filler {
    case .entity(let entries):
      let exact = entries.first { $0.column == slot.column } ?? entries.first { same($0.column, slot.column) }
      return exact.map { value($0.value) }
    case .number(let number): return value(numeral(number))
    case .date(let text), .text(let text): return value(text)
    case .statement(let tokens, _):
      guard let index = site.comparison, let comparison else { return nil }
      var changes = [(site.range, Self.symbols("(") + tokens + Self.symbols(")"))]
      switch comparison {
      case "=", "==", "like": changes.append((index..<(index + 1), Self.symbols("IN")))
      case "!=", "<>": changes.append((index..<(index + 1), Self.symbols("NOT IN")))
      case "in":
        if !isSubquery { changes = [(site.range, tokens)] }
      default: break
      }
      return changes
    }
  }

  private static func symbols(_ text: String) -> [SQLTokens.Token] { SQLTokens(text).tokens }
}
