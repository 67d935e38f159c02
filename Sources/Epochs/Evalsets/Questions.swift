import Basics
import Judges
package import Platform

/// The questions of an evalset: what they say lies packed on a ``ByteShelf``, and each is made when it is looked at.
///
/// So a million take a few dozen bytes of memory each; to go through all in order costs least.
package struct Questions: Sendable, RandomAccessCollection {
  /// What is asked of all questions time and again, and where the rest stands.
  struct Entry: Sendable {
    var start: Int
    var length: Int32
    /// A number of ``families``.
    var family: Int32
    /// A number of ``databases``, or less than 0.
    var database: Int32
    var split: Split
  }

  var entries: [Entry] = []
  var families = TextTable()
  private(set) var databases = TextTable()
  private var shelf: ByteShelf

  /// Packs questions in memory.
  package init(_ questions: some Sequence<Question>) {
    let builder = Builder(limit: .max)
    // Only a file can fail.
    for question in questions { try? builder.append(question) }
    self = (try? builder.finish()) ?? Questions(shelf: nil)
  }

  private init(shelf: ByteShelf?) { self.shelf = shelf ?? .empty }

  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(index: Int) -> Question {
    let entry = entries[index]
    return question(entry, QuestionRecord(shelf.bytes(from: entry.start, count: Int(entry.length))[...]))
  }

  package func makeIterator() -> Iterator { Iterator(records: Records(self)) }

  package struct Iterator: IteratorProtocol {
    fileprivate var records: Records

    package mutating func next() -> Question? {
      records.next().map { records.questions.question($0.entry, $0.record) }
    }
  }

  /// The id of a question, without the rest of it.
  func id(at index: Int) -> String {
    let entry = entries[index]
    return QuestionRecord(shelf.bytes(from: entry.start, count: Int(entry.length))[...]).id
  }

  /// The questions of one split.
  func all(in split: Split) -> [Question] {
    Records(self).lazy.filter { $0.entry.split == split }.map { question($0.entry, $0.record) }
  }

  /// Those for which `isKept` holds, on the same shelf.
  package func keeping(_ isKept: (Question) -> Bool) -> Questions {
    var kept = self
    kept.entries = zip(entries, self).filter { isKept($0.1) }.map(\.0)
    return kept
  }

  /// The first `count`, on the same shelf.
  package func keepingFirst(_ count: Int) -> Questions {
    var kept = self
    kept.entries = Array(entries.prefix(Swift.max(0, count)))
    return kept
  }

  fileprivate func question(_ entry: Entry, _ record: QuestionRecord) -> Question {
    record.question(
      family: families[Int(entry.family)], split: entry.split,
      database: entry.database < 0 ? nil : databases[Int(entry.database)])
  }

  /// Goes through the records in order, reading ahead.
  struct Records: Sequence, IteratorProtocol {
    let questions: Questions
    private var index = 0
    private var ahead: [UInt8] = []
    private var start = 0

    init(_ questions: Questions) { self.questions = questions }

    mutating func next() -> (entry: Entry, record: QuestionRecord)? {
      guard index < questions.entries.count else { return nil }
      let entry = questions.entries[index]
      index += 1
      let length = Int(entry.length)
      if entry.start < start || entry.start + length > start + ahead.count {
        (start, ahead) = (entry.start, questions.shelf.bytes(from: entry.start, count: Swift.max(length, 1 << 16)))
      }
      return (entry, QuestionRecord(ahead.dropFirst(entry.start - start).prefix(length)))
    }
  }

  /// Packs questions one after the other.
  package final class Builder {
    private let writer: ByteShelf.Writer
    private var questions = Questions(shelf: nil)

    /// `limit`: how many bytes of them may stay in memory; the rest goes to a file.
    package init(limit: Int = 32 << 20) { writer = ByteShelf.Writer(limit: limit) }

    package func append(_ question: Question) throws(FileError) {
      let bytes = QuestionRecord.bytes(of: question)
      let start = writer.end
      try writer.append(bytes)
      let database = question.database.map { questions.databases.number(of: $0) }
      questions.entries.append(
        Entry(
          start: start, length: Int32(clamping: bytes.count),
          family: Int32(clamping: questions.families.number(of: question.family)),
          database: Int32(clamping: database ?? -1), split: question.split))
    }

    /// Those that were added.
    package func finish() throws(FileError) -> Questions {
      var built = questions
      questions = Questions(shelf: nil)
      built.shelf = try writer.finish()
      return built
    }
  }
}

extension Questions: Hashable {
  package static func == (left: Questions, right: Questions) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    if let first { hasher.combine(first) }
  }
}
