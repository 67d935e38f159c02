internal import Basics
internal import Epochs
internal import HTTP
internal import Judges
internal import Models
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

/// What a session has in hand.
struct Workbench {
  var store: Store?
  /// In the order they were connected.
  var connections: [ConnectedWarehouse] = []
  var connectionName: String?
  var systemKind = SystemKind.embedded
  /// Whether a person chose the system in this session.
  var isSystemChosen = false
  /// Both over the connection in use, made when they are needed.
  var embedded: EmbeddedSystem?
  var answering: CachingWarehouse?
  /// The Genie space that is tuned, and what it takes to ask it; made when it is needed.
  var genieAddress: GenieAddress?
  var genie: GenieDesk?
  var client: HTTPClient?
  var models: ModelDesk
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
  /// The settings that were set in this session; a store does not overrule them.
  var givenSettings: Set<String> = []
  var budget = Budget()
  /// What `suggest` left for a person to decide, and the epoch it belongs to.
  var proposals: [Proposal] = []
  var proposalEpoch = 0
  /// What the diagnostics commands keep.
  var kept: [String: String] = [:]

  init(environment: [String: String] = [:]) {
    models = ModelDesk(environment: environment)
    expected = ExpectedResults()
    judges = .builtIn(expected)
  }

  /// The model that has a role: it pays from the session's purse, and asks nothing twice. `nil` where none was chosen.
  func chatModel(for role: ModelRole) -> (any ChatModel)? { models.chatModel(for: role) }

  var connection: (any Warehouse)? { currentConnection?.warehouse }

  var currentConnection: ConnectedWarehouse? { connections.first { $0.name == connectionName } }
}
