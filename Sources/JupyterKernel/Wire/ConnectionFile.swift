internal import Basics
internal import FoundationEssentials

/// What a client told the kernel about the sockets to open (Jupyter client, "Connection files").
struct ConnectionFile: Sendable, Equatable {
  enum Transport: String, Sendable, CaseIterable {
    case tcp, ipc
  }

  /// The sockets by the names of their ports.
  enum Port: String, Sendable, CaseIterable {
    case shell, iopub, stdin, control
    case heartbeat = "hb"
  }

  var transport: Transport
  var ip: String
  var ports: [Port: Int]
  var key: String
  var scheme: HashFunction

  /// Where a socket binds, in ZeroMQ's notation.
  func endpoint(of port: Port) -> String {
    let number = ports[port] ?? 0
    switch transport {
    case .ipc: return "ipc://\(ip)-\(number)"
    case .tcp: return "tcp://\(ip.contains(":") ? "[\(ip)]" : ip == "localhost" ? "127.0.0.1" : ip):\(number)"
    }
  }

  init(reading path: String) throws(ConnectionFileError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConnectionFileError(path: path, problem: .unreadable)
    }
    do {
      try self.init(parsing: Array(data))
    } catch {
      throw ConnectionFileError(path: path, problem: error)
    }
  }

  init(parsing text: [UInt8]) throws(ConnectionFileError.Problem) {
    guard let json = try? JSON(parsing: text) else { throw .notJSON }
    guard let object = json.objectValue else { throw .notAnObject(json.kind) }
    let transportName = object["transport"]?.stringValue ?? Transport.tcp.rawValue
    guard let transport = Transport(rawValue: transportName) else { throw .unknownTransport(transportName) }
    let schemeName = object["signature_scheme"]?.stringValue ?? Signer.schemes[0].name
    guard let scheme = Signer.schemes.first(where: { $0.name == schemeName }) else { throw .unknownScheme(schemeName) }
    guard let ip = object["ip"]?.stringValue, !ip.isEmpty else { throw .missing("ip") }
    var ports: [Port: Int] = [:]
    for port in Port.allCases {
      let name = port.rawValue + "_port"
      guard let value = object[name] else { throw .missing(name) }
      guard let number = value.intValue, (1...65535).contains(number) else { throw .badPort(name, value.text) }
      ports[port] = number
    }
    self.init(
      transport: transport, ip: ip, ports: ports, key: object["key"]?.stringValue ?? "", scheme: scheme.function)
  }

  init(transport: Transport, ip: String, ports: [Port: Int], key: String, scheme: HashFunction) {
    self.transport = transport
    self.ip = ip
    self.ports = ports
    self.key = key
    self.scheme = scheme
  }
}

/// A connection file that cannot be used, and the sentence that says why.
struct ConnectionFileError: Error, Equatable, CustomStringConvertible {
  enum Problem: Error, Equatable {
    case unreadable
    case notJSON
    case notAnObject(String)
    case missing(String)
    case badPort(String, String)
    case unknownTransport(String)
    case unknownScheme(String)
  }

  let path: String
  let problem: Problem

  var description: String {
    let reason =
      switch problem {
      case .unreadable: "no such file, or it cannot be read"
      case .notJSON: "it is not JSON"
      case .notAnObject(let kind): "it holds \(kind), not an object"
      case .missing(let name): "'\(name)' is missing"
      case .badPort(let name, let value): "'\(name)' is \(value), not a port (1 to 65535)"
      case .unknownTransport(let name): "transport '\(name)' is not known; tcp and ipc are"
      case .unknownScheme(let name):
        "signature_scheme '\(name)' is not known; \(Signer.schemes.map(\.name).joined(separator: " and ")) are"
      }
    return "connection file \(path): \(reason)"
  }
}
