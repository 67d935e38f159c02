internal import Basics
internal import HTTP

extension WarehouseError {
  /// What a failed transfer means for whoever ran a statement.
  init(_ error: HTTPError) {
    switch error {
    case .cancelled: self = .cancelled
    case .tooLarge(_, let cap): self = .tooLarge(what: "the result takes more than \(cap >> 20) MB")
    default: self = .unavailable(message: Self.clause(error.description))
    }
  }

  /// What an answer with a bad status means; of its body only the server's own message is told.
  init(_ response: HTTPResponse, from url: String) {
    let server = (try? Origin(of: url))?.description ?? "the server"
    let told = Self.message(in: response).map { ": \($0)" } ?? ""
    switch response.status {
    case 401: self = .unavailable(message: "\(server) does not accept the credentials\(told)")
    case 403: self = .unavailable(message: "\(server) does not permit it with these credentials\(told)")
    case 404: self = .unavailable(message: "\(server) knows nothing at this address\(told)")
    case 429: self = .unavailable(message: "\(server) is asked too often\(told)")
    case 503: self = .unavailable(message: "\(server) is not ready\(told)")
    default: self = .unavailable(message: "\(server) answers with status \(response.status)\(told)")
    }
  }

  private static func message(in response: HTTPResponse) -> String? {
    if let told = response.headers["X-Thriftserver-Error-Message"] ?? response.headers["X-Databricks-Reason-Phrase"] {
      return shortened(told)
    }
    guard let body = try? JSON(parsing: response.body) else { return nil }
    let message = body["message"]?.stringValue ?? body["error_description"]?.stringValue ?? body["error"]?.stringValue
    return (message ?? body["error_code"]?.stringValue).map { shortened($0) }
  }

  /// A server's message on one line, without a stop at its end.
  static func shortened(_ text: String, to length: Int = 300) -> String {
    let words = text.unicodeScalars.split { $0.value <= 0x20 || $0.value == 0x7F }
    let line = words.map { String($0) }.joined(separator: " ")
    return clause(line.count > length ? line.prefix(length) + "…" : line)
  }

  private static func clause(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
