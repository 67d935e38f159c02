internal import Basics
internal import Epochs
internal import Judges
internal import SQLite
internal import Systems

extension EvaluationKey {
  /// Equal for equal keys, 32 bytes.
  var digest: [UInt8] {
    let fields: JSON = [
      .string(system), .string(input.hex), .string(question), .string(text.hex), .int(sample), .string(database),
      .string(judging.hex),
    ]
    return HashFunction.sha256.digest(fields.bytes)
  }
}

extension Evaluation {
  /// `sql, outcome, reason, verdicts, microseconds, tokens, cost, trace`
  var row: [SQLValue] {
    let (word, reason) = outcome.words
    return [
      .optional(sql), .text(word), .text(reason), .text(JSON.array(verdicts.map(\.json)).text),
      .integer(Int64(microseconds)), .integer(Int64(tokens)), .real(cost), .optional(trace?.text),
    ]
  }

  init(row: [SQLValue]) throws(StoreError) {
    guard row.count == 8, let word = row[1].text, let outcome = Trace.Outcome(word: word, reason: row[2].text ?? ""),
      let verdicts = try? JSON(parsing: row[3].text ?? "")
    else { throw .damaged(what: "an answer") }
    self.init(
      sql: row[0].text, outcome: outcome, verdicts: verdicts.arrayValue?.compactMap(Verdict.init(json:)) ?? [],
      microseconds: row[4].int ?? 0, tokens: row[5].int ?? 0, cost: row[6].double ?? 0,
      trace: row[7].text.flatMap { try? JSON(parsing: $0) })
  }
}

extension Trace.Outcome {
  fileprivate var words: (word: String, reason: String) {
    switch self {
    case .answered: ("answered", "")
    case .declined(let reason): ("declined", reason)
    case .askedBack(let question): ("asked back", question)
    case .failed(let reason): ("failed", reason)
    case .unavailable(let reason): ("unavailable", reason)
    }
  }

  init?(word: String, reason: String) {
    switch word {
    case "answered": self = .answered
    case "declined": self = .declined(reason: reason)
    case "asked back": self = .askedBack(question: reason)
    case "failed": self = .failed(reason: reason)
    case "unavailable": self = .unavailable(reason: reason)
    default: return nil
    }
  }
}

extension Verdict {
  fileprivate var json: JSON {
    [
      "judge": .string(judge), "ruling": .string(ruling.rawValue), "reason": .string(reason),
      "rationale": .string(rationale), "evidence": .strings(evidence),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let judge = json["judge"]?.stringValue,
      let ruling = json["ruling"]?.stringValue.flatMap(Ruling.init(rawValue:))
    else { return nil }
    self.init(
      judge: judge, ruling: ruling, reason: json["reason"]?.stringValue ?? "",
      rationale: json["rationale"]?.stringValue ?? "",
      evidence: json["evidence"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }
}
