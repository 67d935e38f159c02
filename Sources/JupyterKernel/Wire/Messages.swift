internal import Basics

/// The sockets that carry requests and replies.
enum Channel: String, Sendable, CaseIterable {
  case shell, control, stdin
}

/// A message from a client that passed every check.
struct Request: Sendable {
  /// The way back to the client: the frames before the delimiter.
  var identities: [[UInt8]]
  /// The header as it came, byte for byte; replies give it back as their parent.
  var header: [UInt8]
  var id: String
  var type: String
  var subshell: String?
  var content: JSONObject
}

/// A message to send; the header is made when it is written.
struct Message: Sendable, Equatable {
  var type: String
  var content: JSON
  /// The header of the request this answers, verbatim, or `{}`.
  var parent: [UInt8] = Message.noParent
  var metadata: JSON = [:]

  static let noParent = Array("{}".utf8)

  init(_ type: String, _ content: JSON, answering request: Request? = nil) {
    self.type = type
    self.content = content
    if let request { parent = request.header }
  }
}

/// Why frames were not taken as a message.
enum WireError: Error, Equatable {
  case noDelimiter
  case tooFewFrames
  case wrongSignature
  case replayed
  case notAnObject(part: String)
  case noMessageType
  case noMessageID
}
