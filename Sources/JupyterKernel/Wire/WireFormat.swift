internal import Basics

/// Turns frames into requests and messages into frames.
struct WireFormat: Sendable {
  static let delimiter = Array("<IDS|MSG>".utf8)
  static let protocolVersion = "5.5"
  private static let partNames = ["header", "parent_header", "metadata", "content"]

  /// The kernel's own session, the same in all its messages.
  let session: String
  private let signer: Signer
  private let time: any TimeSource
  private var replays = ReplayMemory()
  private var written = 0

  init(signer: Signer, session: String = freshIdentifier(), time: any TimeSource = SystemTime()) {
    self.signer = signer
    self.session = session
    self.time = time
  }

  /// Reads a request; the first delimiter counts, whatever the buffers hold.
  mutating func read(_ frames: [[UInt8]]) throws(WireError) -> Request {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
    guard frames.count >= delimiter + 6 else { throw .tooFewFrames }
    let signature = frames[delimiter + 1]
    let parts = frames[(delimiter + 2)..<(delimiter + 6)]
    guard signer.accepts(signature, of: parts) else { throw .wrongSignature }
    guard signer.isOpen || replays.admits(signature) else { throw .replayed }
    var objects: [JSONObject] = []
    for (name, part) in zip(Self.partNames, parts) {
      guard let object = (try? JSON(parsing: part))?.objectValue else { throw .notAnObject(part: name) }
      objects.append(object)
    }
    guard let type = objects[0]["msg_type"]?.stringValue else { throw .noMessageType }
    guard let id = objects[0]["msg_id"]?.stringValue else { throw .noMessageID }
    return Request(
      identities: Array(frames[..<delimiter]), header: frames[delimiter + 2], id: id, type: type,
      subshell: objects[0]["subshell_id"]?.stringValue, content: objects[3])
  }

  /// The frames of `message` from the delimiter on.
  mutating func write(_ message: Message) -> [[UInt8]] {
    written += 1
    let header: JSON = [
      "msg_id": .string("\(session)_\(written)"), "session": .string(session), "username": "chaos-llama",
      "date": .string(time.now.iso8601), "msg_type": .string(message.type), "version": .string(Self.protocolVersion),
    ]
    let parts = [header.bytes, message.parent, message.metadata.bytes, message.content.bytes]
    return [Self.delimiter, signer.signature(of: parts)] + parts
  }
}
