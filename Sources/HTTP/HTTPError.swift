/// Why there is no whole answer; an answer with a bad status is not an error here.
package enum HTTPError: Error, Sendable, Hashable {
  /// Which of the four limits of ``Timeouts`` ran out.
  package enum Limit: Sendable, Hashable { case connect, firstByte, idle, total }

  /// The URL cannot be used; the reason holds none of it.
  case badURL(reason: String)
  /// A field's name or value holds what would begin another field.
  case badField(name: String)
  /// The name has no address.
  case unknownHost(Origin)
  /// Nothing listens there, or there is no way to it: nothing was sent.
  case refused(Origin, reason: String)
  /// No trust, or no common language: nothing was sent.
  case tls(Origin, reason: String)
  case proxy(reason: String)
  case timeout(Limit, Origin)
  /// The connection ended before the answer did; the server may have done its work.
  case cut(Origin, received: Int)
  case tooLarge(Origin, cap: Int)
  case tooManyRedirections(Origin, count: Int)
  /// A redirection from https to http.
  case unsafeRedirection(Origin)
  /// The answer is not HTTP.
  case malformed(Origin, reason: String)
  case cancelled
  /// Something of libcurl's own.
  case other(Origin, reason: String)

  /// Whether it is certain that the server never saw the request.
  package var nothingWasSent: Bool {
    switch self {
    case .badURL, .badField, .unknownHost, .refused, .tls, .proxy, .timeout(.connect, _): true
    default: false
    }
  }
}
