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
  private let takesShortcuts: Bool
  private let trustsRows: Bool
  package var reads: Trace.Parts { trustsRows ? .result : [] }

  /// `takesShortcuts`: whether statements of the same text or normal form are called equal unexecuted; only
  /// measurements want to do without. `trustsRows`: whether the rows of a trace are those that its SQL returns on the
  /// data as it is now; not for traces that were recorded earlier.
  package init(_ results: ExpectedResults, takesShortcuts: Bool = true, trustsRows: Bool = true) {
    self.results = results
    self.takesShortcuts = takesShortcuts
    self.trustsRows = trustsRows
  }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    let expected = expectation?.statements ?? []
    guard !expected.isEmpty else { return verdict(.notApplicable, "The question has no expected SQL.") }
    do {
      let sql = try generatedStatement(trace)
      let view: ExpectedResults.View
      do { view = try await results.view(of: warehouse) } catch { return verdict(on: error) }
      if takesShortcuts, let (twin, rule) = await twin(of: sql, among: expected, view) {
        if let result = rows(of: trace) { return right(isEmpty: result.rows.isEmpty, by: rule) }
        do {
          return right(isEmpty: try await view.result(of: twin).expected.result.rows.isEmpty, by: rule)
        } catch {
          return verdict(.error, "The expected SQL \(error.predicate).", evidence: [twin])
        }
      }
      if let result = rows(of: trace) { return await compared(sql, result, with: expected, view, on: warehouse) }
      return await view.verdict([name, sql] + expected) {
        await compared(sql, nil, with: expected, view, on: warehouse)
      }
    } catch {
      return error.verdict
    }
  }

  /// The rows of the answer, where they are there, not cut off, and of today.
  private func rows(of trace: Trace) -> ResultSet? {
    trustsRows ? trace.result.flatMap { $0.truncated ? nil : $0 } : nil
  }

  private func generatedStatement(_ trace: Trace) throws(Ended) -> String {
    switch trace.outcome {
    case .unavailable(let reason): throw Ended(verdict: verdict(.error, "The system could not answer: \(reason)."))
    case .declined(let reason): throw Ended(verdict: verdict(.no, "The system declined: \(reason)."))
    case .askedBack(let question): throw Ended(verdict: verdict(.no, "The system asked back: \(question)"))
    case .failed(let reason): throw Ended(verdict: verdict(.no, "The SQL did not run: \(reason)."))
    case .answered: break
    }
    guard let sql = trace.sql, !trimmed(sql).isEmpty else {
      throw Ended(verdict: verdict(.no, "The answer has no SQL."))
    }
    return sql
  }

  /// An expected statement that says the same without being run, and how that is known.
  private func twin(
    of sql: String, among expected: [String], _ view: ExpectedResults.View
  ) async -> (sql: String, rule: String)? {
    if let same = expected.first(where: { isSameText($0, sql) }) { return (same, "the same text as the expected SQL") }
    guard let form = try? await view.normalForm(of: sql) else { return nil }
    for other in expected {
      if let wanted = try? await view.normalForm(of: other), wanted == form {
        return (other, "the same normal form as the expected SQL")
      }
    }
    return nil
  }

  /// The first expected statement that agrees decides; without one, an error if some could not be run, else the first.
  ///
  /// The rows of the trace are compared; where they are cut off or missing, the statement runs and its rows are
  /// compared as they come.
  private func compared(
    _ sql: String, _ known: ResultSet?, with expected: [String], _ view: ExpectedResults.View,
    on warehouse: any Warehouse
  ) async -> Verdict {
    var first: Verdict?
    var failure: Verdict?
    var generated = known
    for other in expected {
      let wanted: ExpectedResult
      let rule: String
      do {
        let (result, wasKnown) = try await view.result(of: other)
        wanted = result
        rule = "compared with the \(wasKnown ? "known " : "")result of the expected SQL"
      } catch {
        failure = failure ?? verdict(.error, "The expected SQL \(error.predicate).", evidence: [other])
        continue
      }
      let comparison: ResultComparison
      do {
        if generated == nil, expected.count > 1 {
          generated = try await warehouse.execute(sql, limits: results.executionLimits)
        }
        if let generated {
          comparison = compare(generated, with: wanted)
        } else {
          comparison = try await warehouse.compare(sql, with: wanted, limits: results.executionLimits)
        }
      } catch {
        return verdict(on: error)
      }
      if comparison.isEqual { return right(isEmpty: wanted.result.rows.isEmpty, by: rule) }
      if comparison.outcome == .undecided {
        failure = failure ?? verdict(.error, "A result was cut off before a difference showed.", evidence: [rule])
      }
      first = first ?? wrong(comparison, wanted.result, by: rule)
    }
    return failure ?? first ?? verdict(.notApplicable, "The question has no expected SQL.")
  }

  private func right(isEmpty: Bool, by rule: String) -> Verdict {
    guard isEmpty else { return verdict(.yes, "The results are equal.", evidence: [rule]) }
    let note = "Both results are empty, which proves little."
    return verdict(.yes, reason: "EMPTY_GOOD_SQL", note, evidence: [rule])
  }

  private func wrong(_ comparison: ResultComparison, _ expected: ResultSet, by rule: String) -> Verdict {
    let evidence =
      [rule] + comparison.missing.map { "missing: " + shown($0) }
      + comparison.unexpected.map { "not expected: " + shown($0) }
    let rationale = comparison.sentence(expected)
    return verdict(.no, reason: comparison.reason, rationale, evidence: evidence)
  }
}

extension Expectation {
  /// The expected statements: the first and its alternatives.
  package var statements: [String] { ([sql].compactMap { $0 } + alternatives).filter { !trimmed($0).isEmpty } }
}

extension ResultComparison {
  /// The outcome for a person.
  fileprivate func sentence(_ expected: ResultSet) -> String {
    func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
    func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }
    let counts = (hasMoreRows ? "at least " : "") + "\(rows(generatedRows)) instead of \(rows(expected.rows.count))"
    let widths = "\(columns(generatedColumns)) instead of \(columns(expected.columns.count))"
    return switch outcome {
    case .equal: "The results are equal."
    case .bothEmpty: "Both results are empty."
    case .extraColumns: "The expected columns are there, and others: \(widths)."
    case .missingColumns: "Columns are missing: \(widths)."
    case .extraRows, .missingRows: "It returns \(counts)."
    case .expectedEmpty: "It returns \(hasMoreRows ? "at least " : "")\(rows(generatedRows)), and nothing was expected."
    case .empty: "It returns nothing instead of \(rows(expected.rows.count))."
    case .singleCell: "One value differs."
    case .columnTypes: "Numbers are returned as text, or text as numbers."
    case .order: "The right rows in a wrong order."
    case .values where generatedColumns != expected.columns.count: "The values differ, and there are \(widths)."
    case .values: "The values differ."
    case .undecided: "A result was cut off before a difference showed."
    }
  }
}
