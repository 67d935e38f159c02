/// The judges that a session knows, the headline judge first.
package struct JudgeRegistry: Sendable {
  package private(set) var judges: [any Judge]

  package init(_ judges: [any Judge]) { self.judges = judges }

  /// The judges that need nothing but the trace, the expectation and the warehouse.
  package static func builtIn(_ results: ExpectedResults = ExpectedResults()) -> JudgeRegistry {
    JudgeRegistry([
      ResultJudge(results), ParsesJudge(), ReadOnlyJudge(), RunsJudge(), RightNamesJudge(.tables, results),
      RightNamesJudge(.columns, results), NonEmptyJudge(results),
    ])
  }

  /// Further judges, by name where they are wanted: why an answer is right or wrong, node by node.
  package static func diagnostic(_ results: ExpectedResults = ExpectedResults()) -> [any Judge] {
    RightClausesJudge.Clauses.allCases.map { RightClausesJudge($0, results) } + [
      NoCartesianProductJudge(results), SameNormalFormJudge(results), CostJudge(results), NoNullColumnJudge(),
      GuardJudge(), RetrieverJudge(.tables, results), RetrieverJudge(.columns, results), ExecutorJudge(), WriterJudge(),
      PlatformJudge(),
    ]
  }

  /// Judges that need a model to ask, by name and what they would say; none can be used until one is connected.
  package static let awaitingModel: [(name: String, summary: String)] =
    JudgeTemplate.all.map { ($0.name, $0.summary) } + [("follows_guideline", JudgeTemplate.guidelineSummary)]

  /// The rules of public evaluators, to be added by name where their figures are wanted.
  package static let publicRules: [any Judge] = PublicRule.allCases.map { PublicRuleJudge($0) }

  /// The judge whose verdict is the headline.
  package var headline: (any Judge)? { judges.first }
  package var names: [String] { judges.map(\.name) }

  package subscript(name: String) -> (any Judge)? { judges.first { $0.name == name } }

  /// Adds a judge, in place of one of the same name.
  package mutating func add(_ judge: some Judge) {
    if let index = judges.firstIndex(where: { $0.name == judge.name }) {
      judges[index] = judge
    } else {
      judges.append(judge)
    }
  }

  /// Whether a judge of that name was there to remove.
  @discardableResult
  package mutating func remove(_ name: String) -> Bool {
    guard let index = judges.firstIndex(where: { $0.name == name }) else { return false }
    judges.remove(at: index)
    return true
  }
}
