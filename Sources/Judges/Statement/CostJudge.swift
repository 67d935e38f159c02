package import Systems
package import Warehouses

/// Does the SQL take no more work than some expected statement allows?
package struct CostJudge: Judge {
  package let name = "cost"
  package let summary = "The SQL scans at most ten times the rows that the expected SQL scans."
  package var reads: Trace.Parts { [] }
  package let results: ExpectedResults
  /// Work that is never held against a statement.
  private static let allowance = 1_000
  private static let factor = 10

  package init(_ results: ExpectedResults) { self.results = results }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    let sql: String
    do { sql = try statement(of: trace) } catch { return error.verdict }
    do {
      let view = try await results.view(of: warehouse)
      let expected = expectation?.statements ?? []
      return await view.verdict([name, sql] + expected) {
        do throws(WarehouseError) { return try await ruling(sql, expected, on: warehouse) } catch {
          return verdict(on: error)
        }
      }
    } catch {
      return verdict(on: error)
    }
  }

  private func ruling(
    _ sql: String, _ expected: [String], on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    var allowed: Int?
    for other in expected {
      guard let rows = try? await warehouse.scannedRows(other, limits: results.executionLimits) else { continue }
      allowed = max(allowed ?? 0, rows)
    }
    guard let allowed else { return verdict(.notApplicable, "The work of the expected SQL is not known.") }
    guard let rows = try await warehouse.scannedRows(sql, limits: results.executionLimits) else {
      return verdict(.notApplicable, "The warehouse does not tell.")
    }
    if rows <= Self.allowance + allowed * Self.factor { return verdict(.yes) }
    return verdict(.no, "It scans \(rows) rows where the expected SQL scans \(allowed).")
  }
}
