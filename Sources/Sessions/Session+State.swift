internal import Basics
internal import Databricks
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Models
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

/// What effects need to have in hand, or a refusal that says how to get it.
extension Session {
  func currentConnection() throws(SessionError) -> any Warehouse {
    guard let connection = bench.connection else { throw .noConnection }
    return connection
  }

  func connection(_ name: String?, at places: [String]) throws(SessionError) -> any Warehouse {
    guard let name else { return try currentConnection() }
    return try connected(name, at: places).warehouse
  }

  func connected(_ name: String?, at places: [String]) throws(SessionError) -> ConnectedWarehouse {
    guard let name else {
      guard let connection = bench.currentConnection else { throw .noConnection }
      return connection
    }
    guard let found = bench.connections.first(where: { $0.name == name }) else {
      throw .unknown(.connection, name, known: bench.connections.map(\.name), at: places)
    }
    return found
  }

  func currentVersion() throws(SessionError) -> Version {
    guard let version = bench.version else { throw .noSpace }
    return version
  }

  func currentEvalset() throws(SessionError) -> Evalset {
    guard let evalset = bench.evalset else { throw .noEvals }
    return evalset
  }

  /// The version that a parameter names, or the current one.
  func version(_ command: Command, _ parameter: String) async throws -> Version {
    guard let name = command.text(parameter) else { return try currentVersion() }
    let versions = try await openStore(nil).versions()
    guard let found = versions.last(where: { $0.name == name || "\($0.number)" == name }) else {
      throw SessionError.unknown(.version, name, known: versions.map(\.name), at: [parameter])
    }
    return found
  }

  func split(_ command: Command) -> Split { command.text("on").flatMap(Split.init(rawValue:)) ?? .validation }

  /// The optimizer over what is in hand.
  ///
  /// `native`: the platform evaluates these questions itself, and its verdict is one more; `watch` hears how far it is.
  func optimizer(
    _ settings: EpochSettings, on screen: Screen, evalset: Evalset, native: [Question]? = nil,
    watch: (@Sendable (GenieEvaluations.Progress) -> Void)? = nil
  ) async throws -> Optimizer {
    let system: any System
    if let native {
      guard bench.systemKind == .genie else { throw SessionError.notGenieSystem }
      system = try await genieDesk().evaluation(of: native, on: try answering(), watch: watch)
    } else {
      system = try await currentSystem()
    }
    return Optimizer(
      evalset: evalset, system: system, warehouse: try currentConnection(),
      judges: bench.judges.judges + (native == nil ? [] : [PlatformJudge()]),
      journal: try await openStore(screen), settings: settings, budget: bench.budget,
      surrogate: bench.connection is SQLiteWarehouse ? try embedded() : nil,
      introspector: bench.chatModel(for: .propose))
  }

  func epochSettings(_ command: Command) -> EpochSettings {
    let seed = command.isGiven("seed") ? command.int("seed") ?? 1 : bench.settings.seed
    var settings = EpochSettings(seed: UInt64(clamping: seed))
    settings.width = bench.settings.parallel
    settings.causes = bench.settings.causes
    // A system that repeats itself exactly says all in one sample, and its answers are free.
    if bench.systemKind == .embedded {
      settings.samples = 1
      settings.clusters = 64
    }
    if command.isGiven("clusters"), let clusters = command.int("clusters") { settings.clusters = clusters }
    return settings
  }

  /// The store in use; where none was chosen, one that lasts as long as the session.
  @discardableResult
  func openStore(_ screen: Screen?) async throws -> Store {
    if let store = bench.store { return store }
    let store = try Store(path: nil)
    bench.store = store
    return store
  }

  /// Writes down what is in hand, so that `use store` finds it again.
  func remember() async throws {
    guard let store = bench.store else { return }
    let connections = bench.connections.map { $0.address.json(named: $0.name) }
    try await store.setState([
      "connections": JSON.array(connections).text, "connection": bench.connectionName,
      "version": bench.version.map { String($0.number) }, "start": bench.start.map { String($0.number) },
      "settings": bench.settings.record.text, "models": bench.models.record?.text,
      "budget": bench.models.capsRecord?.text, "system": bench.systemKind.rawValue,
      "genie": bench.genieAddress?.record.text,
    ])
  }

  /// Takes up what an earlier session left in the store; what is gone since is passed over.
  func recall() async throws {
    guard let store = bench.store else { return }
    let saved = try await store.state("connections").flatMap { try? JSON(parsing: $0) }
    for entry in saved?.arrayValue ?? [] {
      guard let name = entry["name"]?.stringValue, let address = ConnectionAddress(entry),
        !bench.connections.contains(where: { $0.name == name }),
        let warehouse = try? warehouse(at: address, named: name)
      else { continue }
      bench.connections.append(ConnectedWarehouse(warehouse: warehouse, address: address))
    }
    if bench.connectionName == nil, let name = try await store.state("connection"),
      bench.connections.contains(where: { $0.name == name })
    {
      bench.connectionName = name
    }
    let versions = try await store.versions()
    let current = try await store.state("version").flatMap { Int($0) }
    let start = try await store.state("start").flatMap { Int($0) }
    bench.version = versions.first { $0.number == current } ?? versions.last
    bench.start = versions.first { $0.number == start } ?? versions.first
    bench.evalset = try await store.evalset()
    try await recallModels()
    if let saved = try await store.state("settings").flatMap({ try? JSON(parsing: $0) }) {
      bench.settings.take(saved, except: bench.givenSettings)
    }
    if bench.genieAddress == nil, let saved = try await store.state("genie").flatMap({ try? JSON(parsing: $0) }) {
      bench.genieAddress = GenieAddress(saved)
    }
    if !bench.isSystemChosen, let kind = try await store.state("system").flatMap(SystemKind.init(rawValue:)) {
      bench.systemKind = kind
    }
  }
}
