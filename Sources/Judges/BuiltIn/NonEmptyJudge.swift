package import Systems
package import Warehouses

/// Does the SQL return anything, where something was expected?
package struct NonEmptyJudge: Judge {
  package let name = "non_empty"
  package let summary = "The SQL returns at least one row, unless the expected SQL returns none."
  package var reads: Trace.Parts { .result }
  private let results: ExpectedResults

  package init(_ results: ExpectedResults) { self.results = results }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do {
      _ = try statement(of: trace)
    } catch {
      return error.verdict
    }
    guard let result = trace.result else { return verdict(.notApplicable, "There is no result.") }
    if !result.rows.isEmpty { return verdict(.yes) }
    for sql in expectation?.statements ?? [] {
      if let expected = try? await results.result(of: sql, on: warehouse).expected, expected.result.rows.isEmpty {
        return verdict(.notApplicable, "Nothing was expected either.")
      }
    }
    return verdict(.no, reason: "EMPTY_RESULT", "The SQL returns no rows.")
  }
}
