internal import Basics
package import Spaces

/// What earlier epochs found out, for the choice of clusters and so that nothing is tried again in vain.
package struct EpochHistory: Sendable, Hashable {
  package private(set) var levers = LeverHistory()
  /// Ids of patches that were tried and did not pay, or that a person refused.
  package private(set) var rejected: Set<String> = []
  /// Patches that were put to the test and not kept, as they were recorded.
  package private(set) var tried: [Patch] = []

  package init() {}

  /// From the records of all epochs *before* the one that is about to run, in any order.
  package init(_ records: [PatchRecord]) {
    for record in records {
      switch record.fate {
      case .accepted: levers.count(record.patch.lever, accepted: true)
      case .rejected, .rolledBack:
        levers.count(record.patch.lever, accepted: false)
        rejected.insert(record.patch.id.hex)
      case .refused: rejected.insert(record.patch.id.hex)
      case .raced: levers.count(record.patch.lever, accepted: false)
      case .proposed, .screenedOut: continue
      }
      if record.fate != .accepted { tried.append(record.patch) }
    }
  }

  /// A hash over all that a decision can depend on.
  var hash: ContentHash {
    let counts = Lever.allCases.map { "\($0.rawValue):\(levers.accepted($0)):\(levers.rejected($0))" }
    return ContentHash(of: JSON.strings(counts + rejected.sorted()).bytes)
  }
}
