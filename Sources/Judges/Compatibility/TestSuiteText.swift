import SQLText

/// What the test-suite evaluator does to a text before it runs it.
enum TestSuiteText {
  static func prepared(_ sql: String, keepsDistinct: Bool) -> String? {
    let bytes = Array(sql.utf8)
    var output: [UInt8] = []
    var position = 0
    var last: SQLToken?
    for token in SQLLexer.tokens(of: sql) {
      // Only with the removal of DISTINCT goes the cut at the first semicolon.
      if token.kind == .end || (!keepsDistinct && token.kind == .symbol && token.text == ";") { break }
      // `> =`, `< =` and `! =` are closed up.
      let closesUp = token.text == "=" && last.map { $0.kind != .string && [">", "<", "!"].contains($0.text) } == true
      if !closesUp { output += bytes[position..<token.span.lowerBound] }
      if keepsDistinct || token.keyword != "DISTINCT" { output += bytes[token.span] }
      position = token.span.upperBound
      last = token
    }
    let text = trimmed(String(decoding: output, as: UTF8.self))
    return text.isEmpty ? nil : text
  }
}
