internal import Basics
package import Judges
package import Systems
package import Warehouses

/// Tunes a space on the train questions of an evalset: measure, diagnose, propose, screen, race, gate, record.
///
/// All state is in the journal; with an equal champion, evalset, history, settings and epoch number every method
/// comes to the same decision, asking nothing twice.
package final class Optimizer: Sendable {
  package let evalset: Evalset
  package let settings: EpochSettings
  package let evaluator: Evaluator
  let journal: any Journal
  let proposers: [any Proposer]
  /// Whether concepts may be fitted by trial, where answers are free.
  let fitsConcepts: Bool

  /// `judges` has the headline judge first; it alone decides what counts as right.
  package init(
    evalset: Evalset, system: any System, warehouse: any Warehouse, judges: [any Judge], journal: any Journal,
    settings: EpochSettings = EpochSettings(), budget: Budget = Budget(), proposers: [any Proposer]? = nil
  ) {
    self.evalset = evalset
    self.settings = settings
    self.journal = journal
    self.proposers = (proposers ?? [MineProposer(), DiffProposer(), DemonstrateProposer()]).filter {
      settings.proposers.isEmpty || settings.proposers.contains($0.name)
    }
    fitsConcepts =
      system.isRepeatable && proposers == nil
      && (settings.proposers.isEmpty || settings.proposers.contains(Fitting.origin))
    evaluator = Evaluator(
      system: system, warehouse: warehouse, judges: judges, journal: journal, budget: budget, width: settings.width)
  }
}
