/// The numbers that a text tells, `1,234.5` and `12 %` among them.
struct NumbersInText {
  struct Number: Equatable {
    var value: Double
    /// Half a unit of the last place that was written.
    var slack: Double
    var isPercent: Bool
  }

  private(set) var numbers: [Number] = []

  var found: [Double] { numbers.map(\.value) }

  init(_ text: String) {
    let bytes = Array(text.utf8)
    func isDigit(_ at: Int) -> Bool { at >= 0 && at < bytes.count && (48...57).contains(bytes[at]) }
    var position = 0
    while position < bytes.count {
      guard isDigit(position) else {
        position += 1
        continue
      }
      let start = position
      // A digit inside a word, as in q3, is a name.
      let before = start > 0 ? bytes[start - 1] : 32
      let isName = (65...90).contains(before) || (97...122).contains(before) || before == 95 || before >= 128
      var digits: [UInt8] = []
      var decimals = 0
      while isDigit(position) || (position < bytes.count && bytes[position] == 44 && Self.groups(bytes, position)) {
        if bytes[position] != 44 { digits.append(bytes[position]) }
        position += 1
      }
      if position < bytes.count, bytes[position] == 46, isDigit(position + 1) {
        digits.append(46)
        position += 1
        while isDigit(position) {
          digits.append(bytes[position])
          decimals += 1
          position += 1
        }
      }
      if isDigit(position + 1) || isDigit(position + 2), position < bytes.count, bytes[position] | 32 == 101 {
        var end = position + 1
        if end < bytes.count, bytes[end] == 45 || bytes[end] == 43 { end += 1 }
        if isDigit(end) {
          digits += bytes[position..<end]
          while isDigit(end) {
            digits.append(bytes[end])
            end += 1
          }
          position = end
        }
      }
      guard !isName, let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else { continue }
      let isNegative = before == 45 && (start < 2 || bytes[start - 2] == 32 || bytes[start - 2] == 40)
      var after = position
      while after < bytes.count, bytes[after] == 32 { after += 1 }
      let isPercent = after < bytes.count && bytes[after] == 37
      var slack = 0.5
      for _ in 0..<min(decimals, 300) { slack /= 10 }
      numbers.append(
        Number(
          value: isNegative ? -value : value,
          slack: decimals == 0 && !isPercent ? 0 : slack + abs(value) * 1e-12, isPercent: isPercent))
    }
  }

  /// Whether the comma at a place sets off exactly three digits.
  private static func groups(_ bytes: [UInt8], _ at: Int) -> Bool {
    func isDigit(_ at: Int) -> Bool { at < bytes.count && (48...57).contains(bytes[at]) }
    return (1...3).allSatisfy { isDigit(at + $0) } && !isDigit(at + 4)
  }
}
