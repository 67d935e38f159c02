internal import Basics

/// What a phrase of a question may stand for.
enum Meaning: Sendable, Hashable {
  case table(TableID)
  case column(ColumnID)
  case measure(Int)
  case filter(Int)
  case expression(Int)
}

/// Phrases that name something, by the hash of their stems without connectives.
struct Lexicon: Sendable {
  struct Entry: Sendable, Hashable {
    var meaning: Meaning
    /// 1 for a name in full, less for a part of a name or a word of a description.
    var weight: Double
    /// The part of the space or of the catalog that says so.
    var part: String
  }

  private(set) var entries: [UInt64: [Entry]] = [:]
  private(set) var longest = 1

  static let connectives: Set<String> = [
    "the", "a", "an", "of", "for", "to", "s", "in", "and", "by", "on", "at", "with",
  ]
  private static let generic: Set<String> = [
    "id", "name", "code", "no", "number", "key", "title", "type", "description", "desc", "cd", "nm", "num", "nbr",
  ]

  /// Adds a phrase; of several entries for one meaning the heaviest stays.
  mutating func add(_ words: [String], _ meaning: Meaning, weight: Double, part: String) {
    var kept = words.filter { !Self.connectives.contains($0) }
    if kept.isEmpty { kept = words }
    guard !kept.isEmpty, kept.count <= 7 else { return }
    longest = max(longest, words.count)
    // "On hold" is not "hold".
    if kept.count == 1, words.count > 1 {
      insert(words, meaning, weight: weight, part: part)
      return insert(kept, meaning, weight: weight * 0.4, part: part)
    }
    insert(kept, meaning, weight: weight, part: part)
  }

  private mutating func insert(_ words: [String], _ meaning: Meaning, weight: Double, part: String) {
    let key = Stem.phrase(words.map(Stem.hash))
    var list = entries[key] ?? []
    if let index = list.firstIndex(where: { $0.meaning == meaning }) {
      if list[index].weight < weight { list[index] = Entry(meaning: meaning, weight: weight, part: part) }
    } else {
      list.append(Entry(meaning: meaning, weight: weight, part: part))
    }
    entries[key] = list
  }

  mutating func add(phrase: String, _ meaning: Meaning, weight: Double, part: String) {
    add(Words(phrase).words.map(\.text), meaning, weight: weight, part: part)
  }

  /// The catalog's name of a column, its parts, and its name without its table's.
  mutating func addName(of column: Database.Column, id: ColumnID, table: Database.Table, part: String) {
    let words = column.words
    let meaning = Meaning.column(id)
    add(words, meaning, weight: 1, part: part)
    if words.count > 1 { add([words.joined()], meaning, weight: 0.9, part: part) }
    guard words.count > 1 else { return }
    let tableStems = Set(table.words.map(Stem.hash))
    let rest = words.filter { !tableStems.contains(Stem.hash($0)) }
    if !rest.isEmpty, rest.count < words.count { add(rest, meaning, weight: 0.8, part: part) }
    if let last = words.last, Self.generic.contains(last) {
      add(Array(words.dropLast()), meaning, weight: last == "id" ? 0.55 : 0.7, part: part)
    }
    for (index, word) in words.enumerated() where word.utf8.count > 2 && !Self.generic.contains(word) {
      add([word], meaning, weight: index == words.count - 1 ? 0.5 : 0.42, part: part)
    }
    if words.count > 2 { add(Array(words.dropFirst()), meaning, weight: 0.65, part: part) }
  }

  /// A description: each short clause as a name, and its words.
  mutating func addDescription(_ text: String, _ meaning: Meaning, part: String) {
    func kept(_ text: some StringProtocol) -> [Word] {
      Words(String(text)).words.filter { English.weight($0.text) >= 0.25 && $0.number == nil }
    }
    for clause in text.split(whereSeparator: { ",;\n".contains($0) }) {
      let words = kept(clause)
      if (1...5).contains(words.count) { add(words.map(\.text), meaning, weight: 0.9, part: part) }
    }
    let words = kept(text)
    guard words.count <= 14 else { return }
    for word in words where word.isContent && word.text.utf8.count > 2 {
      add([word.text], meaning, weight: 0.3, part: part)
    }
  }
}
