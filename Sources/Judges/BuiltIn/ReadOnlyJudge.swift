package import Systems
package import Warehouses

/// Does the SQL only read? One statement, no change, no other file.
package struct ReadOnlyJudge: Judge {
  package let name = "read_only"
  package let summary = "The SQL is one statement that only reads."
  package let node = Span.Node.guard
  package var reads: Trace.Parts { [] }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do {
      let sql = try statement(of: trace)
      do {
        try await warehouse.explain(sql)
        return verdict(.yes)
      } catch {
        switch error {
        case .forbidden: return verdict(.no, "The SQL \(error.predicate).")
        case .invalid: return verdict(.notApplicable, "The SQL \(error.predicate).")
        case .timedOut, .tooLarge, .cancelled, .unavailable: return verdict(on: error)
        }
      }
    } catch {
      return error.verdict
    }
  }
}
