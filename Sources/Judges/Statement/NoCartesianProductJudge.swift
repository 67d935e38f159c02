import SQLText
package import Warehouses

/// Is every table of the SQL joined to the others?
package struct NoCartesianProductJudge: StatementJudge {
  package let name = "no_cartesian_product"
  package let summary = "No table of the SQL is multiplied with others for want of a join condition."
  package let results: ExpectedResults

  package init(_ results: ExpectedResults) { self.results = results }

  package func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    let (schema, dialect) = (try await view.schema(), SQLDialect(of: warehouse))
    guard let findings = try? lint(sql, schema: schema, dialect: dialect) else { return unparsed }
    let products = findings.filter { $0.rule == .cartesianProduct }
    guard let first = products.first else { return verdict(.yes) }
    return verdict(.no, first.message, evidence: products.map(\.advice))
  }
}
