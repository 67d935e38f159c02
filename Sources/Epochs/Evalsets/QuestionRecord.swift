import Basics
import Judges

/// What a question says, as bytes: texts after their lengths, in a fixed order.
///
/// Its family, split and database are kept beside it.
struct QuestionRecord {
  private var reader: RecordReader

  /// Reads a record that ``bytes(of:)`` made.
  init(_ bytes: ArraySlice<UInt8>) { reader = RecordReader(bytes) }

  static func bytes(of question: Question) -> [UInt8] {
    var writer = RecordWriter()
    let expectation = question.expectation
    for text in [question.id, question.text, expectation.sql, expectation.category] { writer.add(text) }
    for text in [question.context, question.difficulty, question.category] { writer.add(text) }
    writer.add(question.extra.isEmpty ? nil : JSON.object(question.extra).text)
    writer.add(expectation.alternatives)
    writer.add(expectation.facts)
    return writer.bytes
  }

  var id: String {
    var reader = reader
    return reader.text() ?? ""
  }

  func question(family: String, split: Split, database: String?) -> Question {
    var reader = reader
    let (id, text, sql) = (reader.text() ?? "", reader.text() ?? "", reader.text())
    let kind = reader.text()
    let (context, difficulty, category) = (reader.text(), reader.text(), reader.text())
    let extra = reader.text().flatMap { try? JSON(parsing: $0) }?.objectValue
    let expectation = Expectation(sql: sql, alternatives: reader.texts(), facts: reader.texts(), category: kind)
    return Question(
      id: id, text: text, expectation: expectation, context: context, family: family, split: split,
      difficulty: difficulty, category: category, database: database, extra: extra ?? JSONObject())
  }
}

private struct RecordWriter {
  var bytes: [UInt8] = []

  mutating func add(_ text: String?) {
    guard var text else { return add(0) }
    text.withUTF8 { utf8 in
      add(utf8.count + 1)
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func add(_ texts: [String]) {
    add(texts.count)
    for text in texts { add(text) }
  }

  /// Seven bits a byte, the lowest first; the eighth says that more come (LEB128).
  private mutating func add(_ number: Int) {
    var rest = UInt(number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Past the end of a record everything is missing.
private struct RecordReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func text() -> String? {
    let length = number() - 1
    guard length >= 0, length <= bytes.endIndex - position else { return nil }
    defer { position += length }
    return String(decoding: bytes[position..<position + length], as: UTF8.self)
  }

  mutating func texts() -> [String] {
    let count = number()
    return count == 0 ? [] : (0..<min(count, bytes.endIndex - position)).compactMap { _ in text() }
  }

  private mutating func number() -> Int {
    var (number, shift): (UInt, UInt) = (0, 0)
    while position < bytes.endIndex, shift < 63 {
      let byte = bytes[position]
      position += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(number) }
      shift += 7
    }
    return 0
  }
}
