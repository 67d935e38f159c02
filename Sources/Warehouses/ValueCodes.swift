/// Numbers the distinct values of some results, so that equal cells have equal codes.
///
/// NULL equals NULL; 1 equals 1.0; numbers with a fraction equal within a tolerance; text equals text byte by byte and
/// never a number.
struct ValueCodes {
  private enum Key: Hashable {
    case null
    case integer(Int64)
    case real(Int)
    case text([UInt8])
    case blob([UInt8])
  }

  private var codes: [Key: Int32] = [:]
  private let readsNumbersInText: Bool
  /// The code of each real number's cluster, by bit pattern.
  private var clusters: [UInt64: Key] = [:]

  /// `readsNumbersInText`: take a text that spells a number for that number.
  init(for results: [[[Value]]], tolerance: NumberTolerance, readsNumbersInText: Bool = false) {
    self.readsNumbersInText = readsNumbersInText
    var numbers: Set<Double> = []
    var hasFraction = false
    for rows in results {
      for row in rows {
        for value in row {
          guard let number = number(value) else { continue }
          hasFraction = hasFraction || Int64(exactly: number) == nil
          numbers.insert(number)
        }
      }
    }
    if hasFraction { cluster(numbers.sorted(), tolerance) }
  }

  mutating func encode(_ rows: [[Value]]) -> [[Int32]] { rows.map { row in row.map { code(of: $0) } } }

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
      return Int64(exactly: real).map(Key.integer) ?? .real(Int(truncatingIfNeeded: real.bitPattern))
    case .blob(let bytes): return .blob(bytes)
    case .text(let text):
      guard readsNumbersInText, let number = number(value) else { return .text(Array(text.utf8)) }
      if let integer = Int64(text) { return integerKey(integer) }
      return key(for: .real(number))
    }
  }

  /// An integer that a double holds exactly may share a cluster with reals; beyond that it stands for itself.
  private func integerKey(_ integer: Int64) -> Key {
    guard let real = Double(exactly: integer), let key = clusters[real.bitPattern] else { return .integer(integer) }
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
    for value in sorted {
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
    let key = whole.map(Key.integer) ?? .real(Int(truncatingIfNeeded: first.bitPattern))
    for member in members { clusters[member.bitPattern] = key }
  }
}
