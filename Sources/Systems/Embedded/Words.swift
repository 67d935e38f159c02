internal import Basics

/// One word, number or date of a question.
struct Word: Sendable, Hashable {
  /// Lower case.
  var text: String
  /// As written.
  var original: String
  /// The hash of the stem; equal stems are the same word for every look-up.
  var stem: UInt64
  var number: Double?
  /// An ISO date, possibly only its year and month.
  var date: String?
  /// Whether it had an apostrophe and an s.
  var isPossessive = false
  /// Whether a comma or the like stands in front of it.
  var followsPause = false
  /// Which quoted passage of the question this word belongs to.
  var quotation: Int?
  /// How much the word says about what is asked: nearly nothing for "the", 1 for a noun.
  var weight: Double

  var isContent: Bool { weight >= 0.5 }
  var isCapitalised: Bool { original.utf8.first.map { (65...90).contains($0) } ?? false }
}

/// A question cut into words.
struct Words: Sendable, Hashable {
  var words: [Word] = []
  /// The quoted passages as written, in order.
  var quotations: [String] = []

  init(_ text: String) {
    var cutter = WordCutter(bytes: Array(text.utf8))
    cutter.run()
    words = cutter.words
    quotations = cutter.quotations
  }

  var count: Int { words.count }
  /// The stems of the words that say something.
  var contentStems: Set<UInt64> { Set(words.filter(\.isContent).map(\.stem)) }
  /// Whether the question writes anything with a capital.
  var isCased: Bool { words.contains { $0.isCapitalised } }
  subscript(index: Int) -> Word { words[index] }

  /// The words between, as written, for a literal.
  func original(_ span: Range<Int>) -> String { words[span].map(\.original).joined(separator: " ") }
}

/// Cuts text at everything that is neither letter nor digit, keeping decimals, dates and quoted passages.
private struct WordCutter {
  let bytes: [UInt8]
  var position = 0
  var words: [Word] = []
  var quotations: [String] = []
  var openQuote: UInt8?
  var quoteStart = 0
  var hasPaused = false

  mutating func run() {
    while position < bytes.count {
      let byte = bytes[position]
      if let quote = openQuote, byte == quote, !isInsideWord(position) {
        quotations.append(String(decoding: bytes[quoteStart..<position], as: UTF8.self))
        openQuote = nil
        position += 1
      } else if openQuote == nil, byte == 34 || byte == 39, opensQuotation(byte) {
        openQuote = byte
        position += 1
        quoteStart = position
      } else if isWordByte(byte) {
        takeWord()
      } else if let length = curlyQuote(at: position) {
        position += length
      } else {
        if [44, 59, 58, 40, 41, 47].contains(byte) { hasPaused = true }
        position += 1
      }
    }
  }

  private func isInsideWord(_ index: Int) -> Bool {
    bytes[index] == 39 && index > 0 && index + 1 < bytes.count && isWordByte(bytes[index - 1])
      && isWordByte(bytes[index + 1])
  }

  /// A quotation opens before a word, when the same mark closes it later after a word.
  private func opensQuotation(_ mark: UInt8) -> Bool {
    guard position == 0 || !isWordByte(bytes[position - 1]), position + 1 < bytes.count, bytes[position + 1] != 32
    else { return false }
    var index = position + 1
    while index < bytes.count {
      if bytes[index] == mark, index + 1 == bytes.count || !isWordByte(bytes[index + 1]) { return index > position + 1 }
      index += 1
    }
    return false
  }

  private func curlyQuote(at index: Int) -> Int? {
    guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return nil }
    return 3
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0xC3
      || (byte >= 0x80 && byte < 0xC0)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private mutating func takeWord() {
    let start = position
    if isDigit(bytes[position]), let end = endOfDate() {
      position = end
      return append(start, date: String(decoding: bytes[start..<end], as: UTF8.self))
    }
    if isDigit(bytes[position]) {
      takeNumber()
      if position == bytes.count || !isWordByte(bytes[position]) { return append(start, date: nil) }
    }
    while position < bytes.count, isWordByte(bytes[position]), curlyQuote(at: position) == nil {
      if isYearAhead(start) { break }
      position += 1
    }
    if position == start { position += 1 }
    // "customer's", "don't": the apostrophe belongs to the word, its "s" does not.
    if position + 1 < bytes.count, bytes[position] == 39, isWordByte(bytes[position + 1]) {
      let isPossessive = bytes[position + 1] | 32 == 115
      let end = position
      var after = position + 1
      while after < bytes.count, isWordByte(bytes[after]) { after += 1 }
      if isPossessive, after == position + 2 {
        append(start..<end, date: nil)
        words[words.count - 1].isPossessive = true
        position = after
        return
      }
      let isNegation = bytes[position + 1] | 32 == 116 && after == position + 2
      if isNegation {
        append(start..<end, date: nil)
        words.append(
          Word(
            text: "not", original: "not", stem: Stem.hash("not"), number: nil, date: nil, quotation: nil, weight: 1))
        position = after
        return
      }
    }
    append(start, date: nil)
  }

  /// "FY2023" is two words.
  private func isYearAhead(_ start: Int) -> Bool {
    // "Q2", "H1"
    if position == start + 1, position < bytes.count, (49...52).contains(bytes[position]),
      [72, 81, 104, 113].contains(bytes[start])
    {
      return position + 1 == bytes.count || !isWordByte(bytes[position + 1])
    }
    guard position > start, position - start <= 3, position + 4 <= bytes.count,
      bytes[position] == 49 || bytes[position] == 50,
      bytes[position..<(position + 4)].allSatisfy(isDigit), bytes[start..<position].allSatisfy({ !isDigit($0) })
    else { return false }
    return position + 4 == bytes.count || !isWordByte(bytes[position + 4])
  }

  private mutating func takeNumber() {
    while position < bytes.count {
      if isDigit(bytes[position]) {
        position += 1
      } else if bytes[position] == 46, position + 1 < bytes.count, isDigit(bytes[position + 1]) {
        position += 1
      } else if bytes[position] == 44, position + 3 < bytes.count,
        bytes[(position + 1)...(position + 3)].allSatisfy(isDigit),
        position + 4 == bytes.count || !isDigit(bytes[position + 4])
      {
        position += 4
      } else {
        break
      }
    }
  }

  /// `2024-03-31`, with or without the day.
  private func endOfDate() -> Int? {
    func digits(_ count: Int, at index: Int) -> Bool {
      index + count <= bytes.count && bytes[index..<(index + count)].allSatisfy(isDigit)
    }
    guard digits(4, at: position), position + 6 < bytes.count, bytes[position + 4] == 45, digits(2, at: position + 5)
    else { return nil }
    let month = position + 7
    if month < bytes.count, bytes[month] == 45, digits(2, at: month + 1) { return month + 3 }
    return month == bytes.count || !isWordByte(bytes[month]) ? month : nil
  }

  private mutating func append(_ start: Int, date: String?) { append(start..<position, date: date) }

  private mutating func append(_ range: Range<Int>, date: String?) {
    let original = String(decoding: bytes[range], as: UTF8.self)
    let text = original.lowercased()
    var number: Double?
    if date == nil, let first = text.utf8.first, isDigit(first) {
      number = English.number(text)
    }
    let spoken = number ?? English.numberWords[text]
    words.append(
      Word(
        text: text, original: original, stem: Stem.hash(text), number: spoken, date: date,
        quotation: openQuote == nil ? nil : quotations.count,
        weight: date != nil || number != nil ? 0.6 : English.weight(text)))
    words[words.count - 1].followsPause = hasPaused
    hasPaused = false
  }
}
