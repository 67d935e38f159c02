/// One way to go on.
package struct Candidate: Sendable, Hashable {
  package var text: String
  /// What it is: `command`, `option`, `value`, `file`, `table`, …
  package var kind: String
  package var summary: String

  package init(_ text: String, kind: String, summary: String = "") {
    self.text = text
    self.kind = kind
    self.summary = summary
  }
}

/// What the session knows by name; asked on every Tab key, so it answers at once.
package protocol LiveNames {
  func names(_ subject: ValueKind.Subject) -> [Candidate]
  func versions() -> [Candidate]
  func proposals() -> [Candidate]
  /// What a condition may speak of.
  func metrics() -> [Candidate]
  /// Files and folders whose path begins with `prefix`; folders end in `/`.
  func files(beginningWith prefix: String, extensions: [String]) -> [Candidate]
}

/// A session that knows nothing yet.
package struct NoLiveNames: LiveNames {
  package init() {}
  package func names(_ subject: ValueKind.Subject) -> [Candidate] { [] }
  package func versions() -> [Candidate] { [] }
  package func proposals() -> [Candidate] { [] }
  package func metrics() -> [Candidate] { [] }
  package func files(beginningWith prefix: String, extensions: [String]) -> [Candidate] { [] }
}
