internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Systems
internal import Warehouses

extension Pictures {
  /// The answer to one question and how it came about.
  static func page(of trace: Trace, verdicts: [Verdict]) -> Page {
    var parts: [Page.Part] = [.heading(trace.ask.text)]
    switch trace.outcome {
    case .answered: if let answer = trace.answer { parts.append(.text(answer)) }
    case .declined(let reason): parts.append(.note("No answer: " + reason))
    case .askedBack(let question): parts.append(.note("Asked back: " + question))
    case .failed(let reason): parts.append(.note("The SQL did not run: " + reason))
    case .unavailable(let reason): parts.append(.note("Could not be asked: " + reason))
    }
    if let sql = trace.sql { parts.append(.sql(sql)) }
    if let result = trace.result {
      parts.append(.table(table(of: result, shown: 10)))
      if result.truncated { parts.append(.note("The rows were cut off.")) }
    }
    parts.append(
      .table(
        Table(
          "How it came about", columns: [.init("node"), .init("checks"), .init("gave")],
          rows: trace.spans.map { span in
            [
              Table.Cell(span.node.rawValue, .strong), checks(span.checks.map { ($0.name, $0.passed, $0.note) }),
              Table.Cell(summary(of: span.output), .muted),
            ]
          })))
    if !verdicts.isEmpty { parts.append(.table(table(of: verdicts))) }
    return Page(parts)
  }

  /// A recorded evaluation with everything that was kept of it.
  static func page(of question: Question, _ evaluation: Evaluation) -> Page {
    var parts: [Page.Part] = [.heading("\(question.id): \(question.text)")]
    if let context = question.context { parts.append(.facts([.init("context", context)])) }
    switch evaluation.outcome {
    case .answered: break
    default: parts.append(.note(failure(evaluation).rationale))
    }
    if let sql = evaluation.sql { parts.append(.card("Generated", [.sql(sql)])) }
    if let sql = question.expectation.sql { parts.append(.card("Expected", [.sql(sql)])) }
    parts.append(.table(table(of: evaluation.verdicts)))
    for span in evaluation.trace?["spans"]?.arrayValue ?? [] {
      let node = span["node"]?.stringValue ?? ""
      let checks = (span["checks"]?.arrayValue ?? []).map { check in
        (check["name"]?.stringValue ?? "", check["passed"]?.boolValue ?? true, check["note"]?.stringValue ?? "")
      }
      var inner: [Page.Part] = []
      if let input = span["input"], !input.isNull { inner.append(.facts(facts(of: input, "input"))) }
      if let output = span["output"], !output.isNull { inner.append(.facts(facts(of: output, "output"))) }
      if !checks.isEmpty { inner.append(.text("checks: " + Self.checks(checks).text)) }
      parts.append(.card(node, inner))
    }
    if let parts_ = evaluation.trace?["parts"]?.arrayValue, !parts_.isEmpty {
      parts.append(
        .card("Parts of the space that it saw", [.text(parts_.compactMap(\.stringValue).joined(separator: ", "))]))
    }
    return Page(parts)
  }

  static func table(of verdicts: [Verdict]) -> Table {
    Table(
      "Judges", columns: [.init("judge"), .init("verdict"), .init("reason"), .init("rationale")],
      rows: verdicts.map { verdict in
        let tone: Table.Tone =
          switch verdict.ruling {
          case .yes: .good
          case .no: .bad
          case .notApplicable, .error: .muted
          }
        return [
          Table.Cell(verdict.judge), Table.Cell(verdict.ruling.rawValue, tone), Table.Cell(verdict.reason),
          Table.Cell(([verdict.rationale] + verdict.evidence).filter { !$0.isEmpty }.joined(separator: " · "), .muted),
        ]
      })
  }

  private static func checks(_ checks: [(name: String, passed: Bool, note: String)]) -> Table.Cell {
    let failed = checks.contains { !$0.passed }
    let words = checks.map { ($0.passed ? "✓ " : "✗ ") + $0.name + ($0.note.isEmpty ? "" : " (\($0.note))") }
    return Table.Cell(words.joined(separator: ", "), failed ? .bad : .plain)
  }

  private static func facts(of value: JSON, _ name: String) -> [Page.Fact] {
    guard let object = value.objectValue else { return [.init(name, brief(value))] }
    return object.map { .init("\(name) \($0.name)", brief($0.value)) }
  }

  /// What a node gave, in words: `tables: orders, customers · 5 parts of the space`.
  private static func summary(of output: JSON) -> String {
    guard let object = output.objectValue else { return brief(output) }
    let facts = object.compactMap { member -> String? in
      if member.name == "parts", let parts = member.value.arrayValue {
        return counted(parts.count, "part") + " of the space"
      }
      let text = brief(member.value)
      return text.isEmpty || text == "[]" ? nil : "\(member.name): \(text)"
    }
    return facts.joined(separator: " · ")
  }

  /// A value on one line, cut where it is long.
  private static func brief(_ value: JSON) -> String {
    let text: String
    switch value {
    case .string(let string): text = string
    case .array(let values) where values.allSatisfy({ $0.stringValue != nil }):
      text = values.compactMap(\.stringValue).joined(separator: ", ")
    default: text = value.isNull ? "" : value.text
    }
    return text.count > 600 ? text.prefix(599) + "…" : text
  }
}
