import SQLText
package import Warehouses

/// Does the SQL contain a given piece of SQL, whatever its white space and case?
package struct UsesSnippetJudge: StatementJudge {
  package let name: String
  let snippet: String
  package let results: ExpectedResults
  package var summary: String { "The SQL contains \(snippet)." }

  package init(name: String, snippet: String, _ results: ExpectedResults) {
    self.name = name
    self.snippet = snippet
    self.results = results
  }

  package func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    let dialect = SQLDialect(of: warehouse)
    let (wanted, tokens) = (Self.words(of: snippet, dialect), Self.words(of: sql, dialect))
    guard !wanted.isEmpty else { return verdict(.notApplicable, "The snippet is empty.") }
    let starts = tokens.indices.dropLast(max(0, wanted.count - 1))
    if starts.contains(where: { tokens[$0..<$0 + wanted.count].elementsEqual(wanted) }) { return verdict(.yes) }
    return verdict(.no, "The SQL does not contain \(snippet).")
  }

  /// The tokens, with quotes and case away where they do not matter.
  private static func words(of text: String, _ dialect: SQLDialect) -> [String] {
    SQLLexer.tokens(of: text, dialect: dialect).filter { $0.kind != .end }.map { token in
      token.kind == .string ? "'" + token.text : token.text.lowercased()
    }
  }
}
