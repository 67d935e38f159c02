internal import Basics
internal import Epochs
internal import HTTP
internal import Judges
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

/// What a session has in hand.
struct Workbench {
  var store: Store?
  /// In the order they were connected.
  var connections: [SQLiteWarehouse] = []
  var connectionName: String?
  var system: (any System)?
  var genie: GenieDesk?
  var client: HTTPClient?
  var evalset: Evalset?
  /// What `ask` and `run` use.
  var version: Version?
  /// What certification compares with: the version that was loaded.
  var start: Version?
  /// What expected statements return, for all judges.
  let expected: ExpectedResults
  /// The judges of every answer, the headline judge first.
  var judges: JudgeRegistry
  var settings = SessionSettings()
  var budget = Budget()
  /// What `suggest` left for a person to decide, and the epoch it belongs to.
  var proposals: [Proposal] = []
  var proposalEpoch = 0
  /// What the diagnostics commands keep.
  var kept: [String: String] = [:]

  init() {
    expected = ExpectedResults()
    judges = .builtIn(expected)
  }

  var connection: SQLiteWarehouse? { connections.first { $0.name == connectionName } }
}
