extension HTTPError: CustomStringConvertible {
  /// One sentence for a user; it names the server and never what was sent to it.
  package var description: String {
    switch self {
    case .badURL(let reason): "The URL cannot be used: \(reason)."
    case .badField(let name): "The field \(name) cannot be sent: it holds a line break or a control character."
    case .unknownHost(let origin): "The name \(origin.host) has no address; check the URL and the network."
    case .refused(let origin, let reason): "\(origin) does not accept connections: \(reason)."
    case .tls(let origin, let reason):
      "No secure connection to \(origin): \(reason). A private authority's certificates go into the file that the "
        + "first one set of CURL_CA_BUNDLE, REQUESTS_CA_BUNDLE and SSL_CERT_FILE names."
    case .proxy(let reason): "The proxy cannot be used: \(reason)."
    case .timeout(let limit, let origin): "\(origin) \(limit.words)."
    case .cut(let origin, let received): "\(origin) ended the connection in the middle, after \(received) bytes."
    case .tooLarge(let origin, let cap): "\(origin) sent more than the \(cap) bytes allowed."
    case .tooManyRedirections(let origin, let count): "\(origin) redirects on and on; stopped after \(count)."
    case .unsafeRedirection(let origin): "\(origin) redirects from https to plain http, which is not followed."
    case .malformed(let origin, let reason): "\(origin) does not answer as HTTP: \(reason)."
    case .cancelled: "Stopped before the answer came."
    case .other(let origin, let reason): "The transfer with \(origin) failed: \(reason)."
    }
  }
}

extension HTTPError.Limit {
  fileprivate var words: String {
    switch self {
    case .connect: "did not accept a connection in time"
    case .firstByte: "did not begin to answer in time"
    case .idle: "fell silent in the middle of its answer"
    case .total: "did not finish its answer in time"
    }
  }
}
