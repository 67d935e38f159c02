import Platform

extension Connection {
  /// Adds functions over texts: `regexp` (and so the operator REGEXP), `similarity` from 0 to 1, `token_count`.
  ///
  /// They are harmless, so views and triggers may call them, and give NULL for what they cannot answer.
  package func addTextFunctions() throws(SQLiteError) {
    let patterns = Guarded<[[UInt8]: Pattern?]>([:])
    try addFunction("regexp", arguments: 2, isInnocuous: true) { arguments in
      guard let pattern = arguments[0].words, let text = arguments[1].words else { return .null }
      let key = Array(pattern.utf8)
      let compiled = patterns.withLock { known -> Pattern? in
        if let pattern = known[key] { return pattern }
        if known.count >= 64 { known = [:] }
        let compiled = Pattern(pattern)
        known[key] = .some(compiled)
        return compiled
      }
      return compiled.map { .integer($0.occurs(in: text) ? 1 : 0) } ?? .null
    }
    try addFunction("similarity", arguments: 2, isInnocuous: true) { arguments in
      guard let one = arguments[0].words, let other = arguments[1].words else { return .null }
      return .real(Trigrams(one).similarity(to: Trigrams(other)))
    }
    try addFunction("token_count", arguments: 1, isInnocuous: true) { arguments in
      arguments[0].words.map { .integer(Int64(tokenCount($0))) } ?? .null
    }
  }
}

/// About how many tokens a model makes of a text: a word for every four letters or part of them, one for every mark.
func tokenCount(_ text: String) -> Int {
  var count = 0
  var run = 0
  for scalar in text.unicodeScalars {
    if scalar.properties.isAlphabetic || (48...57).contains(scalar.value) {
      if run % 4 == 0 { count += 1 }
      run += 1
    } else {
      run = 0
      if !scalar.properties.isWhitespace { count += 1 }
    }
  }
  return count
}

/// The runs of three scalars in a text, without regard to case and white space.
struct Trigrams {
  private let found: Set<[UInt32]>

  init(_ text: String) {
    let words = text.lowercased().unicodeScalars.split { $0.properties.isWhitespace }
    let scalars = [32, 32] + words.joined(separator: [" " as Unicode.Scalar]).map(\.value) + [32]
    found = scalars.count < 4 ? [] : Set((0...scalars.count - 3).map { Array(scalars[$0..<$0 + 3]) })
  }

  /// Those in both of those in either; 1 for two empty texts.
  func similarity(to other: Trigrams) -> Double {
    let either = found.union(other.found).count
    return either == 0 ? 1 : Double(found.intersection(other.found).count) / Double(either)
  }
}

extension SQLValue {
  /// The value as SQLite writes it; `nil` for NULL and bytes.
  fileprivate var words: String? {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .null, .blob: nil
    }
  }
}
