internal import Basics
internal import Warehouses

/// The way of one question through the five nodes.
struct AnswerRun {
  let prepared: PreparedEmbedded
  let ask: Ask
  private var spans: [Span] = []
  private let clock = ContinuousClock()

  /// Rows shown of a result; the judge needs them all, a person does not.
  private static let limits = ExecutionLimits(seconds: 10, rows: 10_000)

  /// How near to the best a candidate must be to stand in for it when it finds nothing.
  private static let closeness = 1.2

  init(prepared: PreparedEmbedded, ask: Ask) {
    self.prepared = prepared
    self.ask = ask
  }

  mutating func trace() async -> Trace {
    var start = clock.now
    let (view, parts, digest) = Retriever(model: prepared.model, index: prepared.index, ask: ask).retrieve()
    let input = PreparedEmbedded.input(parts, digest)
    let refusal = Gatekeeper(words: view.words).refusal()
    record(
      .guard, since: &start, input: ["question": .string(ask.text)], output: ["refused": .bool(refusal != nil)],
      checks: [Span.Check(name: "asks for data", passed: refusal == nil, note: refusal ?? "")])
    if let refusal { return Trace(ask: ask, input: input, outcome: .declined(reason: refusal), spans: spans) }
    record(
      .retriever, since: &start, input: ["question": .string(ask.text)],
      output: ["tables": .strings(view.tables.map { view.database.tables[$0].name }), "parts": .strings(parts)],
      checks: [Span.Check(name: "found a table", passed: !view.tables.isEmpty || !view.examples.isEmpty)])
    let candidates = Generator(view: view).candidates()
    guard let best = candidates.first else {
      let reason = "nothing in the question names a table, a column or a measure of this space"
      record(
        .generator, since: &start, input: [:], output: [:],
        checks: [Span.Check(name: "wrote a statement", passed: false, note: reason)])
      return Trace(ask: ask, input: input, outcome: .declined(reason: reason), spans: spans)
    }
    record(
      .generator, since: &start, input: ["tables": .strings(view.tables.map { view.database.tables[$0].name })],
      output: ["sql": .string(best.sql), "from": .string(best.origin), "candidates": .int(candidates.count)],
      checks: [Span.Check(name: "wrote a statement", passed: true)])
    return await execute(candidates, input: input, since: &start)
  }

  /// Runs the best candidate, and the next where it does not run or finds nothing.
  private mutating func execute(
    _ candidates: [Candidate], input: SystemInput, since start: inout ContinuousClock.Instant
  ) async -> Trace {
    var failure = ""
    var fallback: (sql: String, result: ResultSet)?
    for candidate in candidates.prefix(4) where candidate.score > (candidates.first?.score ?? 0) - Self.closeness {
      do {
        let result = try await prepared.warehouse.execute(candidate.sql, limits: Self.limits)
        guard !result.isHollow else {
          fallback = fallback ?? (candidate.sql, result)
          continue
        }
        return finish(candidate.sql, result, input: input, since: &start)
      } catch {
        if case .unavailable(let message) = error {
          return Trace(ask: ask, input: input, outcome: .unavailable(reason: message), sql: candidate.sql, spans: spans)
        }
        if error == .cancelled {
          return Trace(
            ask: ask, input: input, outcome: .unavailable(reason: "cancelled"), sql: candidate.sql, spans: spans)
        }
        failure = failure.isEmpty ? "the statement \(error.predicate)" : failure
      }
    }
    if let fallback { return finish(fallback.sql, fallback.result, input: input, since: &start) }
    let sql = candidates.first?.sql
    record(
      .executor, since: &start, input: ["sql": .string(sql ?? "")], output: [:],
      checks: [Span.Check(name: "ran", passed: false, note: failure)])
    return Trace(ask: ask, input: input, outcome: .failed(reason: failure), sql: sql, spans: spans)
  }

  private mutating func finish(
    _ sql: String, _ result: ResultSet, input: SystemInput, since start: inout ContinuousClock.Instant
  ) -> Trace {
    record(
      .executor, since: &start, input: ["sql": .string(sql)],
      output: ["rows": .int(result.rows.count), "columns": .strings(result.columns)],
      checks: [
        Span.Check(name: "ran", passed: true), Span.Check(name: "found rows", passed: !result.rows.isEmpty),
      ])
    let answer = Writer(result: result).answer()
    let unknown = unsupportedNumbers(in: answer, to: ask.text, from: result) ?? []
    record(
      .writer, since: &start, input: ["rows": .int(result.rows.count)], output: ["answer": .string(answer)],
      checks: [Writer.check(unknown)])
    return Trace(
      ask: ask, input: input, outcome: .answered, sql: sql, result: result, answer: answer, spans: spans)
  }

  private mutating func record(
    _ node: Span.Node, since start: inout ContinuousClock.Instant, input: JSON, output: JSON, checks: [Span.Check]
  ) {
    let now = clock.now
    spans.append(
      Span(node: node, input: input, output: output, microseconds: (now - start).microseconds, checks: checks))
    start = now
  }
}

extension ResultSet {
  /// No rows, or a single row of nulls: often a sign that a value was looked for in the wrong column.
  fileprivate var isHollow: Bool { rows.isEmpty || (rows.count == 1 && rows[0].allSatisfy { $0 == .null }) }
}
