package import HTTP

/// Where a workspace is and how to be let in.
///
/// Documented precedence: what is given beats the environment, which beats a profile; the file is read only where a
/// profile is named or the host or the way in is still missing.
package struct Configuration: Sendable {
  package let host: String
  package let credentials: Credentials
  /// The SQL warehouse that the configuration names, if it does.
  package let warehouse: String?

  /// `file` gives the text of a configuration file, `nil` where there is none.
  package init(
    host: String? = nil, profile: String? = nil, environment: [String: String],
    file: (_ path: String) throws(ConfigurationError) -> String?
  ) throws(ConfigurationError) {
    let given = host.map { ["host": $0] } ?? [:]
    let inherited = Self.keys.reduce(into: [String: String]()) { values, key in
      if let value = environment["DATABRICKS_" + key.uppercased()], !value.isEmpty { values[key] = value }
    }
    var values = inherited.merging(given) { _, given in given }
    let named = profile ?? environment["DATABRICKS_CONFIG_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
    if named != nil || values["host"] == nil || Self.kinds(values).isEmpty {
      let path = environment["DATABRICKS_CONFIG_FILE"] ?? (environment["HOME"] ?? "") + "/.databrickscfg"
      let section = try Self.section(named, path, try file(path))
      // A profile fills in what is missing; its way in only where there is none.
      let hasWayIn = !Self.kinds(values).isEmpty
      for (key, value) in section where values[key] == nil && !(hasWayIn && Self.secretKeys.contains(key)) {
        values[key] = value
      }
    }
    guard let host = values["host"] else { throw .noHost }
    self.host = try Self.normalized(host)
    credentials = try Self.credentials(values)
    warehouse = values["warehouse_id"]
  }

  private static let keys = ["host", "token", "client_id", "client_secret", "auth_type", "warehouse_id"]
  private static let secretKeys: Set = ["token", "client_id", "client_secret", "auth_type"]

  private static func section(
    _ named: String?, _ path: String, _ text: String?
  ) throws(ConfigurationError) -> [String: String] {
    guard let text else {
      if let named { throw .noProfile(named, path: path, known: []) }
      return [:]
    }
    let file = ConfigurationFile(text)
    guard let section = file.profiles[named ?? "DEFAULT"] else {
      if let named { throw .noProfile(named, path: path, known: file.names) }
      return [:]
    }
    return section.filter { !$0.value.isEmpty }
  }

  private static func kinds(_ values: [String: String]) -> [String] {
    (values["token"] == nil ? [] : ["pat"])
      + (values["client_id"] == nil || values["client_secret"] == nil ? [] : ["oauth-m2m"])
  }

  private static func credentials(_ values: [String: String]) throws(ConfigurationError) -> Credentials {
    let kinds = kinds(values)
    let wanted = values["auth_type"]
    if let wanted, !["pat", "oauth-m2m"].contains(wanted) { throw .unsupported(authentication: wanted) }
    if wanted == nil, kinds.count > 1 { throw .severalMethods(kinds) }
    guard let kind = wanted ?? kinds.first, kinds.contains(kind) else { throw .noCredentials(wanted: wanted) }
    if kind == "pat" { return .token(Secret(values["token"] ?? "")) }
    return .clientSecret(id: values["client_id"] ?? "", Secret(values["client_secret"] ?? ""))
  }

  /// `https://host` without what may stand behind it; http only for a server on this machine.
  private static func normalized(_ host: String) throws(ConfigurationError) -> String {
    let address = host.contains("://") ? host : "https://" + host
    let origin: Origin
    do { origin = try Origin(of: address) } catch { throw .badHost(host) }
    let isLocal = ["127.0.0.1", "localhost", "[::1]"].contains(origin.host)
    guard origin.isSecure || isLocal else { throw .insecure(host: origin.host) }
    return origin.description
  }
}

/// How to be let in.
package enum Credentials: Sendable, Hashable {
  /// A personal access token.
  case token(Secret)
  /// OAuth for a machine: an id and a secret of a service principal.
  case clientSecret(id: String, Secret)
}

/// Why no workspace is configured.
package enum ConfigurationError: Error, Sendable, Hashable {
  case noHost
  case badHost(String)
  /// A secret is not sent in the clear.
  case insecure(host: String)
  case noCredentials(wanted: String?)
  case severalMethods([String])
  case unsupported(authentication: String)
  case noProfile(String, path: String, known: [String])
  case unreadable(path: String, reason: String)

  package var sentence: String {
    switch self {
    case .noHost: "no workspace is named"
    case .badHost(let host): "‘\(host)’ is not the address of a workspace"
    case .insecure(let host): "\(host) is to be reached over https only, because a secret is sent"
    case .noCredentials(nil): "there is no token and no client secret"
    case .noCredentials(let wanted?): "what \(wanted) needs is not configured"
    case .severalMethods(let kinds):
      "more than one authorization method is configured: " + kinds.joined(separator: ", ")
    case .unsupported(let kind): "the authorization method ‘\(kind)’ is not known here"
    case .noProfile(let name, let path, _): "\(path) has no profile ‘\(name)’"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    }
  }

  package var hint: String {
    switch self {
    case .noHost, .badHost: "set DATABRICKS_HOST, or write it into ~/.databrickscfg"
    case .insecure: "write https:// before it"
    case .noCredentials: "set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET"
    case .severalMethods: "unset one of them, or set DATABRICKS_AUTH_TYPE to pat or oauth-m2m"
    case .unsupported: "pat and oauth-m2m are"
    case .noProfile(_, _, let known):
      known.isEmpty ? "write one, or set DATABRICKS_CONFIG_FILE" : "it has " + known.joined(separator: ", ")
    case .unreadable: "look at its permissions"
    }
  }
}
