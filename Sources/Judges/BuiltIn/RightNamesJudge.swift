import SQLText
package import Systems
package import Warehouses

/// Does the SQL read the tables, or the columns, that an expected statement reads?
///
/// A diagnosis, not a verdict on the answer: right SQL may read others.
package struct RightNamesJudge: StatementJudge {
  package enum Names: Sendable { case tables, columns }

  private let names: Names
  package let results: ExpectedResults

  package init(_ names: Names, _ results: ExpectedResults) {
    self.names = names
    self.results = results
  }

  package var name: String { names == .tables ? "right_tables" : "right_columns" }
  package var summary: String {
    "The SQL reads exactly the \(names == .tables ? "tables" : "columns") that the expected SQL reads."
  }
  package var node: Span.Node { names == .tables ? .retriever : .generator }

  package func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    let schema = try await view.schema()
    guard let generated = used(in: sql, schema, warehouse) else { return unparsed }
    var nearest: (missing: [String], extra: [String])?
    for expected in expected {
      guard let wanted = used(in: expected, schema, warehouse) else { continue }
      let missing = wanted.subtracting(generated).sorted()
      let extra = generated.subtracting(wanted).sorted()
      if missing.isEmpty, extra.isEmpty { return verdict(.yes) }
      if nearest.map({ missing.count + extra.count < $0.missing.count + $0.extra.count }) ?? true {
        nearest = (missing, extra)
      }
    }
    guard let nearest else { return nothingExpected }
    let parts = [
      nearest.missing.isEmpty ? nil : "lacks " + nearest.missing.joined(separator: ", "),
      nearest.extra.isEmpty ? nil : "reads " + nearest.extra.joined(separator: ", ") + " beyond the expected",
    ].compactMap { $0 }
    return verdict(
      .no, "The SQL \(parts.joined(separator: " and ")).",
      evidence: nearest.missing.map { "missing: " + $0 } + nearest.extra.map { "not expected: " + $0 })
  }

  private func used(in sql: String, _ schema: SchemaView, _ warehouse: any Warehouse) -> Set<String>? {
    guard let statement = try? SelectStatement(parsing: sql, dialect: SQLDialect(of: warehouse)) else { return nil }
    let used = UsedNames(statement, schema: schema)
    return names == .tables ? used.tables : Set(used.columns.map(\.description))
  }
}
