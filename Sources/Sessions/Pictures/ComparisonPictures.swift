internal import Basics
internal import Displays
internal import Epochs
internal import Spaces
internal import Statistics

extension Pictures {
  /// Two versions on the same questions: never two rates without wins, losses and ties.
  static func comparison(_ before: RunReport, _ after: RunReport, seed: Int) -> Page {
    var (wins, losses, ties) = (0, 0, 0)
    var changed: [[Table.Cell]] = []
    var gains: [(family: String, value: Double?)] = []
    for question in before.questions {
      guard let old = before.results.share(question.id), let new = after.results.share(question.id) else { continue }
      gains.append((question.family, new - old))
      if new > old { wins += 1 } else if new < old { losses += 1 } else { ties += 1 }
      guard new != old else { continue }
      changed.append([
        Table.Cell(question.id, .strong), Table.Cell(new > old ? "won" : "lost", new > old ? .good : .bad),
        Table.Cell(question.text),
      ])
    }
    let counts = PairedCounts(wins: wins, losses: losses, ties: ties)
    let n = wins + losses + ties
    let discordance = n > 0 ? Double(wins + losses) / Double(n) : 0
    var facts = [
      Page.Fact(before.version.name, rate(before.right, before.counted)),
      Page.Fact(after.version.name, rate(after.right, after.counted)),
      Page.Fact("questions", "\(wins) won, \(losses) lost, \(ties) unchanged"),
      Page.Fact("p", "\(fixed(counts.exactP, 4)) (McNemar, exact, two-sided)"),
    ]
    let families = families(gains)
    var generator = SeededGenerator(seed: UInt64(clamping: seed), purpose: "compare")
    if let found = clusterBootstrap(families, using: &generator) {
      let (low, high) = (found.interval.low, found.interval.high)
      facts.insert(
        Page.Fact(
          "difference",
          "\(points(found.value)), 95 % interval \(points(low)) to \(points(high)) (bootstrap over families)"),
        at: 3)
    }
    if families.contains(where: { $0.count > 1 }) {
      var flips = SeededGenerator(seed: UInt64(clamping: seed), purpose: "compare sign flips")
      let p = signFlipP(families.map { $0.reduce(0, +) }, using: &flips)
      facts.append(Page.Fact("p by families", "\(fixed(p, 4)) (signs of whole families flipped, two-sided)"))
    }
    if n < before.questions.count {
      let missing = counted(before.questions.count - n, "question")
      facts.append(Page.Fact("left out", "\(missing) that infrastructure or a judge failed in either"))
    }
    let effect = minimumDetectableEffect(pairs: n, discordance: max(discordance, 0.05))
    facts.append(
      Page.Fact(
        "could detect",
        effect.map { "\(points($0)) with 80 % power, at this n and rate of change" }
          ?? "nothing with 80 % power: too few questions"))
    return Page([
      .heading("\(before.version.name) and \(after.version.name) on \(before.split.rawValue)"), .facts(facts),
      .table(Table("Changed", columns: [.init("id"), .init("fate"), .init("question")], rows: changed, shown: 20)),
    ])
  }
}
