internal import Databricks
internal import Displays
internal import Language
internal import Models
internal import Systems
internal import Warehouses

/// What answers questions.
enum SystemKind: String, Sendable {
  case embedded, llm, genie
}

extension Session {
  func useSystem(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let warehouse = try currentConnection()
    let kind = SystemKind(rawValue: command.text("system") ?? "") ?? .embedded
    let told: String?
    switch kind {
    case .embedded: told = nil
    case .llm:
      let model = try chatModel(for: .answer)
      told =
        "\(model.name) answers, shown \(counted(bench.settings.examples, "similar example")); its SQL runs on \(warehouse.name)."
    case .genie: told = try await openDesk(command, on: warehouse.name)
    }
    (bench.systemKind, bench.isSystemChosen) = (kind, true)
    try await remember()
    return told.map { Page([.text($0)]).bundle(width: screen.width) }
  }

  /// Makes the Genie space ready that is named, or the one that was loaded.
  private func openDesk(_ command: Command, on connection: String) async throws -> String {
    if let id = command.text("space") {
      let address = GenieAddress(id, profile: command.text("profile"))
      let spaces = try genieSpaces(profile: address.profile)
      let pulled = try await spaces.pull(id)
      if bench.genieAddress != address { await removeShadows() }
      bench.genieAddress = address
      try await sitDown(at: pulled, in: spaces)
    }
    let found = try await genieDesk()
    let pace = bench.settings.geniePace
    return "Copies of ‘\(found.original.title)’ are asked, "
      + (pace > 0 ? "at most \(counted(pace, "question")) a minute" : "as fast as they answer")
      + "; their SQL runs on \(connection)."
  }

  /// The system in use over the connection in use; `watch` sees what a model writes while it writes it.
  func currentSystem(watch: (@Sendable (ChatDelta) -> Void)? = nil) async throws -> any System {
    let warehouse = try answering()
    switch bench.systemKind {
    case .embedded: return try embedded()
    case .llm:
      let settings = LLMSettings(
        examples: bench.settings.examples, repairs: bench.settings.repairs, writes: bench.settings.writes)
      let model = try chatModel(for: .answer)
      return LLMSystem(
        model: watch.map { WatchedModel(model, watch: $0) } ?? model, warehouse: warehouse, settings: settings)
    case .genie:
      return try await genieDesk().system(on: warehouse)
    }
  }

  /// The embedded system over the connection in use; kept, because it reads the whole database.
  func embedded() throws(SessionError) -> EmbeddedSystem {
    if let system = bench.embedded { return system }
    let system = EmbeddedSystem(warehouse: try answering())
    bench.embedded = system
    return system
  }

  /// The connection in use, running nothing twice.
  func answering() throws(SessionError) -> CachingWarehouse {
    if let warehouse = bench.answering { return warehouse }
    let warehouse = CachingWarehouse(try currentConnection())
    bench.answering = warehouse
    return warehouse
  }
}
