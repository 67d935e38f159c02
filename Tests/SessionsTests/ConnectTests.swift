import Displays
import FoundationEssentials
import Sessions
import Stubs
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConnectTests {
  @Test(arguments: [
    ("connect mysql:shop", "‘mysql:shop’ is no address of a database"),
    ("connect spark:ftp://host", "it starts neither with https:// nor with http://"),
    ("connect databricks:host/", "it does not end in the id of a warehouse"),
    ("connect databricks:host/w1", "there is no token and no client secret"),
    ("connect spark:http://127.0.0.1:1/cliservice", "does not accept connections: connection refused"),
    ("connect spark:http://127.0.0.1:1/x user=NO_SUCH_NAME", "the environment variable NO_SUCH_NAME is not set"),
  ])
  func saysWhyNothingIsConnected(_ command: String, _ words: String) async throws {
    let text = "\(try await Bench().run(command))"
    #expect(text.contains(words))
    #expect(!text.contains("dapi"))
  }

  @Test func repeatsNoSecretOfAnAddress() async throws {
    let recorder = Recorder()
    let cell = Cell(source: "connect spark:http://me:hidden@host/x")
    let text = await "\(try Bench().session.execute(cell, output: recorder)) \(recorder.text)"
    #expect(text.contains("names, passwords and tokens are not written into an address"))
    #expect(!text.contains("hidden"))
  }

  @Test func connectsADatabricksWarehouseAndKeepsNoSecret() async throws {
    let server = try await StubServer.start(script: "statements.py")
    let bench = try Bench(environment: ["DATABRICKS_TOKEN": "dapi-good"])
    await bench.run("use store @/kept.chaos")
    let (outcome, text) = await bench.run("connect databricks:\(server.url(""))/w1 as lake catalog=main schema=shop")
    #expect(outcome == .finished)
    #expect(text.contains("Connected lake: 2 tables, 4 columns. Read-only."))
    #expect(await bench.run("show connections").text.contains("main.shop"))
    #expect(await bench.run("new space from lake").text.contains("2 tables"))
    #expect(await bench.run("sql SELECT 1 /* rows=2 */").text.contains("name 1"))
    #expect(await "\(bench.run("sql DROP TABLE orders"))".contains("DROP is not allowed"))

    let other = try Bench(environment: ["DATABRICKS_TOKEN": "dapi-good"])
    await other.run("use store \(bench.folder)/kept.chaos")
    #expect(await other.run("sql SELECT 1 /* rows=2 */").text.contains("name 1"))
    #expect(
      try !String(decoding: Data(contentsOf: URL(filePath: bench.folder + "/kept.chaos")), as: UTF8.self).contains(
        "dapi-"))
    let stranger = try Bench(environment: ["DATABRICKS_TOKEN": "dapi-bad"])
    let refused = await stranger.run("connect databricks:\(server.url(""))/w1 as lake")
    #expect("\(refused)".contains("does not accept the credentials"))
    #expect(!"\(refused)".contains("dapi"))
  }
}
