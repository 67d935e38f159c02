extension String {
  /// ASCII letters in upper case and all else untouched, as SQL folds names.
  package var uppercasedASCII: String { folded(from: UInt8(ascii: "a"), to: UInt8(ascii: "z")) }

  /// ASCII letters in lower case and all else untouched, as SQL folds names.
  package var lowercasedASCII: String { folded(from: UInt8(ascii: "A"), to: UInt8(ascii: "Z")) }

  private func folded(from first: UInt8, to last: UInt8) -> String {
    guard utf8.contains(where: { $0 >= first && $0 <= last }) else { return self }
    return String(decoding: utf8.map { $0 >= first && $0 <= last ? $0 ^ 0x20 : $0 }, as: UTF8.self)
  }
}
