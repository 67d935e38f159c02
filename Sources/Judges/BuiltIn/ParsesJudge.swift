package import Systems
package import Warehouses
import SQLText

/// Is the SQL a statement at all, whatever the names in it?
package struct ParsesJudge: Judge {
  package let name = "parses"
  package let summary = "The SQL is well-formed, whether or not its tables and columns exist."
  package var reads: Trace.Parts { [] }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do {
      let sql = try statement(of: trace)
      let dialect = SQLDialect(of: warehouse)
      if (try? SelectStatement(parsing: sql, dialect: dialect, isStrict: true)) != nil { return verdict(.yes) }
      do {
        try await warehouse.explain(sql)
        return verdict(.yes)
      } catch {
        guard case .invalid(let message) = error else {
          return error.isStatementsFault ? verdict(.yes) : verdict(on: error)
        }
        return Self.complaints.contains(where: message.contains) ? verdict(on: error) : verdict(.yes)
      }
    } catch {
      return error.verdict
    }
  }

  /// What engines say of text that is no statement.
  private static let complaints = ["syntax error", "incomplete input", "unrecognized token", "there is no statement"]
}
