/// Dates in words: "1 May 2023", "May 1, 2023", "July 2023".
enum WrittenDate {
  static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
  ]

  /// The ISO date, or year and month, that begins at a word, and how many words it takes.
  static func read(_ words: Words, _ start: Int) -> (date: String, length: Int)? {
    func word(_ offset: Int) -> Word? { start + offset < words.count ? words[start + offset] : nil }
    func month(_ offset: Int) -> Int? { word(offset).flatMap { months[$0.text] } }
    func year(_ offset: Int) -> Int? {
      word(offset)?.number.flatMap { $0 >= 1900 && $0 <= 2100 ? Int(exactly: $0) : nil }
    }
    func day(_ offset: Int) -> Int? {
      guard let text = word(offset)?.text else { return nil }
      let digits = text.prefix { $0.isNumber }
      guard ["", "st", "nd", "rd", "th"].contains(text.dropFirst(digits.count)) else { return nil }
      return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if let day = day(0), let month = month(1), let year = year(2) { return ("\(year)-\(two(month))-\(two(day))", 3) }
    if let month = month(0), let day = day(1), let year = year(2) { return ("\(year)-\(two(month))-\(two(day))", 3) }
    if let month = month(0), let year = year(1) { return ("\(year)-\(two(month))", 2) }
    return nil
  }
}
