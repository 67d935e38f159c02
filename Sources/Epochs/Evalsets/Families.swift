import Basics
import Judges
import SQLText

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
      let bare = questions.indices.filter { questions[$0].family.isEmpty }
      assign(similarGroups(bare), to: bare)
    case .field(let name): try assign(field: name)
    case .question: for index in questions.indices { questions[index].family = questions[index].wording }
    case .sql:
      for index in questions.indices {
        let sql = questions[index].expectation.sql
        questions[index].family = sql.map(SQLShape.masked) ?? questions[index].wording
      }
    case .similar: assign(similarGroups(Array(questions.indices)), to: Array(questions.indices))
    }
    nameFamilies()
  }

  private mutating func assign(field name: String) throws(EvalsetError) {
    var found = false
    for index in questions.indices {
      let question = questions[index]
      guard let value = RowReader.value(question.extra, name) ?? question.member(name), value != .null else {
        questions[index].family = question.wording
        continue
      }
      found = true
      questions[index].family = value.stringValue ?? value.text
    }
    guard found else {
      throw .unknownField(name, known: (questions.first?.extra.names ?? []) + ["question", "sql", "similar"])
    }
  }

  private func similarGroups(_ indices: [Int]) -> [Int] {
    NearDuplicates.groups(
      indices.map { index in
        let question = questions[index]
        return NearDuplicates.Entry(
          text: question.text, sql: question.expectation.sql, scope: question.database ?? "")
      })
  }

  /// Each group is named after the id of its first question.
  private mutating func assign(_ groups: [Int], to indices: [Int]) {
    for (place, index) in indices.enumerated() {
      questions[index].family = questions[indices[groups[place]]].id
    }
  }

  /// Long keys become the id of the first question; the same name in another database is another family.
  private mutating func nameFamilies() {
    var names: [String: String] = [:]
    for index in questions.indices {
      let key = (questions[index].database ?? "") + "\u{0}" + questions[index].family
      let isShort = questions[index].family.utf8.count <= 40 && !questions[index].family.contains("\n")
      let name = names[key] ?? (isShort ? scoped(questions[index]) : questions[index].id)
      names[key] = name
      questions[index].family = name
    }
  }

  private func scoped(_ question: Question) -> String {
    question.database.map { question.family.hasPrefix($0) ? question.family : $0 + "/" + question.family }
      ?? question.family
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

/// SQL as far as families are concerned.
enum SQLShape {
  /// The tokens in one spelling, with every literal masked.
  static func masked(_ sql: String) -> String {
    SQLLexer.tokens(of: sql).compactMap { token in
      switch token.kind {
      case .string, .number, .blob: "?"
      case .word, .quotedIdentifier: token.isDoubleQuoted ? "?" : token.text.uppercased()
      case .end: nil
      default: token.text == ";" ? nil : token.text
      }
    }.joined(separator: " ")
  }

  /// The tokens in one spelling.
  static func spelled(_ sql: String) -> String {
    SQLLexer.tokens(of: sql).compactMap { token in
      switch token.kind {
      case .word: token.keyword
      case .end: nil
      default: token.text == ";" ? nil : token.text
      }
    }.joined(separator: " ")
  }

  /// The words of the literals, in lower case.
  static func literalWords(_ sql: String) -> Set<String> {
    var words: Set<String> = []
    for token in SQLLexer.tokens(of: sql) where token.kind == .string || token.kind == .number || token.isDoubleQuoted {
      for word in NearDuplicates.words(token.text) { words.insert(word) }
    }
    return words
  }
}
