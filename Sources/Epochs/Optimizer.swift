internal import Basics
package import Judges
package import Models
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
  /// The system on which concepts are fitted by trial, because its answers are free; what was fitted is proven on
  /// the one that is tuned.
  let rehearsal: (any System)?
  /// The model that is asked for the causes of failures.
  let introspector: (any ChatModel)?

  /// `judges` has the headline judge first; it alone decides what counts as right. `surrogate`: a repeatable system to
  /// fit concepts on where the answers of `system` cost something. `introspector`: a model that gives JSON where JSON is
  /// asked for; without one nobody is asked for causes.
  package init(
    evalset: Evalset, system: any System, warehouse: any Warehouse, judges: [any Judge], journal: any Journal,
    settings: EpochSettings = EpochSettings(), budget: Budget = Budget(), proposers: [any Proposer]? = nil,
    surrogate: (any System)? = nil, introspector: (any ChatModel)? = nil
  ) {
    self.evalset = evalset
    self.settings = settings
    self.journal = journal
    self.proposers = (proposers ?? [MineProposer(), DiffProposer(), DemonstrateProposer()]).filter {
      settings.proposers.isEmpty || settings.proposers.contains($0.name)
    }
    let mayFit =
      proposers == nil && (settings.proposers.isEmpty || settings.proposers.contains(Fitting.origin))
    rehearsal = !mayFit ? nil : system.isRepeatable ? system : surrogate
    let mayAsk = settings.proposers.isEmpty || settings.proposers.contains(Introspection.origin)
    self.introspector = mayAsk && settings.causes > 0 ? introspector : nil
    evaluator = Evaluator(
      system: system, warehouse: warehouse, judges: judges, journal: journal, budget: budget, width: settings.width)
  }
}
