internal import Basics
package import Judges
package import Spaces
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

  /// `judges` has the headline judge first; it alone decides what counts as right.
  package init(
    evalset: Evalset, system: any System, warehouse: any Warehouse, judges: [any Judge], journal: any Journal,
    settings: EpochSettings = EpochSettings(), budget: Budget = Budget(), proposers: [any Proposer]? = nil
  ) {
    self.evalset = evalset
    self.settings = settings
    self.journal = journal
    self.proposers = (proposers ?? []).filter {
      settings.proposers.isEmpty || settings.proposers.contains($0.name)
    }
    evaluator = Evaluator(
      system: system, warehouse: warehouse, judges: judges, journal: journal, budget: budget, width: settings.width)
  }

  /// One epoch: everything up to the gate, recorded.
  package func step(
    _ champion: Version, epoch: Int, history: EpochHistory = EpochHistory(), progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> EpochReport {
    throw .noProposals
  }

  /// The same epoch, stopping after the screen.
  package func suggest(
    _ champion: Version, epoch: Int, history: EpochHistory = EpochHistory(), progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> [Proposal] {
    throw .noProposals
  }

  /// Applies proposals as a person chose them, as the next version; the measured effect is in the report.
  package func accept(
    _ proposals: [Proposal], into champion: Version, epoch: Int, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> EpochReport {
    throw .noProposals
  }

  /// Records that a person does not want these, so that they are not proposed again.
  package func reject(
    _ proposals: [Proposal], epoch: Int, because reason: String = ""
  ) async throws(OptimizerError) {}

  /// Opens the sealed test split once more and compares the champion with the version that tuning started from.
  ///
  /// `looks` says how many looks at this split were taken before.
  package func certify(
    _ champion: Version, against start: Version, samples: Int = 1, looks: Int = 0, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> Certificate {
    throw .noProposals
  }
}
