package import Systems
package import Warehouses

/// Did the guard let through what can be answered, and stop what cannot?
///
/// A question can be answered where it has expected SQL. The evidence says what was right and what was done, so that
/// ``NodeScores`` can make a confusion matrix of many verdicts.
package struct GuardJudge: Judge {
  package let name = "guard"
  package let summary = "The guard lets through questions with expected SQL, and declines those without."
  package let node = Span.Node.guard
  package var reads: Trace.Parts { .spans }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if let unavailable = unavailable(trace) { return unavailable }
    guard let expectation else { return verdict(.notApplicable, "Nothing says whether it can be answered.") }
    let shouldPass = !expectation.statements.isEmpty
    let span = trace.spans.first { $0.node == .guard }
    let passed: Bool
    if let span, !span.checks.isEmpty {
      passed = span.checks.allSatisfy(\.passed)
    } else if trace.outcome.isWithoutAttempt {
      passed = false
    } else {
      passed = true
    }
    let evidence = [shouldPass ? "answerable" : "unanswerable", passed ? "passed" : "declined"]
    if passed == shouldPass { return verdict(.yes, evidence: evidence) }
    let rationale = passed ? "It let through what cannot be answered." : "It declined what can be answered."
    return verdict(.no, reason: passed ? "LET_THROUGH" : "DECLINED", rationale, evidence: evidence)
  }
}
