package import Systems
package import Warehouses

/// Does every column of the result hold something?
package struct NoNullColumnJudge: Judge {
  package let name = "no_null_column"
  package let summary = "No column of the result is NULL in every row: often a join that found nothing."
  package let node = Span.Node.executor
  package var reads: Trace.Parts { .result }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do { _ = try statement(of: trace) } catch { return error.verdict }
    guard let result = trace.result, !result.rows.isEmpty else {
      return verdict(.notApplicable, "There are no rows.")
    }
    let hollow = result.columns.indices.filter { column in
      result.rows.allSatisfy { column >= $0.count || $0[column] == .null }
    }
    if hollow.isEmpty { return verdict(.yes) }
    if result.truncated { return verdict(.error, "The result is cut off.") }
    let names = hollow.map { result.columns[$0] }.joined(separator: ", ")
    return verdict(.no, "Nothing but NULL in \(names).")
  }
}
