internal import Basics
internal import Models
internal import Warehouses

/// The way of one question through guard, retriever, generator, executor and writer.
struct LLMRun {
  let prepared: PreparedLLM
  let ask: Ask
  private var spans: [Span] = []
  private var input = SystemInput(parts: [], fingerprint: ContentHash(of: ""))
  private let clock = ContinuousClock()

  private static let limits = ExecutionLimits(seconds: 30, rows: 10_000)

  init(prepared: PreparedLLM, ask: Ask) {
    self.prepared = prepared
    self.ask = ask
  }

  mutating func trace() async -> Trace {
    var start = clock.now
    let found = await prepared.prompt.render(ask)
    input = prepared.input(found)
    let refused = Gatekeeper(words: Words(ask.text)).refusal()
    record(
      .guard, since: start, input: ["question": .string(ask.text)], output: ["refused": .bool(refused != nil)],
      checks: [Span.Check(name: "asks for data", passed: refused == nil, note: refused ?? "")])
    if let refused { return ended(.declined(reason: refused)) }
    start = clock.now
    record(
      .retriever, since: start, input: ["question": .string(ask.text)],
      output: [
        "tables": .strings(found.tables), "columns": .strings(found.columns), "values": .strings(found.values),
        "parts": .strings(found.parts),
      ],
      checks: [Span.Check(name: "found a table", passed: !found.tables.isEmpty)])
    var conversation = found.messages
    for attempt in 0...prepared.settings.repairs {
      let begun = clock.now
      let reply: ChatReply
      do {
        reply = try await prepared.model.reply(to: request(conversation))
      } catch {
        return ended(Self.outcome(of: error))
      }
      let sql = statement(in: reply.text)
      let refusal = sql == nil ? Self.refusal(in: reply.text) : nil
      record(
        .generator, since: begun, input: ["messages": .int(conversation.count), "attempt": .int(attempt + 1)],
        output: [
          "sql": sql.map(JSON.string) ?? .null, "reply": .string(reply.text), "reasoning": .string(reply.reasoning),
          "model": .string(reply.servedModel),
        ],
        reply,
        checks: [
          Span.Check(name: "is whole", passed: reply.outcome == .stop, note: "\(reply.outcome)"),
          Span.Check(name: "wrote a statement", passed: sql != nil, note: refusal ?? ""),
        ] + (sql.map { prepared.checks(of: $0) } ?? []))
      if let refusal { return ended(.declined(reason: refusal)) }
      guard let sql else {
        let reason = reply.outcome == .length ? "the answer was cut by the token limit" : "the answer holds no SQL"
        return ended(.failed(reason: reason))
      }
      let executed = clock.now
      do {
        let result = try await prepared.warehouse.execute(sql, limits: Self.limits)
        record(
          .executor, since: executed, input: ["sql": .string(sql)],
          output: ["rows": .int(result.rows.count), "columns": .strings(result.columns)],
          checks: [
            Span.Check(name: "ran", passed: true), Span.Check(name: "found rows", passed: !result.rows.isEmpty),
          ])
        return await written(sql, result)
      } catch {
        let note = error.predicate
        record(
          .executor, since: executed, input: ["sql": .string(sql)], output: [:],
          checks: [Span.Check(name: "ran", passed: false, note: note)])
        switch error {
        case .unavailable(let message): return ended(.unavailable(reason: message), sql)
        case .cancelled: return ended(.unavailable(reason: "cancelled"), sql)
        case .invalid where attempt < prepared.settings.repairs:
          conversation += [
            .assistant(reply.text), .user(prepared.prompt.repair(sql, note, of: ask)),
          ]
        case .invalid, .forbidden, .timedOut, .tooLarge: return ended(.failed(reason: "the statement \(note)"), sql)
        }
      }
    }
    return ended(.failed(reason: "no statement ran"))
  }

  private func request(_ messages: [ChatMessage], maxTokens: Int? = nil) -> ChatRequest {
    let settings = prepared.settings
    return ChatRequest(
      messages,
      sampling: Sampling(
        temperature: settings.temperature, maxTokens: maxTokens ?? settings.maxTokens,
        seed: settings.seed &+ ask.sample),
      sample: ask.sample)
  }

  /// The rows in words: the model's where the settings ask for them and every figure stands in the rows, otherwise the
  /// plain ones.
  private mutating func written(_ sql: String, _ result: ResultSet) async -> Trace {
    let start = clock.now
    let rows: JSON = ["rows": .int(result.rows.count)]
    let plain = Writer(result: result).answer()
    var trace = Trace(ask: ask, input: input, outcome: .answered, sql: sql, result: result, answer: plain)
    if prepared.settings.writes {
      let question = prepared.prompt.write(sql, rows: Writer(result: result).table(), of: ask)
      do {
        let reply = try await prepared.model.reply(to: request([.user(question)], maxTokens: 300))
        let words = reply.text
        let unknown = unsupportedNumbers(in: words, to: ask.text, from: result) ?? []
        let isUsable = reply.outcome == .stop && !words.isEmpty && (unknown.isEmpty || result.truncated)
        record(
          .writer, since: start, input: rows, output: ["answer": .string(words), "used": .bool(isUsable)], reply,
          checks: [
            Span.Check(name: "is whole", passed: reply.outcome == .stop && !words.isEmpty, note: "\(reply.outcome)"),
            Writer.check(unknown),
          ])
        if isUsable { trace.answer = words }
      } catch {
        record(
          .writer, since: start, input: rows, output: ["answer": .string(plain)],
          checks: [Span.Check(name: "was written by the model", passed: false, note: error.description)])
      }
    } else {
      let unknown = unsupportedNumbers(in: plain, to: ask.text, from: result) ?? []
      record(
        .writer, since: start, input: rows, output: ["answer": .string(plain)], checks: [Writer.check(unknown)])
    }
    trace.spans = spans
    return trace
  }

  private func ended(_ outcome: Trace.Outcome, _ sql: String? = nil) -> Trace {
    Trace(ask: ask, input: input, outcome: outcome, sql: sql, spans: spans)
  }

  private static func refusal(in text: String) -> String? {
    let mark = "CANNOT ANSWER"
    guard let range = text.uppercased().utf8.firstPlace(of: Array(mark.utf8)) else { return nil }
    let rest = String(decoding: Array(text.utf8).dropFirst(range + mark.utf8.count), as: UTF8.self)
    return String(rest.drop { $0 == ":" || $0.isWhitespace }.prefix(300))
  }

  private static func outcome(of failure: ModelFailure) -> Trace.Outcome {
    switch failure.reason {
    case .filtered: .declined(reason: failure.description)
    case .contextOverflow, .notJSON: .failed(reason: failure.description)
    default: .unavailable(reason: failure.description)
    }
  }

  private mutating func record(
    _ node: Span.Node, since start: ContinuousClock.Instant, input: JSON, output: JSON, _ reply: ChatReply? = nil,
    checks: [Span.Check]
  ) {
    spans.append(
      Span(
        node: node, input: input, output: output,
        microseconds: (clock.now - start).microseconds,
        tokens: reply?.usage.tokens ?? 0, cost: reply?.cost.dollars ?? 0, checks: checks))
  }
}

extension String.UTF8View {
  fileprivate func firstPlace(of mark: [UInt8]) -> Int? {
    let bytes = Array(self)
    guard bytes.count >= mark.count else { return nil }
    return (0...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
  }
}
