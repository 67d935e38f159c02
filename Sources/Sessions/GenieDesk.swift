internal import Basics
internal import Databricks
internal import Epochs
internal import FoundationEssentials
internal import HTTP
internal import Judges
internal import Language
internal import Platform
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

/// Where a Genie space is found again: never with a host, which a store that others wrote could send tokens to.
struct GenieAddress: Hashable {
  var id: String
  var profile: String?

  init(_ id: String, profile: String?) { (self.id, self.profile) = (id, profile) }

  init?(_ record: JSON) {
    guard let id = record["space"]?.stringValue else { return nil }
    self.init(id, profile: record["profile"]?.stringValue)
  }

  var record: JSON { ["space": .string(id), "profile": profile.map { .string($0) } ?? .null] }
}

/// A Genie space that a session works on: the workspace, the space as it was found, and the shadows that are asked.
struct GenieDesk {
  let spaces: GenieSpaces
  let original: GenieSpace
  let shadows: ShadowSpaces
  let ledger: any GenieLedger
  let pacer: Pacer

  /// `owner`: who finds the shadows again.
  init(
    _ original: GenieSpace, in spaces: GenieSpaces, owner: String, ledger: any GenieLedger,
    _ settings: SessionSettings, clock: any Clock<Duration>
  ) {
    self.spaces = spaces
    self.original = original
    self.ledger = ledger
    let wait = Duration.seconds(settings.genieWait)
    shadows = ShadowSpaces(
      of: original, in: spaces, owner: owner, ledger: ledger,
      settings: ShadowSpaces.Settings(
        count: settings.genieShadows, propagation: wait, propagationOfValues: wait * 3))
    pacer = Pacer(questions: settings.geniePace > 0 ? Double(settings.geniePace) : nil, clock: clock)
  }

  /// The platform's own evaluation of some questions.
  func evaluation(
    of questions: [Question], on warehouse: any Warehouse, watch: (@Sendable (GenieEvaluations.Progress) -> Void)?
  ) -> GenieEvaluationSystem {
    let benchmarks = questions.compactMap { question in
      question.expectation.sql.map { GenieEvaluationSystem.Benchmark(question.ask(), sql: $0) }
    }
    return GenieEvaluationSystem(
      benchmarks, shadows: shadows, ledger: ledger, warehouse: warehouse, watch: watch)
  }

  func system(on warehouse: any Warehouse) -> GenieSystem {
    GenieSystem(shadows: shadows, ledger: ledger, warehouse: warehouse, pacer: pacer)
  }
}

/// The id in `genie:ID`; `nil` for another address.
func genieID(_ address: String) -> String? {
  guard address.hasPrefix("genie:") else { return nil }
  return String(address.dropFirst("genie:".count))
}

extension Session {
  /// What it takes to ask the Genie space that is tuned; where a store named it, the workspace is connected now.
  func genieDesk() async throws -> GenieDesk {
    if let desk = bench.genie { return desk }
    guard let address = bench.genieAddress else { throw SessionError.noGenie }
    do {
      let spaces = try genieSpaces(profile: address.profile)
      return try await sitDown(at: try await spaces.pull(address.id), in: spaces)
    } catch let error as ConfigurationError {
      throw SessionError.noWayToGenie(address.id, why: error.sentence, hint: error.hint)
    }
  }

  /// Makes a space the one that is tuned, by the settings as they are now.
  @discardableResult
  func sitDown(at original: GenieSpace, in spaces: GenieSpaces) async throws -> GenieDesk {
    let store = try await openStore(nil)
    let desk = GenieDesk(
      original, in: spaces, owner: try await store.identity(), ledger: store, bench.settings, clock: clock)
    bench.genie = desk
    return desk
  }

  /// Removes the shadows that this session or a killed one before it left behind; gives up where that takes long.
  func removeShadows() async {
    guard let address = bench.genieAddress, let store = bench.store,
      let open = try? await store.openEntries(),
      open.contains(where: { $0["shadows"]?.stringValue == address.id }), let desk = try? await genieDesk()
    else { return }
    let removal = Task { try? await desk.shadows.removeAll() }
    let limit = Task { [clock] in
      try? await clock.sleep(for: .seconds(20))
      removal.cancel()
    }
    await removal.value
    limit.cancel()
  }

  /// The spaces of the workspace that the environment or a profile names.
  func genieSpaces(profile: String?) throws -> GenieSpaces {
    let configuration = try configuration(profile: profile)
    return GenieSpaces(
      Workspace(host: configuration.host, configuration.credentials, client: client(), clock: clock))
  }

  /// Where a workspace is and how to be let in, by the environment and the profiles.
  func configuration(host: String? = nil, profile: String?) throws(ConfigurationError) -> Configuration {
    try Configuration(host: host, profile: profile, environment: environment) { path throws(ConfigurationError) in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      do throws(FileError) {
        return String(decoding: try FileReader.contents(of: path), as: UTF8.self)
      } catch {
        throw .unreadable(path: path, reason: error.reason)
      }
    }
  }

  /// One client for the session: its connections are kept.
  func client() -> HTTPClient {
    if let client = bench.client { return client }
    let client = HTTPClient(environment: environment)
    bench.client = client
    return client
  }
}
