internal import Basics
internal import Judges
internal import SQLText
package import Warehouses

/// Examines an evalset: gold that fails or proves nothing, questions that contradict or repeat each other, and what
/// is covered.
package struct EvalsetDoctor: Sendable {
  private let warehouse: any Warehouse
  /// The same data, read so that rows without an order come in another one; `nil` where that cannot be had.
  private let reversed: (any Warehouse)?
  private let limits = ExecutionLimits(seconds: 30, rows: 50_000, bytes: 256 << 20)
  private let results: ExpectedResults

  package init(_ warehouse: any Warehouse, reversed: (any Warehouse)?) {
    self.warehouse = warehouse
    self.reversed = reversed
    results = ExpectedResults(limits: limits)
  }

  /// What is wrong with each question, in the order of the questions, the gravest first.
  ///
  /// Cost: each expected statement is run twice or three times.
  package func examine(
    _ evalset: Evalset, progress: (Int) -> Void = { _ in }
  ) async throws -> [EvalsetFinding] {
    var findings: [[EvalsetFinding]] = []
    for (index, question) in evalset.questions.enumerated() {
      try Task.checkCancellation()
      progress(index)
      findings.append(try await examine(question))
    }
    let forms = await forms(evalset.questions)
    for (index, finding) in contradictions(evalset, forms) + repetitions(evalset, forms) {
      findings[index].append(finding)
    }
    let order = EvalsetFinding.Weight.allCases
    return findings.flatMap { found in
      found.enumerated().sorted { left, right in
        let (a, b) = (order.firstIndex(of: left.element.weight) ?? 0, order.firstIndex(of: right.element.weight) ?? 0)
        return (a, left.offset) < (b, right.offset)
      }.map(\.element)
    }
  }

  private func examine(_ question: Question) async throws -> [EvalsetFinding] {
    func finding(_ kind: EvalsetFinding.Kind, _ note: String) -> EvalsetFinding {
      EvalsetFinding(question: question.id, kind: kind, note: note)
    }
    guard let sql = question.expectation.statements.first else {
      return [finding(.noSQL, "Nothing can be compared with an answer.")]
    }
    var findings: [EvalsetFinding] = []
    var expected: ExpectedResult?
    for (position, statement) in question.expectation.statements.enumerated() {
      do {
        let result = try await results.result(of: statement, on: warehouse).expected
        if position == 0 { expected = result }
      } catch {
        if error == .cancelled { throw CancellationError() }
        let which = position == 0 ? "The expected SQL" : "Alternative \(position)"
        findings.append(finding(.fails, "\(which) \(error.predicate)."))
      }
    }
    if let expected {
      if expected.result.rows.isEmpty {
        findings.append(finding(.empty, "Any statement that finds nothing counts as right."))
      } else if expected.result.isBlank {
        findings.append(finding(.blank, "A wrong filter gives the same."))
      }
      if let note = try await instability(sql, expected) { findings.append(finding(.unstable, note)) }
    }
    findings += DateReading(question, sql).findings
    if expected != nil, let statement = try? SelectStatement(parsing: sql, dialect: SQLDialect(of: warehouse)),
      statement.isTrivial
    {
      findings.append(finding(.trivial, "It reads one table, without a filter, a join or a group."))
    }
    return findings
  }

  /// Why two runs of a statement may differ.
  private func instability(_ sql: String, _ expected: ExpectedResult) async throws -> String? {
    if Set(expected.tied).count > 1 {
      return "Rows tie at the LIMIT: \(expected.tied.count) could stand there, and each counts as right."
    }
    guard let reversed else { return nil }
    do {
      let other = try await reversed.execute(sql, limits: limits)
      let comparison = compare(other, with: ExpectedResult(expected.result, order: expected.order))
      guard !comparison.isEqual, comparison.outcome != .undecided else { return nil }
      return "Another row order gives another result (\(comparison.outcome.rawValue))."
    } catch WarehouseError.cancelled {
      throw CancellationError()
    } catch {
      return nil
    }
  }

  /// The expected SQL of each question without what spelling alone makes different.
  private func forms(_ questions: Questions) async -> [String] {
    guard let view = try? await results.view(of: warehouse) else { return questions.map { $0.expectation.sql ?? "" } }
    var forms: [String] = []
    for question in questions {
      let sql = question.expectation.sql ?? ""
      let plain = sql.lowercased().split { $0.isWhitespace }.joined(separator: " ")
      let form = try? await view.normalForm(of: sql)
      forms.append(form.flatMap { $0 } ?? plain)
    }
    return forms
  }
}

extension ResultSet {
  /// A single row that says nothing.
  fileprivate var isBlank: Bool {
    rows.count == 1 && rows[0].allSatisfy { $0 == .null || $0 == .integer(0) || $0 == .real(0) }
  }
}

extension SelectStatement {
  /// One table, whole: whoever knows its name is right.
  fileprivate var isTrivial: Bool {
    guard let core, compounds.isEmpty, commonTables.isEmpty, limit == nil, queries.count == 1 else { return false }
    guard let from = core.from, from.joins.isEmpty, case .table = from.first else { return false }
    return core.condition == nil && core.groupBy.isEmpty && core.having == nil && !core.isDistinct
  }
}
