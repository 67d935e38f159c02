internal import CZeroMQ

/// What the main thread waits for.
struct PollSet {
  enum Source: Int {
    case control, shell, stdin, publisher, outbox, signals, parent, streams
  }

  private var items: [zmq_pollitem_t]

  init(
    _ sockets: borrowing KernelSockets, _ outbox: WakeUp, _ signals: SignalSource, _ parent: ParentWatch,
    _ streams: borrowing StandardStreams
  ) {
    let readable = Int16(ZMQ_POLLIN)
    let handles = [sockets.control.handle, sockets.shell.handle, sockets.stdin.handle, sockets.publisher.handle]
    let descriptors = [outbox.descriptor, signals.descriptor, parent.descriptor] + streams.catches.map(\.descriptor)
    items =
      handles.map { zmq_pollitem_t(socket: $0, fd: 0, events: readable, revents: 0) }
      + descriptors.map { zmq_pollitem_t(socket: nil, fd: $0, events: readable, revents: 0) }
  }

  /// Waits until something is ready or the time is over; -1 waits for as long as it takes.
  mutating func wait(milliseconds: Int) {
    for index in items.indices { items[index].revents = 0 }
    zmq_poll(&items, Int32(items.count), milliseconds)
  }

  /// Whether the source has something to read; the streams are all that come last.
  subscript(source: Source) -> Bool {
    source == .streams
      ? items[Source.streams.rawValue...].contains { $0.revents != 0 } : items[source.rawValue].revents != 0
  }
}
