internal import CZeroMQ

/// The sockets of the main thread, bound where the connection file says.
struct KernelSockets: ~Copyable {
  let shell: Socket
  let control: Socket
  let stdin: Socket
  let publisher: Socket

  /// Whole messages that a subscriber may lag behind before it misses some; others never wait for it.
  private static let subscriberLag: Int32 = 50_000
  private static let replyLag: Int32 = 100_000
  /// How long the last messages may take to leave, in milliseconds.
  private static let linger: Int32 = 400
  private static let longestFrame: Int64 = 1 << 30

  init(_ connection: ConnectionFile, in context: borrowing SocketContext) throws(SocketError) {
    let shell = try Self.router(.shell, connection, context)
    let control = try Self.router(.control, connection, context)
    let stdin = try Self.router(.stdin, connection, context)
    stdin.set(ZMQ_ROUTER_MANDATORY, to: 1 as Int32)
    self.init(shell, control, stdin, try Self.publisher(connection, context))
  }

  private init(
    _ shell: consuming Socket, _ control: consuming Socket, _ stdin: consuming Socket, _ publisher: consuming Socket
  ) {
    self.shell = shell
    self.control = control
    self.stdin = stdin
    self.publisher = publisher
  }

  private static func publisher(
    _ connection: ConnectionFile, _ context: borrowing SocketContext
  ) throws(SocketError) -> Socket {
    let socket = try Socket(.extendedPublisher, in: context)
    socket.set(ZMQ_SNDHWM, to: subscriberLag)
    socket.set(ZMQ_XPUB_VERBOSE, to: 1 as Int32)
    try bind(socket, .iopub, connection)
    return socket
  }

  static func router(
    _ port: ConnectionFile.Port, _ connection: ConnectionFile, _ context: borrowing SocketContext
  ) throws(SocketError) -> Socket {
    let socket = try Socket(.router, in: context)
    socket.set(ZMQ_ROUTER_HANDOVER, to: 1 as Int32)
    socket.set(ZMQ_SNDHWM, to: replyLag)
    try bind(socket, port, connection)
    return socket
  }

  private static func bind(
    _ socket: borrowing Socket, _ port: ConnectionFile.Port, _ connection: ConnectionFile
  ) throws(SocketError) {
    socket.set(ZMQ_LINGER, to: linger)
    socket.set(ZMQ_MAXMSGSIZE, to: longestFrame)
    if connection.ip.contains(":") { socket.set(ZMQ_IPV6, to: 1 as Int32) }
    try socket.bind(to: connection.endpoint(of: port))
  }

  subscript(channel: Channel) -> Socket {
    _read {
      switch channel {
      case .shell: yield shell
      case .control: yield control
      case .stdin: yield stdin
      }
    }
  }
}
