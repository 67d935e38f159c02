import Basics
import Judges

/// Which questions belong together, so that a split never parts them.
package enum FamilyRule: Sendable, Hashable {
  /// The family that a row names; rows that name none go by their likeness.
  case automatic
  /// The value of a field of the rows.
  case field(String)
  /// Each question its own, but for those of equal words.
  case question
  /// Questions whose expected SQL differs in literals only.
  case sql
  /// Questions of nearly the same words, or of the same expected SQL.
  case similar

  /// `question`, `sql`, `similar`, `automatic`, or the name of a field.
  package init(_ word: String) {
    switch word {
    case "automatic", "auto", "family": self = .automatic
    case "question": self = .question
    case "sql": self = .sql
    case "similar", "paraphrase": self = .similar
    default: self = .field(word)
    }
  }
}

extension Evalset {
  /// Gives every question its family; questions of different databases never share one.
  ///
  /// Cost: near the number of questions; `similar` compares only questions that share a rare word pair.
  package mutating func assignFamilies(_ rule: FamilyRule) throws(EvalsetError) {
    switch rule {
    case .automatic:
      guard let bare = questions.families.find("") else { return nameFamilies { _, question in question.family } }
      let groups = similarGroups { $0.family == bare }
      nameFamilies { index, question in question.family.isEmpty ? groups[index] : question.family }
    case .similar:
      let groups = similarGroups { _ in true }
      nameFamilies { index, _ in groups[index] }
    case .field(let name): try assign(field: name)
    case .question: nameFamilies { _, question in question.wording }
    case .sql: nameFamilies { _, question in question.expectation.sql.map(SQLShape.masked) ?? question.wording }
    }
  }

  private mutating func assign(field name: String) throws(EvalsetError) {
    let path = FieldPath(name)
    var found = false
    nameFamilies { _, question in
      guard let value = path.value(in: question.extra) ?? question.member(name), value != .null else {
        return question.wording
      }
      found = true
      return value.stringValue ?? value.text
    }
    guard found else {
      throw .unknownField(name, known: (questions.first?.extra.names ?? []) + ["question", "sql", "similar"])
    }
  }

  /// Groups of near duplicates among some of the questions, each named after the id of its first.
  private func similarGroups(_ isMeant: (Questions.Entry) -> Bool) -> SimilarGroups {
    var near = NearDuplicates()
    var meant: [Int32] = []
    for (index, question) in questions.enumerated() where isMeant(questions.entries[index]) {
      near.add(question)
      meant.append(Int32(clamping: index))
    }
    var first = [Int32](repeating: 0, count: questions.count)
    for (index, group) in zip(meant, near.groups()) { first[Int(index)] = meant[Int(group)] }
    return SimilarGroups(questions: questions, first: first)
  }

  /// Families named by the keys that `key` gives: long keys become the id of the first question, and the same key in
  /// another database is another family.
  private mutating func nameFamilies(_ key: (Int, Question) -> String) {
    var naming = FamilyNaming()
    var numbers: [Int32] = []
    numbers.reserveCapacity(questions.count)
    for (index, question) in questions.enumerated() {
      numbers.append(naming.number(of: key(index, question), question))
    }
    for (index, number) in numbers.enumerated() { questions.entries[index].family = number }
    questions.families = naming.names
  }
}

/// For each question the first of its group.
private struct SimilarGroups {
  let questions: Questions
  let first: [Int32]

  subscript(index: Int) -> String { questions.id(at: Int(first[index])) }
}

/// Numbers families as their questions come by.
private struct FamilyNaming {
  private(set) var names = TextTable()
  private var keys = KeyTable()
  /// The name of each key.
  private var named: [Int32] = []

  mutating func number(of family: String, _ question: Question) -> Int32 {
    let key = keys.number(of: (question.database ?? "") + "\u{0}" + family)
    if key < named.count { return named[key] }
    let isShort = family.utf8.count <= 40 && !family.utf8.contains(0x0A)
    let name = isShort ? Self.scoped(family, question.database) : question.id
    named.append(Int32(clamping: names.number(of: name)))
    return named[key]
  }

  private static func scoped(_ family: String, _ database: String?) -> String {
    database.map { family.hasPrefix($0) ? family : $0 + "/" + family } ?? family
  }
}

/// Numbers texts that may be long: of those it keeps a digest.
struct KeyTable {
  private var table = TextTable()
  private static let kept = 16

  mutating func number(of text: String) -> Int {
    guard text.utf8.count > Self.kept else { return table.number(of: text) }
    let digest = HashFunction.sha256.digest(Array(text.utf8))
    return digest.withUnsafeBufferPointer { table.number(of: UnsafeBufferPointer(rebasing: $0.prefix(Self.kept + 1))) }
  }
}

extension Question {
  /// The question in lower case, one space between words.
  var wording: String { text.lowercased().split { $0.isWhitespace }.joined(separator: " ") }

  fileprivate func member(_ name: String) -> JSON? {
    switch name {
    case "id": .string(id)
    case "category": category.map(JSON.string)
    case "difficulty": difficulty.map(JSON.string)
    case "db", "db_id", "db_name", "database": database.map(JSON.string)
    default: nil
    }
  }
}
