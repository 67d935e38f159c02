import Basics
import CLinux
import CZeroMQ
import FoundationEssentials
import Glibc
import Platform

@testable import JupyterKernel

/// What a test saw instead of what it waited for.
struct NoAnswer: Error {
  let wanted: String
}

/// A kernel in a process of its own, and one client of it; waits happen on a thread of their own.
actor KernelProcess {
  nonisolated let executor = QueueExecutor(label: "kernel-client")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let connection: ConnectionFile
  private let folder: URL
  private let context = ClientContext()
  private var format: WireFormat
  private var sockets: [ConnectionFile.Port: ClientSocket] = [:]
  private var process: pid_t = 0
  private var requests = 0

  init() {
    folder = URL(filePath: "/tmp/kernel-" + freshIdentifier().prefix(8))
    let key = freshIdentifier()
    let numbers = ConnectionFile.Port.allCases.enumerated().map { ($1, $0 + 1) }
    connection = ConnectionFile(
      transport: .ipc, ip: folder.appending(path: "socket").path, ports: Dictionary(uniqueKeysWithValues: numbers),
      key: key, scheme: .sha256)
    format = WireFormat(signer: Signer(key: Array(key.utf8)))
  }

  /// Starts `chaos-llama kernel` on sockets in a folder of its own and waits until it answers.
  func start() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "connection.json").path
    var ports = JSONObject(connection.ports.map { ($0.key.rawValue + "_port", JSON.int($0.value)) })
    for (name, value) in [("transport", "ipc"), ("ip", connection.ip), ("key", connection.key)] {
      ports[name] = .string(value)
    }
    try Data(JSON.object(ports).bytes).write(to: URL(filePath: file))
    process = try spawn(["kernel", "--connection-file", file])
    for port in [ConnectionFile.Port.shell, .control, .stdin] {
      sockets[port] = ClientSocket(ZMQ_DEALER, context, connection.endpoint(of: port))
    }
    sockets[.iopub] = ClientSocket(ZMQ_SUB, context, connection.endpoint(of: .iopub))
    sockets[.heartbeat] = ClientSocket(ZMQ_DEALER, context, connection.endpoint(of: .heartbeat))
    _ = try next(on: .iopub) { $0.type == "iopub_welcome" }
    let id = send("kernel_info_request", [:])
    _ = try reply(to: id)
    _ = try outputs(of: id)
  }

  // MARK: Talking

  func send(_ type: String, _ content: JSON, on port: ConnectionFile.Port = .shell) -> String {
    requests += 1
    let id = "r\(requests)"
    let header: JSON = ["msg_id": .string(id), "msg_type": .string(type), "session": "test", "version": "5.5"]
    sockets[port]?.send(
      signed(
        [header.bytes] + Array(repeating: Array("{}".utf8), count: 2) + [content.bytes],
        key: Array(connection.key.utf8), []))
    return id
  }

  func execute(_ code: String, allowsInput: Bool = false) -> String {
    send("execute_request", ["code": .string(code), "allow_stdin": .bool(allowsInput)])
  }

  func reply(to id: String, on port: ConnectionFile.Port = .shell) throws -> Received {
    try next(on: port) { $0.parent == id }
  }

  /// Everything published for a request, to its idle status.
  func outputs(of id: String) throws -> [Received] {
    var found: [Received] = []
    repeat {
      found.append(try next(on: .iopub) { $0.parent == id })
    } while found.last?.content["execution_state"] != "idle"
    return found
  }

  func next(on port: ConnectionFile.Port, _ isWanted: (Received) -> Bool) throws -> Received {
    while let frames = sockets[port]?.receive(milliseconds: 20_000) {
      let message = try Received(frames, &format)
      if isWanted(message) { return message }
    }
    throw NoAnswer(wanted: "a message on \(port.rawValue)")
  }

  func echo(_ bytes: [UInt8]) -> [UInt8]? {
    sockets[.heartbeat]?.send([bytes])
    return sockets[.heartbeat]?.receive(milliseconds: 20_000)?.first
  }

  func send(raw frames: [[UInt8]], on port: ConnectionFile.Port) { sockets[port]?.send(frames) }

  func signal(_ number: Int32) { kill(process, number) }

  /// Waits for the end of the process; gives its exit status.
  func exitStatus() -> Int32? {
    var status: Int32 = 0
    for _ in 0..<2000 {
      if waitpid(process, &status, WNOHANG) == process {
        process = 0
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
      }
      usleep(10_000)
    }
    return nil
  }

  func stop() {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    sockets = [:]
    try? FileManager.default.removeItem(at: folder)
  }
}

/// Starts the program that was built with the tests.
func spawn(_ arguments: [String], environment: [String] = []) throws -> pid_t {
  let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  let program = URL(filePath: folder).deletingLastPathComponent().appending(path: "chaos-llama").path
  let words = ([program] + arguments).map { strdup($0) } + [nil]
  let settings =
    (["CHAOS_LLAMA_DIAGNOSTICS=1", "CHAOS_LLAMA_HISTORY="] + environment
    + ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }).map { strdup($0) } + [nil]
  defer { for text in words + settings { free(text) } }
  var process: pid_t = 0
  guard posix_spawn(&process, program, nil, nil, words, settings) == 0 else {
    throw NoAnswer(wanted: "a process of \(program)")
  }
  return process
}
