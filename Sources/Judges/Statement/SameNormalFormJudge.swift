package import Warehouses

/// Is the SQL an expected statement, but for its spelling?
///
/// Stricter than the result: SQL that gives the right rows in another way is none.
package struct SameNormalFormJudge: StatementJudge {
  package let name = "same_normal_form"
  package let summary = "The SQL has the normal form of an expected statement: it differs in spelling alone."
  package let results: ExpectedResults

  package init(_ results: ExpectedResults) { self.results = results }

  package func ruling(
    on sql: String, against expected: [String], _ view: ExpectedResults.View, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> Verdict {
    guard let form = try await view.normalForm(of: sql) else {
      return verdict(.notApplicable, "The SQL has no normal form.")
    }
    var forms: [String] = []
    for other in expected { if let wanted = try await view.normalForm(of: other) { forms.append(wanted) } }
    guard !forms.isEmpty else { return verdict(.notApplicable, "No expected SQL has a normal form.") }
    if forms.contains(where: { isSameText($0, form) }) { return verdict(.yes) }
    return verdict(.no, "The SQL says something else.", evidence: ["generated: " + form, "expected: " + forms[0]])
  }
}
