internal import CZeroMQ

/// What ZeroMQ said when a socket could not be had.
struct SocketError: Error, CustomStringConvertible {
  let task: String
  let code: Int32

  init(_ task: String) {
    self.task = task
    code = zmq_errno()
  }

  var description: String { "\(task): \(String(cString: zmq_strerror(code)))" }
}

/// A ZeroMQ context; it must outlive its sockets, and `end` must come after they are closed.
struct SocketContext: ~Copyable {
  fileprivate let handle: UnsafeMutableRawPointer

  init() throws(SocketError) {
    guard let handle = zmq_ctx_new() else { throw SocketError("ZeroMQ does not start") }
    self.handle = handle
    zmq_ctx_set(handle, ZMQ_MAX_SOCKETS, 16)
  }

  /// Waits until what was sent has left, as long as the sockets' linger allows.
  consuming func end() {
    while zmq_ctx_term(handle) == -1, zmq_errno() == EINTR {}
  }
}

/// A ZeroMQ socket, used by the thread that made it and by no other.
struct Socket: ~Copyable {
  enum Kind {
    case router, extendedPublisher

    fileprivate var code: Int32 { self == .router ? ZMQ_ROUTER : ZMQ_XPUB }
  }

  let handle: UnsafeMutableRawPointer

  init(_ kind: Kind, in context: borrowing SocketContext) throws(SocketError) {
    guard let handle = zmq_socket(context.handle, kind.code) else { throw SocketError("no socket") }
    self.handle = handle
  }

  deinit { zmq_close(handle) }

  func set(_ option: Int32, to value: Int32) {
    var value = value
    zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size)
  }

  func set(_ option: Int32, to value: Int64) {
    var value = value
    zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size)
  }

  func bind(to endpoint: String) throws(SocketError) {
    guard zmq_bind(handle, endpoint) == 0 else { throw SocketError("cannot listen on \(endpoint)") }
  }

  /// The frames of the next message, or `nil` if none is there (or, if it may wait, the context has ended).
  func receive(waiting: Bool = false) -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var part = zmq_msg_t()
    repeat {
      zmq_msg_init(&part)
      defer { zmq_msg_close(&part) }
      while zmq_msg_recv(&part, handle, waiting ? 0 : ZMQ_DONTWAIT) == -1 {
        guard zmq_errno() == EINTR else { return nil }
      }
      frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
      if zmq_msg_more(&part) == 0 { return frames }
    } while true
  }

  /// Sends one message; it is dropped for a peer that does not read. Tells whether there was anyone to send it to,
  /// as far as the socket knows.
  @discardableResult
  func send(_ frames: [[UInt8]]) -> Bool {
    for (index, frame) in frames.enumerated() {
      let more = index + 1 < frames.count ? ZMQ_SNDMORE : 0
      while zmq_send(handle, frame, frame.count, more | ZMQ_DONTWAIT) == -1 {
        guard zmq_errno() == EINTR else { return false }
      }
    }
    return true
  }
}
