internal import Judges
internal import Spaces

/// Chooses examples one after another, each the best given those before it.
struct ExampleChoice {
  private let items: [TrainItem]
  private let similarity: Similarity
  private let templates: [SQLTemplate]
  private let pieces: [Set<String>]
  private let candidates: [Int]
  /// By item: how near the nearest example of its shape is, and the nearest of another shape.
  private var near: [(same: Double, other: Double)]
  private var chosen: Set<Int> = []

  /// What a right question weighs against a failing one: examples may break it too.
  private static let keeping = 0.35
  /// Below this an example and a question have nothing to do with each other.
  private static let nearness = 0.25

  init(_ context: ProposalContext) {
    let examples = context.space.examples
    items = context.items
    let masked = context.items.map { item in
      item.words.stems.enumerated().map { item.masked.contains($0.offset) ? "#" : $0.element }
    }
    let present = examples.map { ExampleChoice.masked($0, context) }
    similarity = Similarity(masked + present)
    templates =
      context.items.map { SQLTemplate($0.question.expectation.sql ?? "") } + examples.map { SQLTemplate($0.sql) }
    pieces =
      context.items.map(\.expected.keys) + examples.map { SQLPieces($0.sql, schema: context.schema).keys }
    let known = Set(examples.map { $0.question.lowercased() })
    candidates = context.items.indices.filter { index in
      let question = context.items[index].question
      guard let sql = question.expectation.sql, !sql.isEmpty else { return false }
      return !known.contains(question.text.lowercased()) && !context.unusable.contains(question.id)
    }
    near = Array(repeating: (0, 0), count: context.items.count)
    for example in examples.indices { near = after(context.items.count + example) }
  }

  private static func masked(_ example: Example, _ context: ProposalContext) -> [String] {
    let words = Words(example.question)
    let values = SQLPieces(example.sql, schema: context.schema).values
    let positions = values.reduce(into: Set<Int>()) { $0.formUnion(words.positions(of: $1.value)) }
    return words.stems.enumerated().map { positions.contains($0.offset) ? "#" : $0.element }
  }

  struct Pick: Sendable {
    var item: TrainItem
    /// Failing questions that have no nearer example of their shape.
    var helps: [String]
  }

  /// At most `count` further examples, with the failing questions that each helps; fewer where no other would help.
  mutating func next(_ count: Int) -> [Pick] {
    var picked: [Pick] = []
    while picked.count < count {
      var best: (index: Int, gain: Double)?
      for candidate in candidates where !chosen.contains(candidate) {
        let gain = gain(of: candidate)
        if gain > (best?.gain ?? 1e-6) { best = (candidate, gain) }
      }
      guard let best else { break }
      let helped = items.indices.filter { index in
        items[index].isFailing && isHelped(index, by: best.index)
      }
      near = after(best.index)
      chosen.insert(best.index)
      picked.append(Pick(item: items[best.index], helps: helped.map { items[$0].id }))
    }
    return picked
  }

  private func gain(of candidate: Int) -> Double {
    var gain = 0.0
    for index in items.indices where items[index].family != items[candidate].family {
      let sight = similarity.cosine(candidate, index)
      guard sight >= Self.nearness else { continue }
      let before = near[index]
      let kin = kinship(candidate, index)
      let after = (max(before.same, sight * kin), max(before.other, sight * (1 - kin)))
      let weight = items[index].isFailing ? 1 : Self.keeping
      gain += weight * (Self.value(after.0, after.1) - Self.value(before.same, before.other))
    }
    return gain
  }

  /// 1 for queries of one shape, less for those that share most of their pieces, from which a part can be learnt.
  private func kinship(_ left: Int, _ right: Int) -> Double {
    if templates[left] == templates[right] { return 1 }
    let shared = pieces[left].intersection(pieces[right]).count
    let all = pieces[left].count + pieces[right].count - shared
    guard all > 0, shared * 2 >= all else { return 0 }
    return 0.8 * Double(shared) / Double(all)
  }

  /// What a question has of examples at these distances.
  private static func value(_ same: Double, _ other: Double) -> Double { same - 0.6 * max(0, other - same) }

  private func isHelped(_ index: Int, by candidate: Int) -> Bool {
    items[index].family != items[candidate].family
      && similarity.cosine(candidate, index) * kinship(candidate, index) > max(near[index].same, Self.nearness)
  }

  private func after(_ example: Int) -> [(same: Double, other: Double)] {
    items.indices.map { index in
      let (same, other) = near[index]
      if example < items.count, items[index].family == items[example].family { return (same, other) }
      let sight = similarity.cosine(example, index)
      let kin = kinship(example, index)
      return (max(same, sight * kin), max(other, sight * (1 - kin)))
    }
  }
}
