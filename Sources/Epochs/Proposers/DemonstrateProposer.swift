internal import Judges
package import Spaces

/// Proposes sets of example queries, chosen from the train questions so that as many failing questions as possible
/// have a near example of the same shape, and few have a nearer one of another shape.
///
/// Where answers cost nothing, the choice is rehearsed on the questions shown, and examples that led more answers
/// astray than they put right step back. Whatever the rehearsal says, other families test the set.
package struct DemonstrateProposer: Proposer {
  package let name = "demonstrate"
  package let reading = ProposerReading.choice
  /// Sets proposed at a time, none sharing an example with another.
  private let sets: Int

  package init(sets: Int = 2) { self.sets = sets }

  package func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]] {
    guard cluster.key.lever == .example, context.room > 0 else { return [] }
    let size = max(1, min(context.examples, context.room))
    var choice = ExampleChoice(context)
    let wanted = context.rehearse == nil ? size * sets : min(context.room, size * sets * 2)
    let pool = choice.next(wanted)
    let chosen = await rehearsed(pool, context)
    let patches = chosen.map(patch)
    return stride(from: 0, to: min(patches.count, size * sets), by: size).map {
      Array(patches[$0..<min(patches.count, $0 + size)])
    }
  }

  /// The pool without what does harm, the most useful first.
  private func rehearsed(_ pool: [ExampleChoice.Pick], _ context: ProposalContext) async -> [ExampleChoice.Pick] {
    guard let rehearse = context.rehearse, !pool.isEmpty else { return pool }
    var pool = pool
    var families: [String: String] = [:]
    for pick in pool { families[id(of: pick.item)] = pick.item.family }
    for round in 0..<2 {
      let rehearsal = await rehearse(pool.map(patch), context.items)
      let credit = rehearsal.credit(to: pool.map { id(of: $0.item) }, taken: families)
      let ranked = pool.enumerated().filter { credit[id(of: $0.element.item)] ?? 0 >= 0 }.sorted { left, right in
        let (a, b) = (credit[id(of: left.element.item)] ?? 0, credit[id(of: right.element.item)] ?? 0)
        return (-a, left.offset) < (-b, right.offset)
      }
      if ranked.count == pool.count, round > 0 { break }
      pool = ranked.map(\.element)
    }
    return pool
  }

  private func id(of item: TrainItem) -> String {
    ElementID.make("example", item.question.text + "\n" + (item.question.expectation.sql ?? ""))
  }

  private func patch(_ pick: ExampleChoice.Pick) -> Patch {
    let example = Example(
      id: id(of: pick.item), question: pick.item.question.text, sql: pick.item.question.expectation.sql ?? "")
    return Patch(
      .add, .example, on: .space, .example(example),
      reason: "A near example of the same shape for \(pick.helps.count) failing questions.", evidence: pick.helps,
      origin: name)
  }
}
