import SQLText
package import Warehouses

/// Does the SQL join, filter or aggregate as an expected statement does?
///
/// A diagnosis, not a verdict on the answer: other clauses may give the same result.
package struct RightClausesJudge: StatementJudge {
  package enum Clauses: String, Sendable, CaseIterable { case joins, filters, aggregation }

  private let clauses: Clauses
  package let results: ExpectedResults

  package init(_ clauses: Clauses, _ results: ExpectedResults) {
    self.clauses = clauses
    self.results = results
  }

  package var name: String { "right_" + clauses.rawValue }
  package var summary: String {
    switch clauses {
    case .joins: "The SQL joins the tables that the expected SQL joins, on the same columns."
    case .filters: "The SQL filters as the expected SQL does: the same columns, operators and values."
    case .aggregation: "The SQL aggregates, groups and filters groups as the expected SQL does."
    }
  }

  package func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    let (schema, dialect) = (try await view.schema(), SQLDialect(of: warehouse))
    guard let generated = try? SelectStatement(parsing: sql, dialect: dialect) else { return unparsed }
    var nearest: [String]?
    for other in expected {
      guard let wanted = try? SelectStatement(parsing: other, dialect: dialect) else { continue }
      let all = difference(generated: generated, expected: wanted, schema: schema)
      let found = all.filter { kinds.contains($0.kind) }.map(\.sentence)
      if found.isEmpty { return verdict(.yes) }
      if found.count < nearest?.count ?? Int.max { nearest = found }
    }
    guard let nearest else { return nothingExpected }
    return verdict(.no, "The SQL has other \(clauses.rawValue) than expected.", evidence: Array(nearest.prefix(10)))
  }

  private var kinds: Set<ClauseDifference.Kind> {
    switch clauses {
    case .joins: [.missingTable, .extraTable, .missingJoin, .extraJoin, .otherJoin, .otherJoinKind]
    case .filters: [.missingFilter, .extraFilter, .filterValue, .filterOperator, .filterColumn, .otherFilter]
    case .aggregation:
      [.otherAggregate, .missingGrouping, .extraGrouping, .missingHaving, .extraHaving, .otherHaving]
    }
  }
}

extension ClauseDifference {
  /// `missingFilter: expected city = 'Rome'`
  fileprivate var sentence: String {
    let parts = [expected.map { "expected " + $0.text }, generated.map { "found " + $0.text }].compactMap { $0 }
    return kind.rawValue + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
