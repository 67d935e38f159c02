package import Systems
package import Warehouses

/// A public evaluator's verdict, by its own rule, beside ours.
package struct PublicRuleJudge: Judge {
  package let rule: PublicRule
  private let results: ExpectedResults
  /// The rationale of a `no` that the evaluator would leave to a person.
  package static let needsReview = "Not equal by this rule, which leaves the decision to a person (NEEDS_REVIEW)."

  /// `results`: where the rows of expected statements are kept; limits apply to both sides.
  package init(
    _ rule: PublicRule,
    _ results: ExpectedResults = ExpectedResults(limits: ExecutionLimits(seconds: 30, rows: 200_000))
  ) {
    self.rule = rule
    self.results = results
  }

  package var name: String { rule.rawValue }
  package var summary: String { rule.summary }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if let unavailable = unavailable(trace) { return unavailable }
    let statements = expectation?.statements ?? []
    guard let first = statements.first else {
      return verdict(.notApplicable, "The question has no expected SQL.")
    }
    let sql = trace.sql ?? ""
    if rule == .genie, PlatformRule.isSame(sql, first) { return right("The same SQL.") }
    let view: ExpectedResults.View
    do { view = try await results.view(of: warehouse) } catch { return verdict(on: error) }
    let used = rule.takesAlternatives ? statements : [first]
    let words = rule.takesAlternatives ? [trace.ask.text, expectation?.category ?? ""] : []
    return await view.verdict([name, sql] + used + words) {
      var last = verdict(.no)
      for expected in used {
        last = await ruling(on: trace, against: expected, of: expectation, view, on: warehouse)
        if last.ruling != .no { return last }
      }
      return last
    }
  }

  private func ruling(
    on trace: Trace, against expectedSQL: String, of expectation: Expectation?, _ view: ExpectedResults.View,
    on warehouse: any Warehouse
  ) async -> Verdict {
    var expected = ExpectedResult(ResultSet(columns: [], rows: []))
    do {
      if let text = rule.prepared(expectedSQL) { expected = try await view.rows(of: text) }
    } catch {
      return verdict(.error, "The expected SQL \(error.predicate).")
    }
    let followed: FollowedResult
    do {
      followed = try await generated(trace.sql ?? "", expected, on: warehouse)
    } catch {
      return verdict(on: error)
    }
    guard !followed.result.truncated, !expected.result.truncated else {
      return verdict(.error, "A result was cut off.")
    }
    if rule.isSatisfied(by: followed, expected, sql: expectedSQL) { return right("Equal by this rule.") }
    let outcome = rule.outcome(
      followed.result, expected.result, sql: trace.sql ?? "", expectedSQL: expectedSQL, category: expectation?.category,
      question: trace.ask.text)
    if outcome.isRight { return right("Equal by this rule.") }
    let rationale = outcome.needsReview ? Self.needsReview : "Not equal by this rule."
    return verdict(.no, reason: outcome.reason, rationale, evidence: [decidedBy])
  }

  private func generated(
    _ sql: String, _ expected: ExpectedResult, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> FollowedResult {
    guard let text = rule.prepared(sql) else {
      return FollowedResult(result: ResultSet(columns: [], rows: []), isSame: false)
    }
    return try await warehouse.execute(text, rule.following(expected), limits: results.executionLimits)
  }

  private var decidedBy: String { "by the rule \(name)" }

  private func right(_ rationale: String) -> Verdict { verdict(.yes, rationale, evidence: [decidedBy]) }
}
