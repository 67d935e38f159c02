package import Systems
package import Warehouses

/// A judge that asks the text of the SQL alone, with that of the expected SQL; a verdict is kept for as long as the
/// texts and the data stay.
package protocol StatementJudge: Judge {
  var results: ExpectedResults { get }

  func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict
}

extension StatementJudge {
  package var reads: Trace.Parts { [] }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    let sql: String
    do { sql = try statement(of: trace) } catch { return error.verdict }
    let expected = expectation?.statements ?? []
    do {
      let view = try await results.view(of: warehouse)
      return await view.verdict([name, summary, sql] + expected, readsData: false) {
        do throws(WarehouseError) {
          return try await ruling(on: sql, against: expected, view, on: warehouse)
        } catch {
          return verdict(on: error)
        }
      }
    } catch {
      return verdict(on: error)
    }
  }

  var nothingExpected: Verdict { verdict(.notApplicable, "The question has no expected SQL that parses.") }
  var unparsed: Verdict { verdict(.notApplicable, "The SQL does not parse.") }
}
