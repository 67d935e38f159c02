internal import Basics
internal import Models

/// What one ask of a model came to.
enum Vote: Sendable, Hashable {
  case ruling(Verdict.Ruling, reason: String)
  /// No ruling: a word for the kind of failure, and a sentence.
  case failure(word: String, String)

  init(_ reply: ChatReply, _ choices: [JudgeTemplate.Choice], inOtherOrder: Bool, model: String) {
    switch reply.outcome {
    case .stop:
      let word = reply.json?["answer"]?.stringValue
      guard let choice = choices.first(where: { $0.word == word }) else {
        self = .failure(word: "UNREADABLE", "\(model): What it said is no verdict.")
        return
      }
      let ruling = inOtherOrder ? choice.inOtherOrder : choice.ruling
      self = .ruling(ruling, reason: Self.line(reply.json?["reason"]?.stringValue ?? ""))
    case .length: self = .failure(word: "CUT_OFF", "\(model): The verdict was cut off by the token limit.")
    case .contentFilter: self = .failure(word: "REFUSED", "\(model): The endpoint's content filter refused.")
    case .toolCalls, .other:
      self = .failure(word: "UNREADABLE", "\(model): It stopped without a verdict (\(reply.outcome.word)).")
    }
  }

  init(_ failure: ModelFailure) {
    let word =
      switch failure.reason {
      case .overBudget: "BUDGET"
      case .rateLimited: "RATE_LIMITED"
      case .cancelled: "CANCELLED"
      case .filtered: "REFUSED"
      case .contextOverflow: "TOO_LONG"
      case .notJSON, .malformed: "UNREADABLE"
      default: "MODEL_UNAVAILABLE"
      }
    self = .failure(word: word, "\(failure)")
  }

  /// One line of what a model wrote, without control characters.
  private static func line(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.value <= 0x20 || (0x7F...0xA0).contains($0.value) }
    let line = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    return line.utf8.count > 400 ? String(decoding: line.utf8.prefix(400), as: UTF8.self) + "…" : line
  }
}

/// What the votes on one answer come to: more than half of all asks decide, and nothing else does.
struct Ballot {
  var ruling: Verdict.Ruling
  var reason = ""
  var rationale: String
  var counts = ""

  init(_ votes: [Vote]) {
    func reasons(_ wanted: Verdict.Ruling) -> [String] {
      votes.compactMap { if case .ruling(let ruling, let reason) = $0, ruling == wanted { reason } else { nil } }
    }
    let (yes, no) = (reasons(.yes), reasons(.no))
    let failed = votes.count - yes.count - no.count
    if votes.count > 1 {
      counts = "\(yes.count) yes, \(no.count) no" + (failed > 0 ? ", \(failed) failed" : "")
    }
    if 2 * yes.count > votes.count {
      ruling = .yes
      rationale = yes.first ?? ""
    } else if 2 * no.count > votes.count {
      ruling = .no
      rationale = no.first ?? ""
    } else {
      ruling = .error
      let failures = votes.compactMap { vote -> (word: String, sentence: String)? in
        if case .failure(let word, let sentence) = vote { (word, sentence) } else { nil }
      }
      reason = failures.first?.word ?? "UNDECIDED"
      rationale = failures.first?.sentence ?? "The model does not agree with itself: \(counts)."
    }
  }
}
