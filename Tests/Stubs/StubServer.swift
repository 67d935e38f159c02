internal import CLinux
internal import FoundationEssentials
internal import Glibc
internal import Platform

/// `server.py` in a process of its own, which ends with the tests.
package final class StubServer: Sendable {
  package let port: Int
  private let process: pid_t
  /// The server reads it and stops at its end.
  private let input: Int32

  package struct NotStarted: Error { package let reason: String }

  private static let starter = Starter()

  /// Starts the server; with TLS under a certificate of its own that nobody trusts.
  package static func start(certificate: (file: String, key: String)? = nil) async throws -> StubServer {
    try await starter.start(certificate.map { ["--tls", $0.file, $0.key] } ?? [])
  }

  /// Starts another of the servers in this folder.
  package static func start(script: String, _ arguments: [String] = []) async throws -> StubServer {
    try await starter.start(arguments, script: script)
  }

  /// A stand-in workspace that answers through the embedded system over `database`.
  package static func workspace(over database: String, _ arguments: [String] = []) async throws -> StubServer {
    let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var program = URL(filePath: here).deletingLastPathComponent().path + "/stand-in-answers"
    if !FileManager.default.fileExists(atPath: program) {
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
      program = tests + "/../.build/debug/stand-in-answers"
    }
    return try await start(script: "workspace.py", ["--answers", program, database] + arguments)
  }

  /// One server for all who count nothing.
  package static func shared() async throws -> StubServer { try await starter.shared() }

  fileprivate init(port: Int, process: pid_t, input: Int32) {
    self.port = port
    self.process = process
    self.input = input
  }

  /// Ends the server; nothing listens at its port any more.
  package func stop() {
    close(input)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  package func url(_ path: String, scheme: String = "http", host: String = "127.0.0.1") -> String {
    "\(scheme)://\(host):\(port)\(path)"
  }

  /// Makes a certificate for 127.0.0.1 and localhost that signs itself; `nil` where there is no openssl program.
  package static func makeCertificate(in folder: String) async throws -> (file: String, key: String)? {
    try await starter.makeCertificate(in: folder)
  }
}

/// Waits for processes on a thread of its own.
private actor Starter {
  nonisolated let executor = QueueExecutor(label: "stub-servers")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var common: StubServer?

  func shared() throws -> StubServer {
    if let common { return common }
    let server = try start([])
    common = server
    return server
  }

  func start(_ arguments: [String], script: String = "server.py") throws -> StubServer {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: script).path
    var (input, output): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard chaos_open_pipe(&input) == 0, chaos_open_pipe(&output) == 0 else {
      throw StubServer.NotStarted(reason: "no pipes")
    }
    let process = try spawn(["python3", "-B", script] + arguments, input: input[0], output: output[1])
    close(input[0])
    close(output[1])
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output[0], &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    close(output[0])
    let words = String(decoding: line, as: UTF8.self)
    guard let port = Int(words) else { throw StubServer.NotStarted(reason: words) }
    return StubServer(port: port, process: process, input: input[1])
  }

  func makeCertificate(in folder: String) throws -> (file: String, key: String)? {
    let (file, key) = (folder + "/certificate.pem", folder + "/key.pem")
    let words =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
      + "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout \(key) -out \(file)"
    guard let process = try? spawn(words.split(separator: " ").map(String.init), input: nil, output: nil) else {
      return nil
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status == 0 ? (file, key) : nil
  }

  private func spawn(_ arguments: [String], input: Int32?, output: Int32?) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    let words = arguments.map { strdup($0) } + [nil]
    let settings = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, nil, words, settings) == 0 else {
      throw StubServer.NotStarted(reason: "no process of \(arguments[0])")
    }
    return process
  }
}
