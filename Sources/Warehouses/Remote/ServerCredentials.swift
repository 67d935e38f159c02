package import HTTP

internal import FoundationEssentials

/// How a server comes to know the caller. Nothing of it is kept anywhere else or shown.
package struct ServerCredentials: Sendable {
  /// The field to send; asked again with `isRenewal` where the server refused the last one.
  let field: @Sendable (_ isRenewal: Bool) async throws(WarehouseError) -> HTTPRequest.SecretField?
  /// Whether another attempt may bring another secret.
  let isRenewable: Bool

  /// A token from wherever it comes: an environment variable, a file, an OAuth exchange.
  package static func bearer(
    _ token: @escaping @Sendable (_ isRenewal: Bool) async throws(WarehouseError) -> Secret
  ) -> ServerCredentials {
    ServerCredentials(
      field: { (isRenewal) async throws(WarehouseError) in
        HTTPRequest.SecretField(name: "Authorization", prefix: "Bearer ", secret: try await token(isRenewal))
      }, isRenewable: true)
  }

  package static func bearer(_ token: Secret) -> ServerCredentials {
    let field = HTTPRequest.SecretField(name: "Authorization", prefix: "Bearer ", secret: token)
    return ServerCredentials(field: { (_) async throws(WarehouseError) in field }, isRenewable: false)
  }

  package static func basic(user: String, password: Secret) -> ServerCredentials {
    let text = password.withText { Data("\(user):\($0)".utf8).base64EncodedString() }
    let field = HTTPRequest.SecretField(name: "Authorization", prefix: "Basic ", secret: Secret(text))
    return ServerCredentials(field: { (_) async throws(WarehouseError) in field }, isRenewable: false)
  }
}
