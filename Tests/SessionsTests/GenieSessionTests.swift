import Basics
import Displays
import FoundationEssentials
import HTTP
import Sessions
import Stubs
import Testing

/// A session against the stand-in workspace, whose answers come from the embedded system over the same shop.
@Suite(.timeLimit(.minutes(2))) struct GenieSessionTests {
  private static let token = "dapi-stand-in"

  private final class GenieBench {
    let bench: Bench
    let server: StubServer
    let client = HTTPClient()
    let space: String

    init(token: String = GenieSessionTests.token) async throws {
      let scratch = try Bench()
      server = try await StubServer.workspace(over: scratch.folder + "/shop.sqlite")
      bench = try Bench(environment: ["DATABRICKS_HOST": server.url(""), "DATABRICKS_TOKEN": token])
      self.scratch = scratch
      await bench.run("connect sqlite:@/shop.sqlite as shop\nnew space from shop\nsave space @/bare.json")
      let bare = try String(contentsOf: URL(filePath: bench.folder + "/bare.json"), encoding: .utf8)
      let body: JSON = ["serialized_space": .string(bare), "title": "Shop", "warehouse_id": "w"]
      let made = try JSON(
        parsing: try await client.send(HTTPRequest(.post, server.url("/test/space"), body: body.bytes)).body)
      space = made["space_id"]?.stringValue ?? ""
    }

    /// Keeps the database that the server reads.
    private let scratch: Bench

    @discardableResult
    func run(_ source: String) async -> (outcome: CellOutcome, text: String) {
      await bench.run(source.replacing("SPACE", with: "genie:\(space)"))
    }

    func tell(_ path: String, _ body: JSON) async throws {
      _ = try await client.send(HTTPRequest(.post, server.url("/test/\(path)"), body: body.bytes))
    }

    func log() async throws -> JSON {
      try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/test/log"))).body)
    }

    /// Asks copies of the space, as fast as they answer.
    func begin() async {
      let (outcome, text) = await run(
        """
        use store @/test.chaos
        set genie_pace 0
        set genie_wait 0
        load space SPACE
        use system genie
        load evals @/shop.jsonl split=50/25/25 by=family
        """)
      #expect(outcome == .finished, "\(outcome) \(text)")
    }
  }

  @Test func aSpaceIsTunedPublishedAndRolledBack() async throws {
    let bench = try await GenieBench()
    #expect(await bench.run("show spaces").text.contains(bench.space))
    await bench.begin()
    #expect(await bench.run("run on=train").outcome == .finished)
    let before = try await bench.log()
    #expect(await bench.run("run on=train").outcome == .finished)
    #expect(try await bench.log()["questions"] == before["questions"])
    #expect(await bench.run("step seed=1").outcome == .finished)
    #expect(await bench.run("certify").outcome == .finished)
    // Another version, whatever the epoch decided.
    await bench.run("load space @/bare.json")
    let changed = try String(contentsOf: URL(filePath: bench.bench.folder + "/bare.json"), encoding: .utf8)
      .replacing("\"data_sources\"", with: #""config": {"sample_questions": []}, "data_sources""#)
    try bench.bench.write(
      changed.replacing("[]}", with: #"[{"id": "0123456789abcdef0123456789abcdef", "question": ["How many?"]}]}"#),
      to: "changed.json")
    #expect(await bench.run("load space @/changed.json").outcome == .finished)
    guard case .failed(let refusal) = await bench.run("publish SPACE").outcome else {
      Issue.record("published unasked")
      return
    }
    #expect(refusal.name == "NeedsConfirmation")
    let (published, told) = await bench.run("publish SPACE confirm=yes")
    #expect(published == .finished && told.contains("read it back"), "\(published) \(told)")
    let (back, restored) = await bench.run("rollback SPACE confirm=yes")
    #expect(back == .finished && restored.contains("Restored"), "\(back)")
    let log = try await bench.log()
    let live = log["spaces"]?.arrayValue?.first { $0["space_id"]?.stringValue == bench.space }
    #expect(live?["serialized_space"]?.stringValue?.contains("sample_questions") == false)
    #expect(log["conversations"]?.intValue == 0)
    #expect(log["questions"]?.arrayValue?.contains { $0["space"]?.stringValue == bench.space } == false)
  }

  @Test func whatInfrastructureFailedIsLeftOutAndAskedAgain() async throws {
    let bench = try await GenieBench()
    await bench.begin()
    try await bench.tell(
      "faults", ["path": "start-conversation", "about": "number [0-4]$", "fault": "cut", "times": 1_000])
    let (outcome, text) = await bench.run("run on=train")
    #expect(outcome == .finished && text.contains("left out"), "\(text)")
    try await bench.tell("faults", [:])
    let again = await bench.run("run on=train").text
    #expect(!again.contains("left out"), "\(again)")
  }

  @Test(arguments: [
    ("load space genie:nothing", "WorkspaceError"), ("publish genie:nothing confirm=yes", "WorkspaceError"),
    ("rollback SPACE confirm=yes", "NothingPublished"), ("use system genie", "NoGenieSpace"),
    ("publish shop.json", "WrongValue"), ("show spaces profile=nobody", "ConfigurationError"),
  ])
  func whatCannotBeIsRefused(source: String, name: String) async throws {
    let bench = try await GenieBench()
    guard case .failed(let error) = await bench.run(source).outcome else {
      Issue.record("\(source) was accepted")
      return
    }
    #expect(error.name == name, "\(error)")
  }

  @Test func theTokenIsShownNowhere() async throws {
    let bench = try await GenieBench()
    var shown = ""
    await bench.begin()
    for status in [401, 403, 500, 400] {
      try await bench.tell("faults", ["path": "genie/spaces", "fault": .int(status), "times": 1])
      shown += "\(await bench.run("show spaces"))"
    }
    try await bench.tell("faults", ["path": "start-conversation", "fault": 403, "times": 3])
    shown += "\(await bench.run("run on=train"))" + "\(await bench.run("show failures"))"
    #expect(shown.contains("[secret]") && !shown.contains(Self.token))
    await bench.run("report @/report.html")
    for name in try FileManager.default.contentsOfDirectory(atPath: bench.bench.folder) {
      let bytes = try Data(contentsOf: URL(filePath: bench.bench.folder + "/" + name))
      #expect(bytes.firstRange(of: Data(Self.token.utf8)) == nil, "\(name)")
    }
  }
}
