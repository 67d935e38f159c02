import Basics
import Databricks
import FoundationEssentials
import HTTP
import Spaces
import Stubs
import Testing
import Warehouses

@testable import Systems

@Suite(.timeLimit(.minutes(10))) struct GenieSystemTests {
  /// A stand-in workspace whose answers come from the embedded system over a shop.
  private struct Bench {
    let shop: Shop
    let server: StubServer
    let spaces: GenieSpaces
    let original: GenieSpace
    let client = HTTPClient()

    init(propagation: Double = 0) async throws {
      shop = try Shop()
      server = try await StubServer.workspace(over: shop.path, ["--propagation", "\(propagation)"])
      let workspace = Workspace(host: server.url(""), .token(Secret("dapi-stand-in")), client: client)
      spaces = GenieSpaces(workspace)
      original = try await spaces.make(Shop.space().canonical().text(), title: "Shop", warehouse: "w")
    }

    func shadows(_ count: Int = 1, propagation: Duration = .zero, ledger: any GenieLedger) -> ShadowSpaces {
      ShadowSpaces(
        of: original, in: spaces, owner: "tests", ledger: ledger,
        settings: ShadowSpaces.Settings(count: count, propagation: propagation, propagationOfValues: propagation))
    }

    func system(
      shadows count: Int = 1, propagation: Duration = .zero, ledger: any GenieLedger = MemoryLedger()
    ) throws -> GenieSystem {
      GenieSystem(
        shadows: shadows(count, propagation: propagation, ledger: ledger), ledger: ledger,
        warehouse: try SQLiteWarehouse(name: "shop", path: shop.path), pacer: Pacer(questions: nil))
    }

    func tell(_ path: String, _ body: JSON = [:]) async throws -> JSON {
      try JSON(parsing: try await client.send(HTTPRequest(.post, server.url("/test/\(path)"), body: body.bytes)).body)
    }

    func log() async throws -> JSON {
      try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/test/log"))).body)
    }
  }

  private static let plain = Shop.space(values: ["region.name"])
  private static let measured = Shop.space(
    values: ["region.name"],
    instructions: [
      "sql_snippets": [
        "measures": [
          [
            "id": "00000000000000000000000000000001", "alias": "revenue", "display_name": "revenue",
            "sql": ["SUM(purchase.amount)"],
          ]
        ]
      ]
    ])

  private func ask(_ text: String, _ id: String = "q", sample: Int = 0) -> Ask {
    Ask(id: id, text: text, sample: sample)
  }

  @Test func answersDependOnTheSpace() async throws {
    let bench = try await Bench()
    let system = try bench.system()
    let (plain, measured) = (try await system.prepare(Self.plain), try await system.prepare(Self.measured))
    let inputs = (await plain.input(for: ask("revenue")), await measured.input(for: ask("revenue")))
    #expect(inputs.0 != inputs.1)
    let with = await measured.answer(ask("What is the revenue?"))
    #expect(with.outcome == .answered && with.result?.rows == [[.real(75)]], "\(with)")
    let without = await plain.answer(ask("What is the revenue?"))
    #expect(without.sql != with.sql)
    let thoughts = with.spans.first?.output["thoughts"]?.arrayValue ?? []
    #expect(thoughts.contains { $0["kind"]?.stringValue == "THOUGHT_TYPE_INSTRUCTIONS" })
    let log = try await bench.log()
    #expect(log["conversations"]?.intValue == 0)
    // The space in use was never asked and never changed.
    #expect(try await bench.spaces.pull(bench.original.id) == bench.original)
    #expect(log["questions"]?.arrayValue?.contains { $0["space"]?.stringValue == bench.original.id } == false)
    #expect(log["spaces"]?.arrayValue?.count == 2)
  }

  @Test(arguments: [1, 2])
  func versionsMayBeAskedAtOnce(shadows: Int) async throws {
    let bench = try await Bench()
    let system = try bench.system(shadows: shadows)
    let (plain, measured) = (try await system.prepare(Self.plain), try await system.prepare(Self.measured))
    let answers = await withTaskGroup(of: (Bool, String?).self) { group in
      for index in 0..<8 {
        let isMeasured = index % 2 == 0
        group.addTask {
          (
            isMeasured,
            await (isMeasured ? measured : plain).answer(Ask(id: "q\(index)", text: "What is the revenue?")).sql
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(answers.filter(\.0).map(\.1)) == ["SELECT SUM(amount) FROM purchase"])
    #expect(!answers.filter { !$0.0 }.contains { $0.1 == "SELECT SUM(amount) FROM purchase" })
    #expect(try await bench.log()["spaces"]?.arrayValue?.count == 1 + shadows)
  }

  @Test func aChangeGetsTheTimeItNeeds() async throws {
    let bench = try await Bench(propagation: 0.4)
    let system = try bench.system(propagation: .seconds(0.5))
    let plain = await (try await system.prepare(Self.plain)).answer(ask("What is the revenue?"))
    let measured = await (try await system.prepare(Self.measured)).answer(ask("What is the revenue?"))
    #expect(measured.sql == "SELECT SUM(amount) FROM purchase" && plain.sql != measured.sql)
  }

  @Test func faultsAreNobodysWrongAnswer() async throws {
    let bench = try await Bench()
    let measured = try await bench.system().prepare(Self.measured)
    func asked(_ sample: Int) async -> Trace.Outcome {
      await measured.answer(ask("What is the revenue?", sample: sample)).outcome
    }
    #expect(await asked(0) == .answered)
    _ = try await bench.tell("faults", ["path": "start-conversation", "fault": "cut", "times": 4])
    guard case .unavailable = await asked(1) else {
      Issue.record("a workspace that never replies gave an answer")
      return
    }
    _ = try await bench.tell(
      "faults",
      [
        "path": "/messages/", "fault": "message", "status": "FAILED",
        "error": ["type": "RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "error": "slow down"],
      ])
    #expect(await asked(1) == .answered)
    _ = try await bench.tell("faults", ["path": "/messages/", "fault": "message", "status": "CANCELLED"])
    #expect(await asked(2) == .answered)
    _ = try await bench.tell(
      "faults",
      [
        "path": "/messages/", "fault": "message", "status": "COMPLETED",
        "attachments": [["attachment_id": "a", "text": ["content": "Which year?", "purpose": "FOLLOW_UP_QUESTION"]]],
      ])
    #expect(await asked(3) == .askedBack(question: "Which year?"))
    #expect(try await bench.log()["conversations"]?.intValue == 0)
  }

  /// Whatever becomes of a reply, the question that it was about is put once.
  @Test(arguments: [
    ("start-conversation", JSON.string("cut"), true), ("start-conversation", "malformed", true),
    ("start-conversation", 504, true), ("start-conversation", 500, false), ("/messages/", "cut", true),
    ("/messages/", "malformed", false), ("/messages/", 500, false), ("/messages/", "expired result", false),
    ("execute-query", "cut", true), ("conversations/[^/]+$", "cut", true),
  ])
  func aQuestionIsPutOnce(path: String, fault: JSON, isDone: Bool) async throws {
    let bench = try await Bench()
    let measured = try await bench.system().prepare(Self.measured)
    if path == "execute-query" {
      _ = try await bench.tell("faults", ["path": "/messages/", "fault": "expired result", "times": 2])
    }
    _ = try await bench.tell("faults", ["path": .string(path), "fault": fault, "done": .bool(isDone), "times": 2])
    let trace = await measured.answer(ask("What is the revenue?"))
    #expect(trace.outcome == .answered, "\(trace.outcome)")
    let log = try await bench.log()
    // What was not done was not put, and what failed was put again.
    #expect(log["questions"]?.arrayValue?.count == 1 && log["conversations"]?.intValue == 0)
  }

  @Test func whatExpiredIsRunAgain() async throws {
    let bench = try await Bench()
    _ = try await bench.tell("faults", ["path": "/messages/", "fault": "expired result", "times": 3])
    let trace = await (try await bench.system().prepare(Self.measured)).answer(ask("What is the revenue?"))
    #expect(trace.outcome == .answered && trace.result?.rows == [[.real(75)]], "\(trace)")
    #expect(trace.spans.first?.output["run again"]?.boolValue == true)
    let calls = try await bench.log()["log"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(calls.contains { $0.hasPrefix("POST") && $0.hasSuffix("/execute-query") })
    #expect(calls.contains { $0.hasPrefix("GET") && $0.hasSuffix("/query-result") })
  }

  /// A session that was killed after it put a question, and one that was killed after it got the answer.
  @Test func whatAKilledSessionPutIsWaitedFor() async throws {
    let bench = try await Bench()
    let ledger = MemoryLedger()
    let killed = try await bench.system(ledger: ledger).prepare(Self.measured)
    _ = try await bench.tell("faults", ["path": "/messages/", "fault": "malformed", "times": 6])
    guard case .unavailable = await killed.answer(ask("What is the revenue?")).outcome else {
      Issue.record("an answer came through")
      return
    }
    #expect(ledger.openEntries().contains { $0["conversation"] != nil })
    for _ in 0..<2 {
      let next = try await bench.system(ledger: ledger).prepare(Self.measured)
      #expect(await next.answer(ask("What is the revenue?")).result?.rows == [[.real(75)]])
    }
    let log = try await bench.log()
    #expect(log["questions"]?.arrayValue?.count == 1 && log["conversations"]?.intValue == 0)
  }

  @Test func nothingIsLeftBehind() async throws {
    let bench = try await Bench()
    let ledger = MemoryLedger()
    let shadows = bench.shadows(ledger: ledger)
    _ = try await bench.tell("faults", ["method": "POST", "path": "spaces$", "fault": "cut", "done": true])
    let id = try await shadows.with(Self.plain.canonical()) { $0 }
    #expect(try await bench.spaces.pull(id).title == "chaos-llama shadow 1 of \(bench.original.id) for tests")
    #expect(await shadows.mayBeThere())
    // What nobody knows of goes before a shadow changes, and the shadow itself at the end.
    let url = "/api/2.0/genie/spaces/\(id)/start-conversation"
    _ = try await bench.spaces.workspace.call(.post, url, body: ["content": "stray"])
    _ = try await shadows.with(Self.measured.canonical()) { $0 }
    #expect(try await bench.log()["conversations"]?.intValue == 0)
    _ = try await bench.tell("faults", ["method": "DELETE", "path": "spaces/", "fault": "cut", "done": true])
    try await bench.shadows(ledger: ledger).removeAll()
    #expect(try await bench.spaces.all().map(\.id) == [bench.original.id])
    #expect(await shadows.mayBeThere() == false)
  }

  @Test func shadowsAreFoundAgainAndMayBeChangedByOthers() async throws {
    let bench = try await Bench()
    for _ in 0..<2 {
      let system = try bench.system()
      #expect(await (try await system.prepare(Self.measured)).answer(ask("What is the revenue?")).outcome == .answered)
    }
    let shadows = try await bench.spaces.all().filter { $0.id != bench.original.id }
    #expect(shadows.count == 1)
    let system = try bench.system()
    #expect(await (try await system.prepare(Self.measured)).answer(ask("What is the revenue?")).outcome == .answered)
    _ = try await bench.tell("touch", ["space_id": .string(shadows[0].id)])
    #expect(
      await (try await system.prepare(Self.plain)).answer(ask("How many regions are there?")).outcome == .answered)
  }

  @Test func aChangeTouchesTheQuestionsThatShareItsWords() {
    let (plain, measured) = (SpaceRelevance(Self.plain), SpaceRelevance(Self.measured))
    let changed = (0..<400).filter { index in
      let ask = Ask(id: "q\(index)", text: "How many customers are there in region \(index)?")
      return plain.input(for: ask) != measured.input(for: ask)
    }
    // Only sentinels.
    #expect(changed.count > 10 && changed.count < 45)
    let ask = Ask(id: "x", text: "revenue by region")
    #expect(plain.input(for: ask) != measured.input(for: ask))
  }
}
