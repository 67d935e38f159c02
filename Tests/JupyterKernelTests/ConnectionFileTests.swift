import Basics
import Testing

@testable import JupyterKernel

struct ConnectionFileTests {
  private static let whole: JSON = [
    "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4,
    "hb_port": 5, "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "x",
  ]

  private static func changed(_ name: String, _ value: JSON?) -> JSON {
    var object = whole.objectValue ?? JSONObject()
    object[name] = value
    return .object(object)
  }

  @Test func readsEverything() throws {
    let file = try ConnectionFile(parsing: Self.whole.bytes)
    #expect(file.endpoint(of: .heartbeat) == "tcp://127.0.0.1:5")
    #expect(file.key == "k")
    #expect(file.scheme == .sha256)
  }

  @Test(
    arguments: [
      ("transport", "ipc", "ipc://127.0.0.1-1"), ("ip", "::1", "tcp://[::1]:1"), ("ip", "*", "tcp://*:1"),
      ("ip", "localhost", "tcp://127.0.0.1:1"), ("key", nil, "tcp://127.0.0.1:1"),
      ("signature_scheme", nil, "tcp://127.0.0.1:1"),
    ] as [(String, JSON?, String)])
  func formsEndpoints(_ name: String, _ value: JSON?, _ endpoint: String) throws {
    #expect(try ConnectionFile(parsing: Self.changed(name, value).bytes).endpoint(of: .shell) == endpoint)
  }

  @Test(
    arguments: [
      ("shell_port", nil, .missing("shell_port")), ("ip", nil, .missing("ip")), ("ip", "", .missing("ip")),
      ("hb_port", "abc", .badPort("hb_port", #""abc""#)), ("hb_port", 99999, .badPort("hb_port", "99999")),
      ("hb_port", 0, .badPort("hb_port", "0")), ("hb_port", .double(1.5), .badPort("hb_port", "1.5")),
      ("transport", "carrier-pigeon", .unknownTransport("carrier-pigeon")),
      ("signature_scheme", "hmac-md5", .unknownScheme("hmac-md5")),
    ] as [(String, JSON?, ConnectionFileError.Problem)])
  func refusesWhatCannotBe(_ name: String, _ value: JSON?, _ problem: ConnectionFileError.Problem) {
    #expect(throws: problem) { try ConnectionFile(parsing: Self.changed(name, value).bytes) }
  }

  @Test func refusesWhatIsNoObject() {
    #expect(throws: ConnectionFileError.Problem.notJSON) { try ConnectionFile(parsing: []) }
    #expect(throws: ConnectionFileError.Problem.notAnObject("a list")) { try ConnectionFile(parsing: Array("[]".utf8)) }
    let absent = ConnectionFileError(path: "/nope", problem: .unreadable)
    #expect(throws: absent) { try ConnectionFile(reading: "/nope") }
    #expect(absent.description == "connection file /nope: no such file, or it cannot be read")
  }
}
