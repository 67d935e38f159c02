package import Basics
package import Warehouses

/// Everything one question did inside a system.
package struct Trace: Sendable, Hashable {
  package var ask: Ask
  package var input: SystemInput
  package var outcome: Outcome
  package var sql: String?
  /// The rows that the SQL returned, cut at the system's limit.
  package var result: ResultSet?
  /// The answer in words.
  package var answer: String?
  package var spans: [Span]

  package init(
    ask: Ask, input: SystemInput, outcome: Outcome, sql: String? = nil, result: ResultSet? = nil,
    answer: String? = nil, spans: [Span] = []
  ) {
    self.ask = ask
    self.input = input
    self.outcome = outcome
    self.sql = sql
    self.result = result
    self.answer = answer
    self.spans = spans
  }

  /// What of a stored trace takes work to read.
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let result = Parts(rawValue: 1)
    package static let answer = Parts(rawValue: 2)
    package static let spans = Parts(rawValue: 4)
    package static let all: Parts = [.result, .answer, .spans]
  }

  package enum Outcome: Sendable, Hashable {
    case answered
    /// The system said that it cannot answer, and why.
    case declined(reason: String)
    /// The system asked something back instead of answering.
    case askedBack(question: String)
    /// The SQL did not run.
    case failed(reason: String)
    /// Not the system's fault (network, rate limit, missing file): censored from comparisons.
    case unavailable(reason: String)

    /// Whether the system did not even try to answer.
    package var isWithoutAttempt: Bool {
      switch self {
      case .declined, .askedBack: true
      case .answered, .failed, .unavailable: false
      }
    }
  }
}

/// One node's part in a trace.
package struct Span: Sendable, Hashable {
  package enum Node: String, Sendable, Hashable, CaseIterable {
    case `guard`, retriever, generator, executor, writer
  }

  package var node: Node
  package var input: JSON
  package var output: JSON
  package var microseconds: Int
  package var tokens: Int
  /// US dollars.
  package var cost: Double
  package var checks: [Check]

  package init(
    node: Node, input: JSON, output: JSON, microseconds: Int, tokens: Int = 0, cost: Double = 0, checks: [Check] = []
  ) {
    self.node = node
    self.input = input
    self.output = output
    self.microseconds = microseconds
    self.tokens = tokens
    self.cost = cost
    self.checks = checks
  }

  /// What a node's own validator found.
  package struct Check: Sendable, Hashable {
    package var name: String
    package var passed: Bool
    package var note: String

    package init(name: String, passed: Bool, note: String = "") {
      self.name = name
      self.passed = passed
      self.note = note
    }
  }
}
