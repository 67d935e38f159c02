internal import Basics
internal import Warehouses

/// The values of a column, and what they look like.
struct ColumnValues: Sendable {
  enum Format: Sendable, Hashable {
    case text
    case number
    /// Numbers written as text.
    case numericText
    /// `2024-03-31`, with or without a time.
    case isoDate
    /// `20240331`.
    case compactDate
    case year
    /// `202403`.
    case yearMonth
    /// A few flags such as 0/1 or Y/N.
    case flag(yes: String, no: String)
  }

  var values: [String]
  var format: Format
}

/// Phrases that are values of some column.
struct ValueIndex: Sendable {
  struct Entry: Sendable, Hashable {
    var column: ColumnID
    var value: String
    var isUpper: Bool
  }

  private(set) var entries: [UInt64: [Entry]] = [:]
  private(set) var columns: [ColumnID: ColumnValues] = [:]
  private(set) var longest = 1
  /// The share of the smaller of two columns' values that the other has too; by the smaller number first.
  private var overlaps: [[ColumnID]: Double] = [:]

  func overlap(_ left: ColumnID, _ right: ColumnID) -> Double { overlaps[[min(left, right), max(left, right)]] ?? 0 }

  /// Longer values are prose: nobody quotes them whole.
  private static let longestPhrase = 8

  mutating func add(_ values: ColumnValues, of column: ColumnID) {
    guard columns[column] == nil else { return }
    if values.format == .text {
      let mine = Set(values.values)
      for (other, known) in columns where known.format == .text {
        let theirs = Set(known.values)
        let (small, large) = mine.count < theirs.count ? (mine, theirs) : (theirs, mine)
        guard small.count >= 3 else { continue }
        let shared = small.reduce(0) { $0 + (large.contains($1) ? 1 : 0) }
        overlaps[[min(column, other), max(column, other)]] = Double(shared) / Double(small.count)
      }
    }
    columns[column] = values
    guard values.format == .text || values.format == .numericText else {
      guard case .flag = values.format else { return }
      return
    }
    for value in values.values {
      let words = Words(value)
      guard (1...Self.longestPhrase).contains(words.count) else { continue }
      longest = max(longest, words.count)
      let entry = Entry(column: column, value: value, isUpper: value == value.uppercased())
      entries[Stem.phrase(words.words.map(\.stem)), default: []].append(entry)
    }
  }
}

extension ColumnValues {
  /// Judges a column by its distinct values, most frequent first.
  init(rows: [[Value]], kind: Database.Kind) {
    var texts: [String] = []
    var numbers = 0
    for row in rows {
      switch row.first {
      case .text(let text): texts.append(text)
      case .integer(let value):
        numbers += 1
        texts.append(String(value))
      case .real(let value):
        numbers += 1
        texts.append("\(value)")
      default: break
      }
    }
    values = texts
    format = Self.format(of: texts, areNumbers: numbers == texts.count)
  }

  private static func format(of texts: [String], areNumbers: Bool) -> Format {
    guard !texts.isEmpty else { return .text }
    let lower = Set(texts.map { $0.lowercased() })
    for (yes, no) in [("1", "0"), ("y", "n"), ("t", "f"), ("true", "false"), ("yes", "no")]
    where lower.isSubset(of: [yes, no]) {
      let original = texts.first { $0.lowercased() == yes }
      return .flag(yes: original ?? yes, no: texts.first { $0.lowercased() == no } ?? no)
    }
    func all(_ test: ([UInt8]) -> Bool) -> Bool { texts.allSatisfy { test(Array($0.utf8)) } }
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    if all({ $0.count >= 10 && $0[4] == 45 && $0[7] == 45 && $0.prefix(4).allSatisfy(isDigit) }) { return .isoDate }
    if all({ text in
      text.count == 8 && text.allSatisfy(isDigit) && (text[0] == 49 || text[0] == 50)
        && (Int(String(decoding: text[4..<6], as: UTF8.self)).map { (1...12).contains($0) } ?? false)
    }) {
      return .compactDate
    }
    if all({ $0.count == 4 && $0.allSatisfy(isDigit) && ($0[0] == 49 || $0[0] == 50) }) { return .year }
    if all({ text in
      text.count == 6 && text.allSatisfy(isDigit) && (text.starts(with: [49, 57]) || text.starts(with: [50, 48]))
        && (Int(String(decoding: text[4...], as: UTF8.self)).map { (1...12).contains($0) } ?? false)
    }) {
      return .yearMonth
    }
    if areNumbers { return .number }
    if all({ text in
      !text.isEmpty && text.allSatisfy { isDigit($0) || $0 == 46 || $0 == 45 } && text.contains(where: isDigit)
    }) {
      return .numericText
    }
    return .text
  }
}
