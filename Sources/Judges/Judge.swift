package import Systems
package import Warehouses

/// A named check of a trace.
package protocol Judge: Sendable {
  var name: String { get }
  /// One line for the list of judges.
  var summary: String { get }
  /// The node at fault when the ruling is no.
  var node: Span.Node { get }
  /// What it looks at beside the question, the outcome and the statement; the rest of a stored trace may be missing.
  var reads: Trace.Parts { get }

  func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict
}

extension Judge {
  package var node: Span.Node { .generator }
  package var reads: Trace.Parts { .all }
}

/// What a question's author says a right answer is.
package struct Expectation: Sendable, Hashable {
  package var sql: String?
  /// Other right SQL; any may match.
  package var alternatives: [String]
  /// Statements that a right answer must bear out.
  package var facts: [String]
  /// What kind of question it is; some public rules treat kinds differently.
  package var category: String?

  package init(sql: String?, alternatives: [String] = [], facts: [String] = [], category: String? = nil) {
    self.sql = sql
    self.alternatives = alternatives
    self.facts = facts
    self.category = category
  }
}

/// One judge's answer on one trace.
package struct Verdict: Sendable, Hashable {
  package enum Ruling: String, Sendable, Hashable, CaseIterable {
    case yes, no
    case notApplicable = "n/a"
    /// The judge could not tell, through no fault of the trace; never counted as `no`.
    case error
  }

  package var judge: String
  package var ruling: Ruling
  /// A word of the platform's vocabulary where there is one (`RESULT_MISSING_ROWS`), else empty.
  package var reason: String
  /// One sentence for a person.
  package var rationale: String
  /// Which rule decided, and the first differing rows.
  package var evidence: [String]

  package init(judge: String, ruling: Ruling, reason: String = "", rationale: String = "", evidence: [String] = []) {
    self.judge = judge
    self.ruling = ruling
    self.reason = reason
    self.rationale = rationale
    self.evidence = evidence
  }
}
