package import Systems
package import Warehouses

/// Says who is likely wrong where an answer and the expected SQL disagree, and proposes a correction of the evalset.
///
/// It only ever proposes: ground truth is changed by a person.
package struct Arbiter: Sendable {
  package enum Culprit: String, Sendable, CaseIterable {
    case system
    case expected = "expected SQL"
    case bothFine = "both fine"
    case neither
    case unclear
  }

  package struct Opinion: Sendable, Equatable {
    package var culprit: Culprit
    /// Why, in one sentence.
    package var rationale: String
    /// What to put into the evalset, to be decided by a person.
    package var proposal: Proposal?
  }

  package enum Proposal: Sendable, Equatable {
    /// Accept this SQL as well.
    case addAlternative(String)
    /// The expected SQL cannot be right as it is.
    case reviewExpected(String)
  }

  private let results: ExpectedResults

  package init(_ results: ExpectedResults) { self.results = results }

  /// `others`: SQL that other systems or other samples gave to the same question.
  package func opinion(
    on trace: Trace, _ verdict: Verdict, against expectation: Expectation, others: [String] = [],
    on warehouse: any Warehouse
  ) async -> Opinion {
    guard verdict.ruling == .no || verdict.ruling == .error, let sql = trace.sql,
      let first = expectation.statements.first
    else { return Opinion(culprit: .unclear, rationale: "There is no disagreement over SQL.") }
    let expected: ExpectedResult
    do {
      expected = try await results.result(of: first, on: warehouse).expected
    } catch {
      let works = (try? await warehouse.execute(sql, limits: results.executionLimits)) != nil
      return Opinion(
        culprit: works ? .expected : .neither, rationale: "The expected SQL \(error.predicate).",
        proposal: .reviewExpected("it \(error.predicate)"))
    }
    let generated: ResultSet
    do {
      generated = try await warehouse.execute(sql, limits: results.executionLimits)
    } catch {
      return Opinion(culprit: .system, rationale: "The generated SQL \(error.predicate).")
    }
    let comparison = compare(generated, with: expected)
    switch comparison.outcome {
    case .equal, .bothEmpty: return Opinion(culprit: .bothFine, rationale: "The results are equal.")
    case .undecided: return Opinion(culprit: .unclear, rationale: "A result was cut off.")
    case .expectedEmpty:
      return Opinion(
        culprit: .expected, rationale: "The expected SQL returns nothing where another returns rows.",
        proposal: .reviewExpected("it returns nothing"))
    case .order:
      return Opinion(
        culprit: .bothFine, rationale: "Only the order differs; say in the question if it matters.",
        proposal: .addAlternative(sql))
    case .extraColumns:
      return Opinion(
        culprit: .bothFine, rationale: "All that was expected is there, with further columns.",
        proposal: .addAlternative(sql))
    default: break
    }
    return await byMajority(sql, generated, comparison, others, on: warehouse)
  }

  /// Independent answers that agree with each other and not with the expected SQL speak against it.
  private func byMajority(
    _ sql: String, _ generated: ResultSet, _ comparison: ResultComparison, _ others: [String],
    on warehouse: any Warehouse
  ) async -> Opinion {
    var agreeing = 0
    var asked = 0
    for other in others where !isSameText(other, sql) {
      guard let result = try? await warehouse.execute(other, limits: results.executionLimits) else { continue }
      asked += 1
      if compare(result, with: ExpectedResult(generated)).isEqual { agreeing += 1 }
    }
    if asked >= 2, agreeing * 2 > asked {
      return Opinion(
        culprit: .expected, rationale: "\(agreeing) of \(asked) other answers agree with this one and not with it.",
        proposal: .addAlternative(sql))
    }
    let difference = comparison.outcome.rawValue
    return Opinion(culprit: .system, rationale: "The results differ (\(difference)), and nothing speaks for this one.")
  }
}
