/// Numbers the distinct values of some results, so that equal cells have equal codes.
///
/// NULL equals NULL; 1 equals 1.0; numbers with a fraction equal within a tolerance; text equals text byte by byte and
/// never a number.
struct ValueCodes {
  private enum Key: Hashable {
    case null
    case integer(Int64)
    case real(UInt64)
    case text(ExactText)
    case blob([UInt8])
  }

  private var codes: [Key: Int32] = [:]
  private let readsNumbersInText: Bool
  /// The code of each real number's cluster, by bit pattern.
  private var clusters: [UInt64: Key] = [:]

  /// `readsNumbersInText`: take a text that spells a number for that number.
  init(for results: [[[Value]]], tolerance: NumberTolerance, readsNumbersInText: Bool = false) {
    self.readsNumbersInText = readsNumbersInText
    let hasFraction = results.contains { rows in
      rows.contains { row in row.contains { value in number(value).map { Int64(exactly: $0) == nil } ?? false } }
    }
    guard hasFraction else { return }
    var numbers = results.flatMap { rows in rows.flatMap { row in row.compactMap { number($0) } } }
    numbers.sort()
    cluster(numbers, tolerance)
  }

  /// The codes of the first `width` columns of rows that all have them.
  mutating func encode(_ rows: [[Value]], width: Int) -> CodedTable {
    var table = CodedTable(columns: Array(repeating: [], count: width), count: rows.count)
    for column in 0..<width {
      table.columns[column].reserveCapacity(rows.count)
      for row in rows { table.columns[column].append(code(of: row[column])) }
    }
    return table
  }

  private mutating func code(of value: Value) -> Int32 {
    let key = key(for: value)
    if let code = codes[key] { return code }
    let code = Int32(clamping: codes.count)
    codes[key] = code
    return code
  }

  private func key(for value: Value) -> Key {
    switch value {
    case .null: return .null
    case .integer(let integer): return integerKey(integer)
    case .real(let real):
      if let key = clusters[(real + 0).bitPattern] { return key }
      return Int64(exactly: real).map(Key.integer) ?? .real(real.bitPattern)
    case .blob(let bytes): return .blob(bytes)
    case .text(let text):
      guard readsNumbersInText, let number = number(value) else { return .text(ExactText(text)) }
      if let integer = Int64(text) { return integerKey(integer) }
      return key(for: .real(number))
    }
  }

  /// An integer that a double holds exactly may share a cluster with reals; beyond that it stands for itself.
  private func integerKey(_ integer: Int64) -> Key {
    guard !clusters.isEmpty, let real = Double(exactly: integer), let key = clusters[real.bitPattern] else {
      return .integer(integer)
    }
    return key
  }

  private func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let integer): return Double(exactly: integer)
    case .real(let real): return real.isNaN ? nil : real + 0
    case .text(let text):
      guard readsNumbersInText, let first = text.utf8.first, first == 45 || (48...57).contains(first),
        text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }), let number = Double(text)
      else { return nil }
      return number
    case .null, .blob: return nil
    }
  }

  /// Joins neighbours that are within the tolerance; no cluster ever holds two whole numbers.
  private mutating func cluster(_ sorted: [Double], _ tolerance: NumberTolerance) {
    var members: [Double] = []
    var whole: Int64?
    for value in sorted where value != members.last {
      let integer = Int64(exactly: value)
      if let last = members.last {
        let width = max(tolerance.absolute, tolerance.relative * max(abs(last), abs(value)))
        if value - last > width || (whole != nil && integer != nil) || !width.isFinite {
          close(members, whole)
          (members, whole) = ([], nil)
        }
      }
      members.append(value)
      whole = whole ?? integer
    }
    close(members, whole)
  }

  private mutating func close(_ members: [Double], _ whole: Int64?) {
    guard members.count > 1, let first = members.first else { return }
    let key = whole.map(Key.integer) ?? .real(first.bitPattern)
    for member in members { clusters[member.bitPattern] = key }
  }
}

/// The cells of a result as codes, column by column.
struct CodedTable: Equatable {
  var columns: [[Int32]]
  /// How many rows there are.
  var count: Int
}

/// A text that equals another only byte by byte; strings are equal where they are canonically equivalent.
private struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
