internal import Basics
package import HTTP

/// Why a workspace gave no answer.
package enum WorkspaceError: Error, Sendable, Hashable {
  /// 401: the token is wrong or has expired.
  case unauthorized(message: String)
  case forbidden(message: String)
  case notFound(message: String)
  /// Someone changed the object meanwhile, or it exists already.
  case conflict(message: String)
  /// 429 and 503, still after several tries.
  case busy(message: String)
  /// The request was not accepted; trying again changes nothing.
  case rejected(code: String, message: String)
  /// 500 and above.
  case failed(status: Int, message: String)
  case network(HTTPError)
  /// The answer is not what the contract says.
  case malformed(what: String)
  case cancelled

  init(_ error: HTTPError) { self = error == .cancelled ? .cancelled : .network(error) }

  /// The meaning of an error's body; a known `error_code` says more than the status.
  init(status: Int, body: [UInt8], secrets: [Secret]) {
    let json = (try? JSON(parsing: body)) ?? .null
    let code = json["error_code"]?.stringValue ?? json["error"]?.stringValue ?? json["errorCode"]?.stringValue ?? ""
    let words =
      json["message"]?.stringValue ?? json["error_description"]?.stringValue ?? json["detail"]?.stringValue
      ?? json["errorSummary"]?.stringValue ?? (json == .null ? Self.plain(body) : code)
    let message = secrets.reduce(Self.shortened(words)) { $1.redacted(from: $0) }
    switch (code, status) {
    case ("RESOURCE_EXHAUSTED", _), ("REQUEST_LIMIT_EXCEEDED", _), (_, 429), (_, 503): self = .busy(message: message)
    case ("RESOURCE_DOES_NOT_EXIST", _), (_, 404): self = .notFound(message: message)
    case ("ABORTED", _), ("ALREADY_EXISTS", _), ("RESOURCE_ALREADY_EXISTS", _), (_, 409):
      self = .conflict(message: message)
    case (_, 401): self = .unauthorized(message: message)
    case (_, 403): self = .forbidden(message: message)
    case (_, 500...): self = .failed(status: status, message: message)
    case _ where words.contains("has been modified since"): self = .conflict(message: message)
    default: self = .rejected(code: code.isEmpty ? "\(status)" : code, message: message)
    }
  }

  /// How often anything is tried.
  static let tries = 6

  /// How long to wait where the workspace says so, and where it does not.
  static func pause(asked: Duration?) -> Duration { min(asked ?? .seconds(1), .seconds(300)) }

  /// Whether the same request may have another answer a little later.
  var mayPass: Bool {
    switch self {
    case .busy, .malformed: true
    case .failed(let status, _): status != 501
    case .network(let error):
      switch error {
      case .badURL, .badField, .tls, .tooLarge, .tooManyRedirections, .unsafeRedirection: false
      default: true
      }
    case .unauthorized, .forbidden, .notFound, .conflict, .rejected, .cancelled: false
    }
  }

  /// Whether the workspace may have done what it was asked although it did not say so.
  package var mayHaveHappened: Bool {
    switch self {
    case .failed, .malformed: true
    case .network(let error): !error.nothingWasSent
    default: false
    }
  }

  /// The words of a body that is no JSON; a page of HTML says nothing to a person.
  private static func plain(_ body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(2_000), as: UTF8.self).trimmed
    return text.hasPrefix("<") ? "a page of HTML" : text
  }

  private static func shortened(_ words: String) -> String {
    let line = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 300 ? line.prefix(300) + "…" : line
  }

  /// What went wrong, for a sentence that begins with who was asked.
  package var predicate: String {
    func saying(_ what: String, _ message: String) -> String { message.isEmpty ? what : "\(what): \(message)" }
    return switch self {
    case .unauthorized(let message): saying("did not take the token", message)
    case .forbidden(let message): saying("does not allow this", message)
    case .notFound(let message): saying("does not have this", message)
    case .conflict(let message): saying("has another state than expected", message)
    case .busy(let message): saying("was too busy", message)
    case .rejected(let code, let message): saying("refused (\(code))", message)
    case .failed(let status, let message): saying("failed (\(status))", message)
    case .network(let error): "could not be asked: " + error.description
    case .malformed(let what): "answered what makes no sense: \(what)"
    case .cancelled: "was not waited for"
    }
  }
}
