import Basics
import Displays
import FoundationEssentials
import HTTP
import Sessions
import Stubs
import Testing

/// A session against the stand-in workspace, whose answers come from the embedded system over the same shop.
@Suite(.timeLimit(.minutes(10))) struct GenieSessionTests {
  private static let token = "dapi-stand-in"

  private final class GenieBench {
    let bench: Bench
    let server: StubServer
    let client = HTTPClient()
    let environment: [String: String]
    let space: String

    init(token: String = GenieSessionTests.token) async throws {
      let scratch = try Bench()
      server = try await StubServer.workspace(over: scratch.folder + "/shop.sqlite")
      environment = ["DATABRICKS_HOST": server.url(""), "DATABRICKS_TOKEN": token]
      bench = try Bench(environment: environment)
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

    /// In another session over the same files, as after a kill; it ends afterwards.
    func runAnew(
      _ source: String, environment: [String: String]? = nil
    ) async -> (outcome: CellOutcome, text: String) {
      let session = Session(version: "test", environment: environment ?? self.environment)
      let recorder = Recorder()
      let cell = Cell(source: source.replacing("SPACE", with: "genie:\(space)").replacing("@", with: bench.folder))
      let outcome = await session.execute(cell, output: recorder)
      await session.close()
      return (outcome, recorder.text)
    }

    func calls() async throws -> [String] { try await log()["log"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

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

  @Test func whatExpiredIsRunAgain() async throws {
    let bench = try await GenieBench()
    await bench.begin()
    try await bench.tell("faults", ["path": "/messages/", "fault": "expired result", "times": 12])
    let (outcome, text) = await bench.run("run on=train")
    #expect(outcome == .finished && !text.contains("left out"), "\(text)")
    #expect(try await bench.calls().contains { $0.hasSuffix("/execute-query") })
  }

  @Test func aSessionGoesOnWithGenieByItsStore() async throws {
    let bench = try await GenieBench()
    await bench.begin()
    let kept = [
      "genie_pace 300", "genie_wait 0", "genie_shadows 2", "examples 7", "repairs 3", "parallel 3", "seed 11",
    ]
    await bench.run(kept.map { "set \($0)" }.joined(separator: "\n"))
    #expect(await bench.run("run on=train").outcome == .finished)
    let asked = try await bench.log()["questions"]
    let (outcome, text) = await bench.runAnew("use store @/test.chaos\nset repairs 4\nshow settings\nrun on=train")
    #expect(outcome == .finished, "\(outcome) \(text)")
    for setting in kept.filter({ $0 != "repairs 3" }) + ["repairs 4"] {
      let words = setting.split(separator: " ")
      #expect(text.split(separator: "\n").contains { $0.split(separator: " ").starts(with: words) }, "\(setting)")
    }
    #expect(try await bench.log()["questions"] == asked)
    // A person's own words beat the store's.
    #expect(await bench.runAnew("set seed 5\nuse store @/test.chaos\nshow settings").text.contains("seed           5"))
    let spaces = try await bench.log()["spaces"]?.arrayValue ?? []
    #expect(spaces.count == 1, "the shadows are gone with the session")
    let (more, answer) = await bench.runAnew("use store @/test.chaos\nrun")
    #expect(more == .finished && !answer.contains("left out"), "\(more) \(answer)")
    #expect((try await bench.log()["questions"]?.arrayValue?.count ?? 0) > (asked?.arrayValue?.count ?? 0))
    guard case .failed(let error) = await bench.runAnew("use store @/test.chaos\nrun", environment: [:]).outcome else {
      Issue.record("asked without credentials")
      return
    }
    #expect(error.name == "NoGenieSpace" && error.message.contains("no workspace is named"), "\(error)")
  }

  /// What a lost reply was about is looked for, and done where it was not.
  @Test(arguments: [("cut", true), ("cut", false), ("malformed", true), (500, false), (504, true)] as [(JSON, Bool)])
  func publishingSurvivesALostReply(fault: JSON, isDone: Bool) async throws {
    let bench = try await GenieBench()
    await bench.run("connect sqlite:@/shop.sqlite as shop\nload space SPACE")
    let bare = try String(contentsOf: URL(filePath: bench.bench.folder + "/bare.json"), encoding: .utf8)
    let sample =
      #""config": {"sample_questions": [{"id": "0123456789abcdef0123456789abcdef", "question": ["Who?"]}]}, "#
    try bench.bench.write(bare.replacing("\"data_sources\"", with: sample + "\"data_sources\""), to: "changed.json")
    #expect(await bench.run("load space @/changed.json").outcome == .finished)
    try await bench.tell(
      "faults", ["method": "PATCH", "path": "spaces/", "fault": fault, "done": .bool(isDone), "times": 2])
    let (outcome, text) = await bench.run("publish SPACE confirm=yes")
    #expect(outcome == .finished && text.contains("read it back"), "\(outcome)")
    let held = try await bench.log()["spaces"]?.arrayValue?.first?["serialized_space"]?.stringValue
    #expect(held?.contains("Who?") == true)
  }

  @Test func genieEvaluatesItself() async throws {
    let bench = try await GenieBench()
    guard
      case .failed(let error) = await bench.run(
        "connect sqlite:@/shop.sqlite as shop\nload space @/bare.json\nload evals @/shop.jsonl\nrun native=yes"
      ).outcome
    else {
      Issue.record("the embedded system has no evaluation of its own")
      return
    }
    #expect(error.name == "NotGenie")
    await bench.begin()
    try await bench.tell("faults", ["method": "POST", "path": "eval-runs$", "fault": "cut", "done": true])
    let (outcome, text) = await bench.run("run native=yes on=train")
    #expect(outcome == .finished && text.contains("platform") && text.contains("kappa"), "\(outcome) \(text)")
    #expect(!text.contains("left out"), "\(text)")
    let verdicts = await bench.run(
      "sql on=store SELECT count(*) AS n FROM verdicts p JOIN verdicts r USING (run, question, sample) WHERE p.judge = 'platform' AND r.judge = 'result' AND p.ruling = r.ruling AND p.ruling = 'yes'"
    ).text
    #expect(!verdicts.split(whereSeparator: \.isWhitespace).contains("0"), "\(verdicts)")
    let runs = try await bench.calls().filter { $0.hasPrefix("POST") && $0.hasSuffix("/eval-runs") }
    #expect(runs.count == 1, "the run whose reply was lost is found")
    // Once more, and in another session, nothing is asked; the verdicts are on record.
    #expect(await bench.run("run native=yes on=train").outcome == .finished)
    let (again, beside) = await bench.runAnew(
      "use store @/test.chaos\nrun native=yes on=train\njudge r1 with=result,platform")
    #expect(again == .finished && beside.contains("Beside result") && beside.contains("platform"), "\(again) \(beside)")
    #expect(try await bench.calls().filter { $0.hasPrefix("POST") && $0.hasSuffix("/eval-runs") } == runs)
    let log = try await bench.log()
    let live = log["spaces"]?.arrayValue?.first { $0["space_id"]?.stringValue == bench.space }
    #expect(live?["serialized_space"]?.stringValue?.contains("benchmarks") == false)
    #expect(log["questions"]?.arrayValue?.isEmpty == true)
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
