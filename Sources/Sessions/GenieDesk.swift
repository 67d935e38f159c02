internal import Databricks
internal import FoundationEssentials
internal import HTTP
internal import Language
internal import Platform
internal import Spaces
internal import Systems
internal import Warehouses

/// A Genie space that a session works on: the workspace, the space as it was found, and the shadows that are asked.
struct GenieDesk {
  let spaces: GenieSpaces
  let original: GenieSpace
  let shadows: ShadowSpaces
  let pacer: Pacer

  init(_ original: GenieSpace, in spaces: GenieSpaces, _ settings: SessionSettings, clock: any Clock<Duration>) {
    self.spaces = spaces
    self.original = original
    let wait = Duration.seconds(settings.genieWait)
    shadows = ShadowSpaces(
      of: original, in: spaces,
      settings: ShadowSpaces.Settings(
        count: settings.genieShadows, propagation: wait, propagationOfValues: wait * 3))
    pacer = Pacer(questions: settings.geniePace > 0 ? Double(settings.geniePace) : nil, clock: clock)
  }

  func system(on warehouse: any Warehouse) -> GenieSystem {
    GenieSystem(GenieConversations(spaces.workspace), shadows: shadows, warehouse: warehouse, pacer: pacer)
  }
}

/// The id in `genie:ID`; `nil` for another address.
func genieID(_ address: String) -> String? {
  guard address.hasPrefix("genie:") else { return nil }
  return String(address.dropFirst("genie:".count))
}

extension Session {
  /// The spaces of the workspace that the environment or a profile names.
  func genieSpaces(_ command: Command) throws -> GenieSpaces {
    let configuration = try configuration(profile: command.text("profile"))
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
