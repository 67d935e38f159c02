package import Platform

internal import Basics

/// The answers of a session that was recorded; of a key that comes twice the last one counts.
package struct RecordedSession: Sendable {
  private var records: [String: JSON] = [:]
  /// Lines that hold no answer, such as the last one of a session that was killed.
  package private(set) var unreadableLines: [Int] = []

  package init(path: String) throws(FileError) {
    for (index, line) in try FileReader.contents(of: path).split(separator: 0x0A).enumerated() {
      guard let json = try? JSON(parsing: line), let key = json["key"]?.stringValue,
        let record = json["reply"], record.objectValue != nil
      else {
        unreadableLines.append(index + 1)
        continue
      }
      records[key] = record
    }
  }

  package var count: Int { records.count }

  func record(for key: RequestKey) -> JSON? { records[key.hash.hex] }
}

/// A chat model that answers out of a recording and asks nobody.
package struct ReplayingModel: ChatModel {
  package let name: String
  private let spec: ModelSpec
  private let session: RecordedSession

  package init(_ session: RecordedSession, spec: ModelSpec) {
    name = spec.name
    self.spec = spec
    self.session = session
  }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    guard let reply = session.record(for: RequestKey(request, spec)).flatMap({ ChatReply(record: $0) }) else {
      throw ModelFailure(name, .notRecorded, attempts: 0)
    }
    watch?(.text(reply.text))
    return reply
  }
}
