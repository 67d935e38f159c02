internal import Judges
package import Spaces

/// Proposes sets of example queries, chosen from the train questions so that as many failing questions as possible
/// have a near example of the same shape, and few have a nearer one of another shape.
///
/// Greedy choice of prototypes (Bien and Tibshirani, Annals of Applied Statistics 5, 2011); no example counts for its
/// own family.
package struct DemonstrateProposer: Proposer {
  package let name = "demonstrate"
  package let reading = ProposerReading.choice
  /// Sets proposed at a time, none sharing an example with another.
  private let sets: Int

  package init(sets: Int = 2) { self.sets = sets }

  package func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]] {
    guard cluster.key.lever == .example else { return [] }
    var choice = ExampleChoice(context)
    return (0..<sets).compactMap { _ in
      let chosen = choice.next(context.examples)
      return chosen.isEmpty ? nil : chosen.map(patch)
    }
  }

  private func patch(_ item: TrainItem, helps: [String]) -> Patch {
    let sql = item.question.expectation.sql ?? ""
    let example = Example(
      id: ElementID.make("example", item.question.text + "\n" + sql), question: item.question.text, sql: sql)
    return Patch(
      .add, .example, on: .space, .example(example),
      reason: "A near example of the same shape for \(helps.count) failing questions.", evidence: helps, origin: name)
  }
}
