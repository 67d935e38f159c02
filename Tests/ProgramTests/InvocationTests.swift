import Testing

@testable import chaos_llama

struct InvocationTests {
  @Test(
    arguments: [
      ([], .interactive), (["--help"], .help), (["install", "--help"], .help), (["-h"], .help),
      (["--version"], .version),
      (["kernel", "--connection-file", "f"], .kernel(connectionFile: "f")),
      (["kernel", "--connection-file=f"], .kernel(connectionFile: "f")),
      (["kernel", "-f", "f"], .kernel(connectionFile: "f")),
      (["install"], .install(.user)), (["install", "--user"], .install(.user)),
      (["install", "--sys-prefix"], .install(.environment)), (["install", "--prefix", "d"], .install(.prefix("d"))),
      (["install", "--prefix=d e"], .install(.prefix("d e"))),
      (["run", "a.llama", "x=1", "--help=no"], .run(file: "a.llama", parameters: ["x=1", "--help=no"])),
    ] as [([String], Invocation)])
  func reads(_ arguments: [String], _ expected: Invocation) throws {
    #expect(try Invocation(arguments) == expected)
  }

  @Test(arguments: [
    (["kernle"], "unknown argument 'kernle'; did you mean 'kernel'?"),
    (["xyzzy"], "unknown argument 'xyzzy'"), (["--hepl"], "unknown argument '--hepl'; did you mean '--help'?"),
    (["kernel"], "kernel needs a connection file: chaos-llama kernel --connection-file FILE"),
    (["kernel", "--connection-file"], "--connection-file needs a value"),
    (["kernel", "--conection-file", "f"], "unknown argument '--conection-file'; did you mean '--connection-file'?"),
    (["kernel", "-f", "a", "b"], "unknown argument 'b'"),
    (["install", "--usr"], "unknown argument '--usr'; did you mean '--user'?"),
    (["install", "--prefix"], "--prefix needs a value"), (["install", "--prefix="], "--prefix needs a value"),
    (["install", "--user", "--sys-prefix"], "unknown argument '--sys-prefix'"),
    (["run"], "run needs a file: chaos-llama run FILE.llama"),
  ])
  func explains(_ arguments: [String], _ sentence: String) {
    let problem = #expect(throws: ArgumentProblem.self) { try Invocation(arguments) }
    #expect(problem?.description == sentence)
  }
}
