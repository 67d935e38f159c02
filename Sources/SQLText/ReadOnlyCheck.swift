/// Why a text is not one statement that only reads.
package enum ReadOnlyViolation: Sendable, Hashable {
  case empty
  case severalStatements(at: Int)
  /// A word that begins or makes a change.
  case writes(String, at: Int)
  /// A statement of another kind than SELECT, WITH or VALUES.
  case notAQuery(String, at: Int)
  case unterminated(at: Int)
}

/// Judges by syntax alone whether a text is one query that changes nothing; nil means it is. Comments and a semicolon
/// at the end are fine. It refuses more than it must: what a database executes needs a guard of its own all the same.
package func readOnlyViolation(in text: String, dialect: SQLDialect = .sqlite) -> ReadOnlyViolation? {
  let tokens = SQLLexer.tokens(of: text, dialect: dialect)
  guard let first = tokens.first(where: { $0.text != ";" }), first.kind != .end else { return .empty }
  var isStart = true
  var isTerminated = false
  for (index, token) in tokens.enumerated() where token.kind != .end {
    let at = token.span.lowerBound
    let next = tokens[min(index + 1, tokens.count - 1)]
    switch token.kind {
    case .unterminated: return .unterminated(at: at)
    case .symbol where token.text == ";":
      isTerminated = isTerminated || !isStart
      continue
    case .symbol where token.text == "(" && isStart: continue
    default: break
    }
    if isTerminated { return .severalStatements(at: at) }
    if isStart, !["SELECT", "WITH", "VALUES"].contains(token.keyword) {
      return writingVerbs.contains(token.keyword) ? .writes(token.text, at: at) : .notAQuery(token.text, at: at)
    }
    isStart = false
    if token.keyword == "INTO" || (token.keyword == "FOR" && ["UPDATE", "SHARE"].contains(next.keyword)) {
      return .writes(token.text, at: at)
    }
    // In WITH a change may stand behind a parenthesis of either kind; a name or a call in its place may not.
    let previous = tokens[max(index - 1, 0)]
    if writingVerbs.contains(token.keyword), [.word, .quotedIdentifier].contains(next.kind),
      previous.kind == .symbol, ["(", ")"].contains(previous.text)
    {
      return .writes(token.text, at: at)
    }
  }
  return nil
}

private let writingVerbs: Set<String> = [
  "ALTER", "ANALYZE", "ATTACH", "BEGIN", "CALL", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH", "DROP", "GRANT",
  "INSERT", "MERGE", "PRAGMA", "REINDEX", "RELEASE", "REPLACE", "REVOKE", "ROLLBACK", "SAVEPOINT", "SET", "TRUNCATE",
  "UPDATE", "VACUUM",
]
