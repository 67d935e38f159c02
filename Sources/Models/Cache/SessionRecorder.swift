package import Platform

internal import Basics
internal import Glibc

/// Writes every answer of a session to a file, one line each, for ``RecordedSession`` to replay.
///
/// A line holds the request's key, the model's name and the answer; neither prompts nor anything secret.
package actor SessionRecorder {
  package nonisolated let executor = QueueExecutor(label: "session-recorder")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let path: String
  private let descriptor: Int32

  /// Appends to the file at `path`, which is made where there is none.
  package init(path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  func write(_ record: JSON, for key: RequestKey, model: String) throws(FileError) {
    let line: JSON = ["key": .string(key.hash.hex), "name": .string(model), "reply": record]
    var bytes = line.bytes[...]
    bytes.append(0x0A)
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, reason: String(cString: strerror(errno))) }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// A chat model whose answers are written down.
package struct RecordingModel: ChatModel {
  private let base: any ChatModel
  private let spec: ModelSpec
  private let recorder: SessionRecorder

  package init(_ base: any ChatModel, spec: ModelSpec, recorder: SessionRecorder) {
    self.base = base
    self.spec = spec
    self.recorder = recorder
  }

  package var name: String { base.name }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    let reply = try await base.reply(to: request, watch: watch)
    do throws(FileError) {
      try await recorder.write(reply.record, for: RequestKey(request, spec), model: name)
    } catch {
      throw ModelFailure(name, .notKept("\(error.path): \(error.reason)"), spent: reply.usage, attempts: reply.attempts)
    }
    return reply
  }
}
