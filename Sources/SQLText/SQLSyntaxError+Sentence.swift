extension SQLSyntaxError {
  /// What is wrong, in one sentence without a stop.
  package var sentence: String {
    switch self {
    case .empty: "there is no query"
    case .unexpected("", let expected, _): "the query ends where \(expected.words) should stand"
    case .unexpected(let text, .end, _): "‘\(text)’ does not belong here"
    case .unexpected(let text, let expected, _): "‘\(text)’ stands where \(expected.words) should"
    case .unterminated: "a quote is opened and never closed"
    case .unknownCharacters(let text, _): "‘\(text)’ is no part of SQL"
    case .tooDeep: "the query nests too deeply or reads from too many tables"
    case .notAQuery(let text, _): "a query begins with SELECT, WITH or VALUES, not with ‘\(text)’"
    case .severalStatements: "there is more than one statement"
    case .otherDialect(let text, _): "\(text) belongs to another dialect of SQL"
    }
  }
}

extension SQLSyntaxError.Expectation {
  fileprivate var words: String {
    switch self {
    case .expression: "a value"
    case .identifier: "a name"
    case .query: "a query"
    case .end: "the end"
    case .keyword(let word): word
    case .symbol(let text): "‘\(text)’"
    }
  }
}
