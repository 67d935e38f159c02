package import Systems
package import Warehouses

/// A public evaluator's verdict, by its own rule, beside ours.
package struct PublicRuleJudge: Judge {
  package let rule: PublicRule
  private let limits: ExecutionLimits
  /// The rationale of a `no` that the evaluator would leave to a person.
  package static let needsReview = "Not equal by this rule, which leaves the decision to a person (NEEDS_REVIEW)."

  package init(_ rule: PublicRule, limits: ExecutionLimits = ExecutionLimits(seconds: 30, rows: 200_000)) {
    self.rule = rule
    self.limits = limits
  }

  package var name: String { rule.rawValue }
  package var summary: String { rule.summary }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if case .unavailable(let reason) = trace.outcome {
      return verdict(.error, "The system could not answer: \(reason).")
    }
    let statements = expectation?.statements ?? []
    guard let first = statements.first else {
      return verdict(.notApplicable, "The question has no expected SQL.")
    }
    let sql = trace.sql ?? ""
    if rule == .genie, PlatformRule.isSame(sql, first) { return right("The same SQL.") }
    var last = verdict(.no)
    for expected in rule.takesAlternatives ? statements : [first] {
      last = await ruling(on: sql, against: expected, on: warehouse)
      if last.ruling != .no { return last }
    }
    return last
  }

  private func ruling(on sql: String, against expectedSQL: String, on warehouse: any Warehouse) async -> Verdict {
    let expected: ResultSet
    do {
      expected = try await run(expectedSQL, on: warehouse)
    } catch {
      return verdict(.error, "The expected SQL \(error.predicate).")
    }
    do {
      let generated = try await run(sql, on: warehouse)
      guard !generated.truncated, !expected.truncated else { return verdict(.error, "A result was cut off.") }
      let outcome = rule.outcome(generated, expected, expectedSQL: expectedSQL)
      if outcome.isRight { return right("Equal by this rule.") }
      let rationale = outcome.needsReview ? Self.needsReview : "Not equal by this rule."
      return verdict(.no, reason: outcome.reason, rationale, evidence: [decidedBy])
    } catch {
      return verdict(on: error)
    }
  }

  private var decidedBy: String { "by the rule \(name)" }

  private func right(_ rationale: String) -> Verdict { verdict(.yes, rationale, evidence: [decidedBy]) }

  private func run(_ sql: String, on warehouse: any Warehouse) async throws(WarehouseError) -> ResultSet {
    guard let text = rule.prepared(sql) else { return ResultSet(columns: [], rows: []) }
    return try await warehouse.execute(text, limits: limits)
  }
}
