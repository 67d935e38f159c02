/// Why a text is not one SELECT, and at which byte of it.
package enum SQLSyntaxError: Error, Sendable, Hashable {
  /// What the parser could have gone on with.
  package enum Expectation: Sendable, Hashable {
    case expression, identifier, query, end
    case keyword(String)
    case symbol(String)
  }

  case empty
  case unexpected(String, expected: Expectation, at: Int)
  case unterminated(at: Int)
  case unknownCharacters(String, at: Int)
  case tooDeep(at: Int)
  case notAQuery(String, at: Int)
  case severalStatements(at: Int)
  /// Right somewhere, but not in the dialect the text is for.
  case otherDialect(String, at: Int)

  /// The byte of the text where parsing stopped.
  package var offset: Int {
    switch self {
    case .empty: 0
    case .unexpected(_, _, let at), .unterminated(let at), .unknownCharacters(_, let at), .tooDeep(let at),
      .notAQuery(_, let at), .severalStatements(let at), .otherDialect(_, let at):
      at
    }
  }
}
