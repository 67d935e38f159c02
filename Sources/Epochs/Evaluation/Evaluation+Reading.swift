package import Judges
package import Systems
internal import Basics
internal import Spaces

extension Evaluation {
  package func verdict(of judge: String) -> Verdict? { verdicts.first { $0.judge == judge } }

  /// Whether the answer counts as right by the headline judge, which is the first; nothing where infrastructure or
  /// the judge failed, so that it is left out of every comparison.
  package var isRight: Bool? {
    if case .unavailable = outcome { return nil }
    switch verdicts.first?.ruling {
    case .yes: return true
    case .no: return false
    case .notApplicable, .error, nil: return nil
    }
  }

  /// Why there is no answer, or what the headline judge says of it; nothing where it says nothing.
  var complaint: String? {
    switch outcome {
    case .declined(let reason), .askedBack(let reason), .failed(let reason), .unavailable(let reason): return reason
    case .answered:
      let words = verdicts.first.map { [$0.reason, $0.rationale].filter { !$0.isEmpty }.joined(separator: ": ") } ?? ""
      return words.isEmpty ? nil : words
    }
  }

  /// What the generator says of its own reasoning: Genie's thoughts, which name the instructions it used, or those of a
  /// model that reasons; nothing where it says nothing.
  var thoughts: String? {
    let spans = trace?["spans"]?.arrayValue ?? []
    let output = spans.last { $0["node"]?.stringValue == Span.Node.generator.rawValue }?["output"]
    let texts = (output?["thoughts"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
    let words = (texts + [output?["reasoning"]?.stringValue ?? ""]).filter { !$0.isEmpty }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Whether asking again could not help: neither infrastructure nor the judge failed.
  var isFinal: Bool {
    if case .unavailable = outcome { return false }
    return !verdicts.isEmpty && verdicts.first?.ruling != .error
  }

  /// The first node whose own validator found something wrong, and what.
  package var fault: (node: Span.Node, check: String)? {
    for span in trace?["spans"]?.arrayValue ?? [] {
      guard let node = span["node"]?.stringValue.flatMap(Span.Node.init(rawValue:)) else { continue }
      for check in span["checks"]?.arrayValue ?? [] where check["passed"]?.boolValue == false {
        return (node, check["name"]?.stringValue ?? "")
      }
    }
    return nil
  }

  /// Ids of elements of the space that the generator says it used: words of 32 hexadecimal digits in its output.
  var used: Set<String> {
    var ids: Set<String> = []
    for span in trace?["spans"]?.arrayValue ?? [] where span["node"]?.stringValue == Span.Node.generator.rawValue {
      let output = String(decoding: (span["output"] ?? .null).bytes, as: UTF8.self)
      for word in output.split(whereSeparator: { !$0.isHexDigit }) where Space.isValidID(String(word)) {
        ids.insert(String(word))
      }
    }
    return ids
  }

  init(_ trace: Trace, verdicts: [Verdict]) {
    self.init(
      sql: trace.sql, outcome: trace.outcome, verdicts: verdicts,
      microseconds: trace.spans.reduce(0) { $0 + $1.microseconds }, tokens: trace.spans.reduce(0) { $0 + $1.tokens },
      cost: trace.spans.reduce(0) { $0 + $1.cost }, trace: trace.compact())
  }
}
