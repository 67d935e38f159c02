package import Systems
package import Warehouses

/// Does the warehouse compile the SQL, and did it run where the system ran it?
package struct RunsJudge: Judge {
  package let name = "runs"
  package let summary = "The warehouse accepts the SQL: its syntax, its tables and its columns."
  package var reads: Trace.Parts { .result }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do {
      let sql = try statement(of: trace)
      if trace.outcome == .answered, trace.result != nil { return verdict(.yes) }
      if case .failed(let reason) = trace.outcome { return verdict(.no, "The SQL did not run: \(reason).") }
      do {
        try await warehouse.explain(sql)
        return verdict(.yes)
      } catch {
        return verdict(on: error)
      }
    } catch {
      return error.verdict
    }
  }
}
