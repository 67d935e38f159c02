import Basics
import Judges
import Spaces

/// Makes a question of a row, whatever the evaluation set that it comes from calls its fields.
struct RowReader {
  /// Where the user said that roles are found, in place of the usual names.
  let fields: [Role: FieldPath]
  private static let usual = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, $0.names.map(FieldPath.init)) })
  private static let messages = FieldPath("inputs.messages")

  init(fields: [Role: String] = [:]) { self.fields = fields.mapValues(FieldPath.init) }

  static func hasQuestion(_ row: JSONObject) -> Bool {
    usual[.question, default: []].contains { $0.value(in: row) != nil } || row["inputs"]?["messages"] != nil
  }

  private func paths(_ role: Role) -> [FieldPath] { fields[role].map { [$0] } ?? Self.usual[role, default: []] }

  func question(_ row: JSONObject, line: Int, ordinal: Int) throws(RowProblem) -> (question: Question, split: Split?) {
    var used: [String] = []
    func text(_ role: Role) throws(RowProblem) -> String? {
      guard let (name, value) = find(role, in: row) else { return nil }
      used.append(name)
      guard let text = Self.text(value) else {
        throw RowProblem(line: line, .wrongKind(field: name, expected: "a text", found: value.kind))
      }
      let words = Self.trimmed(text)
      return words.isEmpty ? nil : words
    }
    func texts(_ role: Role) throws(RowProblem) -> [String] {
      guard let (name, value) = find(role, in: row) else { return [] }
      used.append(name)
      guard let texts = Self.texts(value) else {
        throw RowProblem(line: line, .wrongKind(field: name, expected: "a list of texts", found: value.kind))
      }
      return texts
    }
    guard let asked = try text(.question) ?? Self.lastMessage(row) else {
      throw RowProblem(line: line, .missing(.question))
    }
    let expectation = try expectation(line, sql: text(.sql), texts(.alternatives), texts(.facts), text(.response))
    let question = Question(
      id: try text(.id) ?? "q\(ordinal)", text: asked, expectation: expectation, context: context(row, &used),
      family: try text(.family), difficulty: try text(.difficulty), category: try text(.category),
      database: try text(.database))
    let split = try text(.split).map { (word) throws(RowProblem) in try Self.split(word, line: line) }
    var result = question
    if find(.family, in: row) == nil { result.family = "" }
    result.extra = JSONObject(row.filter { !used.contains($0.name) }.map { ($0.name, $0.value) })
    return (result, split)
  }

  private func expectation(
    _ line: Int, sql: String?, _ alternatives: [String], _ facts: [String], _ response: String?
  ) throws(RowProblem) -> Expectation {
    let responseIsSQL = sql == nil && response.map(SQLAlternatives.looksLikeSQL) ?? false
    let facts = facts + (responseIsSQL ? [] : response.map { [$0] } ?? [])
    guard let sql = responseIsSQL ? response : sql else {
      guard !facts.isEmpty else { throw RowProblem(line: line, .missing(.sql)) }
      return Expectation(sql: nil, facts: facts)
    }
    guard let all = SQLAlternatives.expanded(sql) else { throw RowProblem(line: line, .alternatives(sql)) }
    var others: [String] = []
    for text in all.dropFirst() + alternatives where text != all.first && !others.contains(text) { others.append(text) }
    return Expectation(sql: all.first, alternatives: others, facts: facts)
  }

  /// Everything that the asker adds, each text once.
  private func context(_ row: JSONObject, _ used: inout [String]) -> String? {
    var texts: [String] = []
    for path in paths(.context) {
      guard let value = path.value(in: row), let text = Self.text(value) else { continue }
      used.append(path.name)
      let words = Self.trimmed(text)
      if !words.isEmpty, !texts.contains(words) { texts.append(words) }
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  private func find(_ role: Role, in row: JSONObject) -> (name: String, value: JSON)? {
    for path in paths(role) {
      guard let value = path.value(in: row), !value.isNull else { continue }
      // An answer in words is no SQL.
      if role == .sql, path.name == "answer", !(Self.text(value).map(SQLAlternatives.looksLikeSQL) ?? false) {
        continue
      }
      return (path.name, value)
    }
    return nil
  }

  private static func text(_ value: JSON) -> String? {
    switch value {
    case .number(let number): number.literal
    case .array(let entries) where entries.first?["content"] != nil:
      entries.first?["content"].flatMap(LogicalText.joined)
    default: LogicalText.joined(value)
    }
  }

  private static func texts(_ value: JSON) -> [String]? {
    if let text = value.stringValue {
      if let list = (try? JSON(parsing: text))?.arrayValue { return texts(.array(list)) }
      return [text]
    }
    guard let entries = value.arrayValue else { return nil }
    let texts = entries.compactMap(\.stringValue).map(trimmed).filter { !$0.isEmpty }
    return entries.allSatisfy { $0.stringValue != nil } ? texts : nil
  }

  /// What the user said last, in rows that hold a conversation.
  private static func lastMessage(_ row: JSONObject) -> String? {
    if let text = row["inputs"]?.stringValue, text.utf8.first != UInt8(ascii: "{") { return text }
    return messages.value(in: row)?.arrayValue?.last { $0["role"]?.stringValue == "user" }?["content"]?
      .stringValue
  }

  static func split(_ word: String, line: Int) throws(RowProblem) -> Split {
    switch word.lowercased() {
    case "train", "training": .train
    case "validation", "valid", "val", "dev", "development": .validation
    case "test", "testing", "held-out", "heldout": .test
    default: throw RowProblem(line: line, .unknownSplit(word))
    }
  }

  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else { return text }
    let bytes = text.utf8.drop { $0 <= 0x20 }
    return String(decoding: Array(bytes.reversed().drop { $0 <= 0x20 }.reversed()), as: UTF8.self)
  }
}
