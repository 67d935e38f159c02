package import Basics
package import Spaces

/// The seam between the optimizer and what answers questions; the optimizer never knows which system it tunes.
package protocol System: Sendable {
  /// `embedded`, `llm` or `genie`.
  var name: String { get }

  /// Whether equal inputs always have equal answers, so that one sample of a question says all.
  var isRepeatable: Bool { get }

  /// Makes a system ready to answer under one space; what can be computed once is computed here.
  func prepare(_ space: Space) async throws -> any PreparedSystem
}

extension System {
  package var isRepeatable: Bool { false }
}

/// A system under one space.
package protocol PreparedSystem: Sendable {
  /// Everything of the space that the answer to this question depends on.
  ///
  /// Two spaces with equal inputs for a question give equal answers to it, so the questions that a patch affects
  /// are those whose input changes. Cheap: no statement is run and no model is asked.
  func input(for ask: Ask) async -> SystemInput

  /// The statement that it would run first; the whole answer's where a system knows no cheaper way.
  func statement(for ask: Ask) async -> String?

  /// Answers; never throws for one question: a failure is an outcome of the trace.
  func answer(_ ask: Ask) async -> Trace
}

extension PreparedSystem {
  package func statement(for ask: Ask) async -> String? { await answer(ask).sql }
}

/// A question as a system sees it: never with its expected SQL.
package struct Ask: Sendable, Hashable {
  package var id: String
  package var text: String
  /// What the asker adds, such as "today is 2025-01-15" (the `evidence` field of an evalset).
  package var context: String?
  /// Which of several samples of this question, from 0.
  package var sample: Int

  package init(id: String, text: String, context: String? = nil, sample: Int = 0) {
    self.id = id
    self.text = text
    self.context = context
    self.sample = sample
  }
}

/// The parts of a space that one question's input contains.
package struct SystemInput: Sendable, Hashable {
  /// References to parts, such as `example:<id>` or `synonym:orders.cust_typ_cd`, sorted.
  package var parts: [String]
  /// A hash over the content of those parts.
  package var fingerprint: ContentHash

  package init(parts: [String], fingerprint: ContentHash) {
    self.parts = parts
    self.fingerprint = fingerprint
  }
}
