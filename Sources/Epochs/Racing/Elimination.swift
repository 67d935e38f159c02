internal import Basics
internal import Spaces
internal import Systems

/// Takes patches out of a proven bundle that do not pay for their place.
struct Elimination: Sendable {
  let trial: Trial
  let champion: Space

  /// How many patches are left out by way of trial.
  private static let trials = 24

  /// The bundle without what could be left out, and the candidates that were, one for each patch.
  ///
  /// What a system says of its inputs tells which patches a question could see at all. A patch that no question saw
  /// that the bundle won is left out. Those that many questions saw in vain, lost or still wrong, are left out in turn,
  /// and stay out unless that costs more than it gains. A flag that was set
  /// for all columns of a kind stays unless leaving it out surely gains: what train does not exercise, other questions
  /// may.
  func prune(_ contenders: [Contender]) async throws(OptimizerError) -> (kept: [Contender], dropped: [Contender]) {
    let parts = contenders.flatMap { contender in
      contender.candidate.split.map { Contender(candidate: $0, tally: contender.tally, decision: contender.decision) }
    }
    let seen = try await sightings(parts)
    // A system that names no part in this way leaves every patch to be tried.
    let isTelling = seen.contains { $0 != Duels.Tally() }
    var kept: [Contender] = []
    var dropped: [Contender] = []
    var doubtful: [Contender] = []
    for (index, part) in parts.enumerated() {
      var part = part
      part.tally = seen[index]
      guard !isTelling || part.tally.wins > 0 || part.candidate.isFlag else {
        dropped.append(part)
        continue
      }
      kept.append(part)
      if !isTelling || part.tally.losses + part.tally.ties > 0 { doubtful.append(part) }
    }
    doubtful.sort { ($1.blame, $0.candidate.cluster) < ($0.blame, $1.candidate.cluster) }
    for part in doubtful.prefix(isTelling ? Self.trials : doubtful.count) where kept.count > 1 {
      let rest = kept.filter { $0.candidate.identity != part.candidate.identity }
      let (smaller, larger) = (whole(rest), whole(kept))
      let asked = try await trial.affected(smaller, larger, among: trial.questions)
      let tally = try await trial.duels(smaller, larger, on: asked).byQuestion
      guard part.candidate.isFlag ? tally.posterior.confidence < 0.15 : tally.wins <= tally.losses else { continue }
      dropped.append(part)
      kept = rest
    }
    return (kept, dropped)
  }

  /// For each part of the bundle: the questions won, lost and still wrong (as ties) that could see it.
  private func sightings(_ parts: [Contender]) async throws(OptimizerError) -> [Duels.Tally] {
    let bundle = whole(parts)
    let asked = try await trial.affected(champion, bundle, among: trial.questions)
    let duels = try await trial.duels(champion, bundle, on: asked)
    let inputs = try await trial.evaluator.lens(bundle).inputs(asked)
    // A system that repeats itself tells parts as fine as patches; others show a table, a column or a text whole.
    let isFine = trial.evaluator.system.isRepeatable
    let names = parts.map { part in
      part.candidate.patches.reduce(into: Set<String>()) { $0.formUnion(isFine ? $1.parts : $1.parts.union($1.wholes)) }
    }
    var tallies = Array(repeating: Duels.Tally(), count: parts.count)
    for duel in duels.duels {
      let visible = Set((inputs[duel.question]?.parts ?? []).map { $0.lowercased() })
      for index in parts.indices where !visible.isDisjoint(with: names[index]) {
        if duel.gain != 0 || duel.champion != 1 { tallies[index].count(duel.gain) }
      }
    }
    return tallies
  }

  private func whole(_ contenders: [Contender]) -> Space {
    Composer.apply(contenders.flatMap(\.candidate.patches), to: champion, limits: trial.limits).space
  }
}

extension Patch {
  /// By which names a system's inputs may refer to what the patch changes, in lower case.
  var parts: Set<String> {
    let object: String
    switch target {
    case .space: object = payload.elementID
    case .table(let table): object = lastPart(of: table)
    case .column(let table, let column): object = lastPart(of: table) + "." + column
    case .element(let id): object = id
    }
    let kinds: [String] =
      switch lever {
      case .textInstruction: ["instruction"]
      case .tableDescription, .columnDescription: ["description"]
      case .synonym: ["synonym"]
      case .exclude: ["table"]
      case .formatAssistance: ["format"]
      case .entityMatching: ["values"]
      case .example: ["example"]
      case .join: ["join"]
      case .filter: ["filter"]
      case .expression: ["expression"]
      case .measure: ["measure"]
      case .function: ["function"]
      case .sampleQuestion: ["sample"]
      case .prompt: ["prompt"]
      }
    return Set(kinds.map { ($0 + ":" + object).lowercased() })
  }
}

extension Patch {
  /// By which names a system's inputs may refer to what the patch changes a part of, in lower case.
  var wholes: Set<String> {
    let names: [String] =
      switch target {
      case .space, .element:
        switch lever {
        case .textInstruction: ["text"]
        case .filter, .expression, .measure: ["snippet:" + payload.elementID]
        default: []
        }
      case .table(let table): ["table:" + table, "table:" + lastPart(of: table)]
      case .column(let table, let column): ["column:\(table).\(column)", "table:" + lastPart(of: table)]
      }
    return Set(names.map { $0.lowercased() })
  }
}

extension Patch.Payload {
  fileprivate var elementID: String {
    switch self {
    case .example(let element): element.id
    case .join(let element): element.id
    case .snippet(let element): element.id
    case .function(let element): element.id
    case .question(let element): element.id
    case .none, .text, .line, .word, .flag, .flags: ""
    }
  }
}
