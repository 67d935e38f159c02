internal import Glibc
package import HTTP

/// Why there is no key to send.
package enum CredentialError: Error, Sendable, Hashable, CustomStringConvertible {
  case unset(variable: String)
  /// A source of keys other than the environment failed; the words hold none of them.
  case unavailable(reason: String)

  package var description: String {
    switch self {
    case .unset(let variable): "The environment variable \(variable), which should hold the key, is not set."
    case .unavailable(let reason): "There is no key to be had: \(reason)."
    }
  }
}

/// Where a key comes from, asked at each sending and never kept.
package protocol Credential: Sendable {
  func secret() async throws(CredentialError) -> Secret
}

/// A key in an environment variable.
package struct EnvironmentCredential: Credential {
  package let variable: String
  private let look: @Sendable (String) -> String?

  /// Looks in the process's environment unless told otherwise.
  package init(variable: String, look: (@Sendable (String) -> String?)? = nil) {
    self.variable = variable
    self.look = look ?? { name in getenv(name).map { String(cString: $0) } }
  }

  package func secret() throws(CredentialError) -> Secret {
    let text = look(variable)?.drop { $0.isWhitespace } ?? ""
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { throw .unset(variable: variable) }
    return Secret(String(text[...last]))
  }
}
