import Warehouses

/// The rules by which well-known public evaluators compare results, each with its own defects; for comparison with
/// published figures, never as a headline.
package enum PublicRule: String, Sendable, Hashable, CaseIterable {
  /// BIRD: the sets of rows are equal; duplicates and row order do not count, column order does.
  case bird
  /// Test-suite accuracy (Spider): both sides without DISTINCT; row order counts iff the expected SQL says ORDER BY;
  /// columns in any order.
  case testSuite = "test_suite"
  /// The same with DISTINCT kept and the whole text run.
  case testSuiteDistinct = "test_suite_distinct"
  /// The subset rule of sql-eval: two decimals, duplicates do not count, further columns do no harm, any alternative
  /// may match.
  case sqlEval = "sql_eval"
  /// The strict half of sql-eval: the same columns, two decimals, duplicates do not count.
  case sqlEvalExact = "sql_eval_exact"
  /// The platform's benchmark, as documented: numbers equal at four significant digits, columns in the same order.
  case genie

  var summary: String {
    switch self {
    case .bird: "BIRD's rule: the sets of rows are equal; duplicates do not count."
    case .testSuite: "The test-suite rule of Spider: equal as bags, DISTINCT dropped on both sides."
    case .testSuiteDistinct: "The test-suite rule of Spider with DISTINCT kept: equal as bags, columns in any order."
    case .sqlEval: "The subset rule of sql-eval: the expected columns are found among those returned."
    case .sqlEvalExact: "The exact rule of sql-eval: the same columns, two decimals, duplicates do not count."
    case .genie: "The platform's benchmark as documented: equal at four significant digits, in the same columns."
    }
  }

  /// The statement as the evaluator runs it; `nil` for a text that it does not run and takes for an empty result.
  func prepared(_ sql: String) -> String? {
    switch self {
    case .bird: trimmed(sql).isEmpty ? nil : sql
    case .testSuite: TestSuiteText.prepared(sql, keepsDistinct: false)
    case .testSuiteDistinct: TestSuiteText.prepared(sql, keepsDistinct: true)
    case .sqlEval, .sqlEvalExact, .genie: sql
    }
  }

  /// Whether any of several expected statements may match.
  var takesAlternatives: Bool { self == .sqlEval || self == .sqlEvalExact }

  /// The expected rows to compare with as rows come; a row that no expected one equals ends BIRD's comparison.
  func following(_ expected: ExpectedResult) -> Following {
    guard self == .bird else { return Following(expected) }
    let wanted = PythonRows(expected.result.rows)
    return Following(expected) { row in !wanted.contains(row) }
  }

  /// Whether what was found out while the rows came already says that they are right.
  func isSatisfied(by followed: FollowedResult, _ expected: ExpectedResult, sql: String) -> Bool {
    switch self {
    case .bird: followed.covers(expected)
    case .genie:
      !expected.result.rows.isEmpty
        && (followed.isSame || expected.result.rows.count <= PlatformRule.rowLimit && followed.isEqual(to: expected))
    case .testSuite, .testSuiteDistinct:
      followed.isSame || !Self.isOrdered(sql) && followed.isEqual(to: expected)
    case .sqlEval, .sqlEvalExact: followed.isSame && !expected.result.rows.isEmpty
    }
  }

  private static func isOrdered(_ sql: String) -> Bool { sql.lowercased().contains("order by") }

  /// What the evaluator says of two results.
  func outcome(
    _ ours: ResultSet, _ theirs: ResultSet, sql: String, expectedSQL: String, category: String?, question: String
  ) -> PublicOutcome {
    let (generated, expected) = (ours.rectangular, theirs.rectangular)
    func subset() -> SQLEvalRule {
      SQLEvalRule(category: category, question: question, generatedSQL: sql, expectedSQL: expectedSQL)
    }
    switch self {
    case .bird:
      return PublicOutcome(PythonRows(generated.rows).set == PythonRows(expected.rows).set)
    case .testSuite, .testSuiteDistinct:
      if generated.rows.isEmpty, expected.rows.isEmpty { return PublicOutcome(true) }
      let comparison = compare(
        generated, with: ExpectedResult(expected, order: Self.isOrdered(expectedSQL) ? .sequence : .any),
        tolerance: NumberTolerance(relative: 0, absolute: 0))
      return PublicOutcome(comparison.outcome == .equal, comparison.reason)
    case .sqlEval: return PublicOutcome(subset().isCorrect(generated, expected))
    case .sqlEvalExact: return PublicOutcome(subset().isExact(generated, expected))
    case .genie: return PlatformRule.outcome(generated, expected)
    }
  }
}

/// What a public evaluator says of one answer.
struct PublicOutcome {
  var isRight: Bool
  /// Its word for what is wrong, where it has one.
  var reason: String
  /// Whether it leaves the decision to a person.
  var needsReview: Bool

  init(_ isRight: Bool, _ reason: String = "", needsReview: Bool = false) {
    self.isRight = isRight
    self.reason = reason
    self.needsReview = needsReview
  }
}
