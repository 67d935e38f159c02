/// A stretch of a question with what it may stand for.
struct Tile: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case cue(Cue)
    /// Things of the space, most likely first.
    case meanings([Lexicon.Entry])
    /// Values of columns.
    case values([ValueIndex.Entry])
    case number(Double)
    case date(String)
    case quotation(String)
    /// Nothing known; possibly a name.
    case word
  }

  var span: Range<Int>
  var kind: Kind
  /// What the last word of a filter's phrase stands for by itself: "reviews" of "poor reviews".
  var tail: [Lexicon.Entry] = []

  var cue: Cue? { if case .cue(let cue) = kind { cue } else { nil } }
  var meanings: [Lexicon.Entry] { if case .meanings(let list) = kind { list } else { [] } }
  var values: [ValueIndex.Entry] { if case .values(let list) = kind { list } else { [] } }
  var number: Double? { if case .number(let value) = kind { value } else { nil } }
}

/// Cuts a question into tiles: of all ways to cover it, the one that explains most.
struct Tiler {
  let model: SpaceModel
  let index: ValueIndex
  let words: Words

  private struct Option {
    var span: Range<Int>
    var kind: Tile.Kind
    var score: Double
  }

  /// The tiles, in order; words without meaning that only hold the sentence together are tiles too.
  func tiles() -> [Tile] {
    let count = words.count
    var best = Array(repeating: -Double.infinity, count: count + 1)
    var chosen: [Option?] = Array(repeating: nil, count: count + 1)
    best[0] = 0
    for start in 0..<count where best[start] > -.infinity {
      for option in options(at: start) {
        let total = best[start] + option.score
        if total > best[option.span.upperBound] + 1e-9 {
          best[option.span.upperBound] = total
          chosen[option.span.upperBound] = option
        }
      }
    }
    var tiles: [Tile] = []
    var end = count
    while end > 0, let option = chosen[end] {
      tiles.append(Tile(span: option.span, kind: option.kind, tail: tail(option)))
      end = option.span.lowerBound
    }
    return tiles.reversed()
  }

  private func tail(_ option: Option) -> [Lexicon.Entry] {
    guard case .meanings(let entries) = option.kind, case .filter = entries.first?.meaning, option.span.count > 1,
      let last = words.words[option.span].last
    else { return [] }
    return (model.lexicon.entries[Stem.phrase([last.stem])] ?? []).filter { $0.weight >= 0.8 }
      .sorted { ($1.weight, $0.part) < ($0.weight, $1.part) }
  }

  private func options(at start: Int) -> [Option] {
    var options = [Option(span: start..<(start + 1), kind: .word, score: 0)]
    let word = words[start]
    if let quotation = word.quotation, quotation < words.quotations.count {
      var end = start
      while end < words.count, words[end].quotation == quotation { end += 1 }
      if start == 0 || words[start - 1].quotation != quotation {
        let values = valueEntries(start..<end)
        let text = words.quotations[quotation]
        let kind: Tile.Kind = values.isEmpty ? .quotation(text) : .values(values)
        return [Option(span: start..<end, kind: kind, score: 4 * Double(end - start))]
      }
    }
    if let date = word.date { options.append(Option(span: start..<(start + 1), kind: .date(date), score: 1)) }
    if let number = word.number {
      options.append(Option(span: start..<(start + 1), kind: .number(number), score: word.text == "one" ? 0.2 : 0.8))
    }
    if let (date, length) = WrittenDate.read(words, start) {
      options.append(Option(span: start..<(start + length), kind: .date(date), score: 1.3 * Double(length)))
    }
    addCues(at: start, &options)
    addMeanings(at: start, &options)
    for length in 1...max(1, index.longest) where start + length <= words.count {
      let span = start..<(start + length)
      let values = valueEntries(span)
      if !values.isEmpty { options.append(Option(span: span, kind: .values(values), score: 1.06 * power(length))) }
    }
    addKinds(at: start, &options)
    return options
  }

  /// A value together with the word for its kind, which also tells of which column it is.
  private func addKinds(at start: Int, _ options: inout [Option]) {
    for offset in 0...2 where start + offset < words.count {
      for length in 1...max(1, index.longest) where start + offset + length <= words.count {
        let span = (start + offset)..<(start + offset + length)
        let values = valueEntries(span)
        guard !values.isEmpty else { continue }
        var wide: [Range<Int>: [ValueIndex.Entry]] = [:]
        for value in values {
          let around = KindWords.around(span, words, model.kinds[value.column] ?? [])
          if around != span, around.lowerBound == start { wide[around, default: []].append(value) }
        }
        for (around, entries) in wide.sorted(by: { $0.key.upperBound < $1.key.upperBound }) {
          options.append(Option(span: around, kind: .values(entries), score: 1.06 * power(around.count) + 0.15))
        }
      }
    }
  }

  /// Longer phrases beat the sum of shorter ones.
  private func power(_ length: Int) -> Double { Double(length) + 0.25 * Double(length - 1) }

  private func addCues(at start: Int, _ options: inout [Option]) {
    var hash: UInt64 = 0
    for length in 1...6 where start + length <= words.count {
      hash = Stem.combine(hash, words[start + length - 1].stem)
      let span = start..<(start + length)
      if let cue = English.cues[hash] {
        if cue == .order, words[start].text == "orders" { continue }
        options.append(Option(span: span, kind: .cue(cue), score: 0.92 * power(length)))
      } else if English.belowAverage.contains(hash) {
        options.append(Option(span: span, kind: .cue(.average), score: 0.92 * power(length)))
      }
    }
  }

  private func addMeanings(at start: Int, _ options: inout [Option]) {
    addRawMeanings(at: start, &options)
    guard !Lexicon.connectives.contains(words[start].text) else { return }
    if let base = English.periodAdverbs[words[start].text],
      let entries = model.lexicon.entries[Stem.phrase([Stem.hash(base)])]
    {
      let sorted = entries.sorted { ($1.weight, $0.part) < ($0.weight, $1.part) }
      options.append(Option(span: start..<(start + 1), kind: .meanings(sorted), score: 1))
    }
    var hash: UInt64 = 0
    var kept = 0
    var end = start
    while end < words.count, kept < model.lexicon.longest, end - start < 9 {
      if Lexicon.connectives.contains(words[end].text) {
        end += 1
        continue
      }
      hash = Stem.combine(hash, words[end].stem)
      kept += 1
      end += 1
      guard let entries = model.lexicon.entries[hash] else { continue }
      let sorted = entries.sorted { ($1.weight, $0.part) < ($0.weight, $1.part) }
      let top = sorted[0].weight
      let score = top >= 0.5 ? (0.55 + 0.45 * top) * power(kept) : 0.5 * top
      options.append(Option(span: start..<end, kind: .meanings(sorted), score: score))
    }
  }

  /// Phrases in which every word counts.
  private func addRawMeanings(at start: Int, _ options: inout [Option]) {
    var hash: UInt64 = 0
    for length in 1...5 where start + length <= words.count {
      hash = Stem.combine(hash, words[start + length - 1].stem)
      guard length > 1,
        words.words[start..<(start + length)].contains(where: { Lexicon.connectives.contains($0.text) }),
        let entries = model.lexicon.entries[hash]
      else { continue }
      let sorted = entries.sorted { ($1.weight, $0.part) < ($0.weight, $1.part) }
      options.append(
        Option(span: start..<(start + length), kind: .meanings(sorted), score: sorted[0].weight * power(length)))
    }
  }

  /// The values that a span spells, of columns whose values the space makes known.
  func valueEntries(_ span: Range<Int>) -> [ValueIndex.Entry] {
    guard let entries = index.entries[Stem.phrase(words.words[span].map(\.stem))] else { return [] }
    let isShort = span.count == 1 && (words[span.lowerBound].text.utf8.count <= 2 || !words[span.lowerBound].isContent)
    let original = words.original(span)
    let isQuoted = words[span.lowerBound].quotation != nil
    let isPlain = span.count == 1 && !isQuoted && words.isCased && original == words[span.lowerBound].text
    return entries.filter { entry in
      guard model.hasValues[entry.column] else { return false }
      // Where names are written with capitals, a plain word is not the name of one of many things.
      if isPlain, entry.value != original, (index.columns[entry.column]?.values.count ?? 0) > 200 { return false }
      guard isShort, !isQuoted else { return true }
      return entry.value == original && entry.isUpper && (span.lowerBound > 0 || original.utf8.count > 1)
    }
  }
}
