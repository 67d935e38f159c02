import Basics
import CZeroMQ

@testable import JupyterKernel

/// A message from the kernel.
struct Received: Sendable {
  let type: String
  let parent: String?
  let content: JSONObject

  init(_ frames: [[UInt8]], _ format: inout WireFormat) throws {
    let message = try format.read(frames)
    type = message.type
    content = message.content
    let delimiter = frames.firstIndex(of: WireFormat.delimiter) ?? 0
    parent = try JSON(parsing: frames[delimiter + 3])["msg_id"]?.stringValue
  }
}

final class ClientContext {
  fileprivate let handle = zmq_ctx_new()

  deinit { zmq_ctx_term(handle) }
}

/// A client's end of a socket.
final class ClientSocket {
  private let handle: UnsafeMutableRawPointer?
  private let context: ClientContext

  init(_ kind: Int32, _ context: ClientContext, _ endpoint: String) {
    self.context = context
    handle = zmq_socket(context.handle, kind)
    set(ZMQ_LINGER, 0)
    set(ZMQ_RECONNECT_IVL, 5)
    if kind == ZMQ_DEALER { zmq_setsockopt(handle, ZMQ_ROUTING_ID, "client", 6) }
    if kind == ZMQ_SUB { zmq_setsockopt(handle, ZMQ_SUBSCRIBE, "", 0) }
    zmq_connect(handle, endpoint)
  }

  deinit { zmq_close(handle) }

  private func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size)
  }

  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      zmq_send(handle, frame, frame.count, index + 1 < frames.count ? ZMQ_SNDMORE : 0)
    }
  }

  /// The next message, or `nil` when none comes in time.
  func receive(milliseconds: Int32) -> [[UInt8]]? {
    set(ZMQ_RCVTIMEO, milliseconds)
    var frames: [[UInt8]] = []
    var part = zmq_msg_t()
    repeat {
      zmq_msg_init(&part)
      defer { zmq_msg_close(&part) }
      guard zmq_msg_recv(&part, handle, 0) >= 0 else { return nil }
      frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
    } while zmq_msg_more(&part) != 0
    return frames
  }
}
