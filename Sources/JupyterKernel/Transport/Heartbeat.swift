internal import CZeroMQ

/// Echoes every message on a thread of its own, so that clients see life whatever the kernel does.
enum Heartbeat {
  /// Hands the bound socket to the new thread, which closes it when the context ends.
  static func start(_ socket: consuming Socket) {
    let handle = UnsafeMutablePointer<Socket>.allocate(capacity: 1)
    handle.initialize(to: socket)
    zmq_threadstart(
      { argument in
        guard let handle = argument?.assumingMemoryBound(to: Socket.self) else { return }
        while let frames = handle.pointee.receive(waiting: true) { handle.pointee.send(frames) }
        handle.deinitialize(count: 1)
        handle.deallocate()
      }, handle)
  }
}
