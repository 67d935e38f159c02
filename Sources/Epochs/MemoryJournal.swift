package import Basics
package import Spaces

/// A journal that lives as long as the process: for tests, and for sessions without a store.
package actor MemoryJournal: Journal {
  private var evaluations: [EvaluationKey: Evaluation] = [:]
  private var epochs: [Int: EpochStart] = [:]
  private var looks: [(look: Look, number: Int, isOpen: Bool)] = []
  /// By number.
  package private(set) var versions: [Version]
  package private(set) var fates: [Int: [PatchRecord]] = [:]
  package private(set) var outcomes: [EpochOutcome] = []
  package private(set) var runs: [RunRecord] = []
  package private(set) var lookResults: [Int: JSON] = [:]

  package init(start: Space? = nil) {
    versions = start.map { [Version(number: 0, space: $0)] } ?? []
  }

  package func lookup(_ keys: [EvaluationKey]) -> [Evaluation?] { keys.map { evaluations[$0] } }

  package func record(_ new: [(key: EvaluationKey, evaluation: Evaluation)]) {
    for (key, evaluation) in new where evaluations[key]?.isFinal != true {
      evaluations[key] = evaluation
    }
  }

  package func begin(_ epoch: EpochStart) { epochs[epoch.number] = epoch }

  package func record(_ new: [PatchRecord], epoch: Int) {
    for record in new {
      let known = fates[epoch, default: []].contains { $0.patch.id == record.patch.id && $0.fate == record.fate }
      if !known { fates[epoch, default: []].append(record) }
    }
  }

  package func finish(_ outcome: EpochOutcome) -> Version? {
    let isKnown = outcomes.contains { $0.number == outcome.number }
    if !isKnown { outcomes.append(outcome) }
    guard let space = outcome.space else { return nil }
    let hash = space.hash
    if let known = versions.first(where: { $0.hash == hash }) { return known }
    let version = Version(
      number: versions.count, space: space, parent: epochs[outcome.number]?.champion, patches: outcome.patches)
    versions.append(version)
    return version
  }

  package func record(_ run: RunRecord) {
    guard let index = runs.firstIndex(where: { $0.id == run.id }) else { return runs.append(run) }
    runs[index].summary = run.summary
  }

  package func openLook(_ look: Look) -> Int {
    if let known = looks.first(where: { $0.look == look && $0.isOpen }) { return known.number }
    let number = looks.count { $0.look.evalset == look.evalset && $0.look.split == look.split } + 1
    looks.append((look, number, true))
    return number
  }

  package func closeLook(_ number: Int, result: JSON) {
    guard let index = looks.lastIndex(where: { $0.number == number && $0.isOpen }) else { return }
    looks[index].isOpen = false
    lookResults[number] = result
  }
}
