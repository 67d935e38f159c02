/// Proxies and certificates as the usual environment variables give them.
package struct NetworkSettings: Sendable, Hashable {
  package var httpProxy: Secret?
  package var httpsProxy: Secret?
  /// Hosts that are reached without a proxy, comma-separated; `*` is all.
  package var noProxy: String
  /// A file of trusted certificates that replaces the system's: the first of the three variables, in curl's order.
  package var certificates: String?
  package var certificateFolder: String?

  /// Reads the variables, lower case before upper case; an empty one counts as unset.
  package init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let anywhere = value("all_proxy", "ALL_PROXY")
    httpProxy = (value("http_proxy", "HTTP_PROXY") ?? anywhere).map(Secret.init)
    httpsProxy = (value("https_proxy", "HTTPS_PROXY") ?? anywhere).map(Secret.init)
    noProxy = value("no_proxy", "NO_PROXY") ?? ""
    certificates = value("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
    certificateFolder = value("SSL_CERT_DIR")
  }

  /// The proxy for a scheme; it may hold a password.
  func proxy(for origin: Origin) -> Secret? { origin.isSecure ? httpsProxy : httpProxy }
}
