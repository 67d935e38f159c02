internal import Warehouses

extension ColumnProfile {
  /// `table.column`, in lower case.
  var name: String { table.lowercased() + "." + column.lowercased() }

  /// The commonest values, enough to judge a column by.
  private var sample: [String] { Array(texts.prefix(400)) }

  var isText: Bool { kind == .text && !texts.isEmpty }

  /// Numbers or dates that are kept as text, so that their order and format must be known.
  var isNumberAsText: Bool {
    guard kind == .text || kind == .date, !texts.isEmpty else { return false }
    let marks: Set<UInt8> = [0x20, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A]
    return sample.allSatisfy { text in
      text.utf8.contains { (0x30...0x39).contains($0) }
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || marks.contains($0) }
    }
  }

  /// Dates kept as numbers such as 20240331.
  var isNumericDate: Bool {
    guard kind == .number, !values.isEmpty else { return false }
    return values.prefix(400).allSatisfy { value in
      guard case .integer(let number) = value else { return false }
      return (19_000_101...21_001_231).contains(number) && (1...12).contains(number / 100 % 100)
    }
  }

  /// Years kept as 2024 and months kept as 202403.
  var isNumericPeriod: Bool {
    guard kind == .number, !values.isEmpty else { return false }
    return values.prefix(400).allSatisfy { value in
      guard case .integer(let number) = value else { return false }
      return (1900...2100).contains(number)
        || ((190_001...210_012).contains(number) && (1...12).contains(number % 100))
    }
  }

  /// Names that people say in questions: neither prose nor bare numbers.
  var isNameLike: Bool {
    guard isText, !isNumberAsText else { return false }
    let words = sample.reduce(0) { $0 + $1.split(separator: " ").count }
    return words <= 6 * sample.count
  }

  /// A few short codes such as `A`, `EMEA`, `03`.
  var isCode: Bool {
    isText && isComplete && distinct <= 24 && texts.allSatisfy { $0.utf8.count <= 4 && $0 == $0.uppercased() }
  }

  /// Few values that stand for a state, whatever their type: 0 and 1, Y and N.
  var isFlag: Bool { isComplete && (1...2).contains(distinct) }
}
