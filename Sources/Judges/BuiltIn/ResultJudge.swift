package import Systems
package import Warehouses

/// The headline judge: does the SQL return what the expected SQL returns?
///
/// Rules in this order, each exact: the same text as an expected statement, the same normal form, a known result of an
/// expected statement, a fresh one. The first line of the evidence says which one decided.
package struct ResultJudge: Judge {
  package let name = "result"
  package let summary = "The SQL returns what the expected SQL returns: the same values, in any order that it allows."
  private let results: ExpectedResults

  package init(_ results: ExpectedResults) { self.results = results }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    let expected = expectation?.statements ?? []
    guard !expected.isEmpty else { return verdict(.notApplicable, "The question has no expected SQL.") }
    do {
      let generated = try await generatedResult(trace, on: warehouse)
      if expected.contains(where: { trimmed($0) == trimmed(generated.sql) }) {
        return right(generated.result, by: "the same text as the expected SQL")
      }
      if await sharesNormalForm(generated.sql, with: expected, on: warehouse) {
        return right(generated.result, by: "the same normal form as the expected SQL")
      }
      return await compared(generated.result, with: expected, on: warehouse)
    } catch {
      return error.verdict
    }
  }

  /// What the system's SQL returned: the rows of the trace, or where they are cut off or missing those of a run.
  private func generatedResult(
    _ trace: Trace, on warehouse: any Warehouse
  ) async throws(Ended) -> (sql: String, result: ResultSet) {
    switch trace.outcome {
    case .unavailable(let reason): throw Ended(verdict: verdict(.error, "The system could not answer: \(reason)."))
    case .declined(let reason): throw Ended(verdict: verdict(.no, "The system declined: \(reason)."))
    case .failed(let reason): throw Ended(verdict: verdict(.no, "The SQL did not run: \(reason)."))
    case .answered: break
    }
    guard let sql = trace.sql, !trimmed(sql).isEmpty else {
      throw Ended(verdict: verdict(.no, "The answer has no SQL."))
    }
    if let result = trace.result, !result.truncated { return (sql, result) }
    do {
      return (sql, try await warehouse.execute(sql, limits: results.executionLimits))
    } catch {
      throw Ended(verdict: verdict(on: error))
    }
  }

  private func sharesNormalForm(_ sql: String, with expected: [String], on warehouse: any Warehouse) async -> Bool {
    guard let form = try? await results.normalForm(of: sql, on: warehouse) else { return false }
    for other in expected {
      if let wanted = try? await results.normalForm(of: other, on: warehouse), wanted == form { return true }
    }
    return false
  }

  /// The first expected statement that agrees decides; without one, an error if some could not be run, else the first.
  private func compared(
    _ generated: ResultSet, with expected: [String], on warehouse: any Warehouse
  ) async -> Verdict {
    var first: Verdict?
    var failure: Verdict?
    for sql in expected {
      do {
        let (wanted, wasKnown) = try await results.result(of: sql, on: warehouse)
        let comparison = compare(generated, with: wanted)
        let rule = "compared with the \(wasKnown ? "known " : "")result of the expected SQL"
        if comparison.isEqual { return right(generated, by: rule) }
        if comparison.outcome == .undecided {
          failure = failure ?? verdict(.error, "A result was cut off before a difference showed.", evidence: [rule])
        }
        first = first ?? wrong(comparison, generated, wanted.result, by: rule)
      } catch {
        failure = failure ?? verdict(.error, "The expected SQL \(error.predicate).", evidence: [sql])
      }
    }
    return failure ?? first ?? verdict(.notApplicable, "The question has no expected SQL.")
  }

  private func right(_ result: ResultSet, by rule: String) -> Verdict {
    guard result.rows.isEmpty else { return verdict(.yes, "The results are equal.", evidence: [rule]) }
    let note = "Both results are empty, which proves little."
    return verdict(.yes, reason: "EMPTY_GOOD_SQL", note, evidence: [rule])
  }

  private func wrong(
    _ comparison: ResultComparison, _ generated: ResultSet, _ expected: ResultSet, by rule: String
  ) -> Verdict {
    let evidence =
      [rule] + comparison.missing.map { "missing: " + shown($0) }
      + comparison.unexpected.map { "not expected: " + shown($0) }
    let rationale = comparison.sentence(generated, expected)
    return verdict(.no, reason: comparison.reason, rationale, evidence: evidence)
  }
}

extension Expectation {
  /// The expected statements: the first and its alternatives.
  package var statements: [String] { ([sql].compactMap { $0 } + alternatives).filter { !trimmed($0).isEmpty } }
}

extension ResultComparison {
  /// The outcome for a person.
  fileprivate func sentence(_ generated: ResultSet, _ expected: ResultSet) -> String {
    func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
    func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }
    let counts = "\(rows(generated.rows.count)) instead of \(rows(expected.rows.count))"
    let widths = "\(columns(generated.columns.count)) instead of \(columns(expected.columns.count))"
    return switch outcome {
    case .equal: "The results are equal."
    case .bothEmpty: "Both results are empty."
    case .extraColumns: "The expected columns are there, and others: \(widths)."
    case .missingColumns: "Columns are missing: \(widths)."
    case .extraRows, .missingRows: "It returns \(counts)."
    case .expectedEmpty: "It returns \(rows(generated.rows.count)), and nothing was expected."
    case .empty: "It returns nothing instead of \(rows(expected.rows.count))."
    case .singleCell: "One value differs."
    case .columnTypes: "Numbers are returned as text, or text as numbers."
    case .order: "The right rows in a wrong order."
    case .values where generated.columns.count != expected.columns.count: "The values differ, and there are \(widths)."
    case .values: "The values differ."
    case .undecided: "A result was cut off before a difference showed."
    }
  }
}
