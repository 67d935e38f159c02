package import Systems

/// Which node each wrong answer is laid to, and how the nodes' errors compound along the pipeline.
///
/// A trace passes the nodes in order; the first whose judges say no is at fault, and the nodes after it are not asked:
/// they worked on what was wrong already. So each node's accuracy is of the traces that reached it sound, and the
/// product of the accuracies is the share that came through all of them.
package struct Apportioning: Sendable {
  package struct NodeScore: Sendable, Equatable {
    package var node: Span.Node
    /// Traces that were sound before this node.
    package var reached: Int
    package var passed: Int
    /// Share of all counted traces that are sound after this node.
    package var cumulative: Double
    /// Why traces failed here, the most frequent reason first.
    package var reasons: [(reason: String, count: Int)]

    package var accuracy: Double? { reached > 0 ? Double(passed) / Double(reached) : nil }

    package static func == (one: NodeScore, other: NodeScore) -> Bool {
      (one.node, one.reached, one.passed, one.cumulative) == (other.node, other.reached, other.passed, other.cumulative)
        && one.reasons.map(\.reason) == other.reasons.map(\.reason)
        && one.reasons.map(\.count) == other.reasons.map(\.count)
    }
  }

  package private(set) var scores: [NodeScore] = []
  /// Traces that infrastructure or a judge failed, left out.
  package private(set) var censored = 0
  /// Sound at every node, and yet the headline says no: no judge of a node saw why.
  package private(set) var unexplained = 0
  /// The headline says yes though a node's judge says no: the judge is too strict, or the error did no harm.
  package private(set) var harmless = 0
  /// The node at fault of each trace, in order; `nil` for one that is sound or left out.
  package private(set) var faults: [Span.Node?] = []

  /// `verdicts`: those of one trace each, the headline's first. `nodes`: whom each judge blames.
  package init(_ verdicts: [[Verdict]], nodes: [String: Span.Node]) {
    var reasons: [Span.Node: [String: Int]] = [:]
    var counted = 0
    for trace in verdicts {
      guard let headline = trace.first, headline.ruling == .yes || headline.ruling == .no else {
        censored += 1
        faults.append(nil)
        continue
      }
      counted += 1
      let isRight = headline.ruling == .yes
      let blamed = trace.dropFirst().filter { $0.ruling == .no && nodes[$0.judge] != nil }
      let first = Span.Node.allCases.lazy.compactMap { node in blamed.first { nodes[$0.judge] == node } }.first
      if isRight, first != nil { harmless += 1 }
      // What the headline calls right went wrong nowhere.
      guard !isRight else {
        faults.append(nil)
        continue
      }
      if first == nil { unexplained += 1 }
      let node = first.flatMap { nodes[$0.judge] } ?? nodes[headline.judge] ?? .generator
      let reason = first.map { $0.reason.isEmpty ? $0.judge : $0.reason } ?? headline.reason
      faults.append(node)
      reasons[node, default: [:]][reason.isEmpty ? headline.judge : reason, default: 0] += 1
    }
    var sound = counted
    for node in Span.Node.allCases {
      let failed = (reasons[node] ?? [:]).values.reduce(0, +)
      let ordered = (reasons[node] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let share = counted > 0 ? Double(sound - failed) / Double(counted) : 0
      scores.append(
        NodeScore(
          node: node, reached: sound, passed: sound - failed, cumulative: share,
          reasons: ordered.map { ($0.key, $0.value) }))
      sound -= failed
    }
  }
}
