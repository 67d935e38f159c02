import Basics
import Databricks
import HTTP
import Testing

@Suite(.timeLimit(.minutes(10))) struct WorkspaceTests {
  @Test func spacesAreMadePulledPushedAndRemoved() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace())
    for number in 1...5 { _ = try await spaces.make(StandIn.content, title: "space \(number)", warehouse: "w") }
    let all = try await spaces.all()
    #expect(Set(all.map(\.title)) == Set((1...5).map { "space \($0)" }))
    let one = try await spaces.pull(all[0].id)
    #expect(one.serialized == StandIn.content && one.etag != nil)
    let wider = #"{"version":2,"data_sources":{"tables":[{"identifier":"a.b.c"},{"identifier":"a.b.d"}]}}"#
    let pushed = try await spaces.push(wider, to: one.id, etag: one.etag)
    #expect(pushed.serialized == wider && pushed.etag != one.etag)
    await #expect(throws: WorkspaceError.conflict(message: "Space configuration has been modified since this export")) {
      try await spaces.push(StandIn.content, to: one.id, etag: one.etag)
    }
    #expect(try await spaces.pull(one.id).serialized == wider)
    try await spaces.remove(one.id)
    await #expect(throws: WorkspaceError.notFound(message: "no such space")) { try await spaces.pull(one.id) }
  }

  @Test(arguments: [
    (#"{"version":1,"data_sources":{"tables":[]}}"#, "version must be 2"),
    (#"{"version":2,"data_sources":{"tables":[{"identifier":"b"},{"identifier":"a"}]}}"#, "tables must be sorted"),
    (#"{"version":2,"title":"x","data_sources":{}}"#, "serialized_space must not hold title"),
    (
      #"{"version":2,"data_sources":{},"instructions":{"text_instructions":[{"id":"1","content":["x"]}]}}"#,
      "an id in text_instructions is not 32 lower-case hexadecimal characters"
    ),
  ])
  func whatThePlatformRejectsIsRejected(content: String, message: String) async throws {
    let standIn = try await StandIn()
    await #expect(throws: WorkspaceError.rejected(code: "INVALID_PARAMETER_VALUE", message: message)) {
      try await GenieSpaces(standIn.workspace()).make(content, title: "x", warehouse: "w")
    }
  }

  @Test func busyServersAreWaitedFor() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace())
    try await standIn.fault(["path": "genie/spaces$", "fault": 429, "after": 7])
    try await standIn.fault(["path": "genie/spaces$", "fault": 429])
    try await standIn.fault(["path": "genie/spaces$", "fault": 503, "after": 2])
    #expect(try await spaces.all().isEmpty)
    let pauses = standIn.clock.pauses
    #expect(pauses.count == 3)
    for (pause, least) in zip(pauses, [7, 1, 2]) { #expect(pause >= .seconds(least) && pause <= .seconds(least + 1)) }
    try await standIn.fault(["path": "genie/spaces$", "fault": 429, "times": 99])
    await #expect(throws: WorkspaceError.self) { try await spaces.all() }
  }

  @Test func whatMayHaveHappenedIsNotAskedForTwice() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace())
    try await standIn.fault(["method": "POST", "path": "genie/spaces$", "fault": "cut"])
    await #expect(throws: WorkspaceError.self) { try await spaces.make(StandIn.content, title: "x", warehouse: "w") }
    try await standIn.fault(["method": "GET", "path": "genie/spaces$", "fault": "cut"])
    #expect(try await spaces.all().isEmpty)
    let log = try await standIn.log()["log"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(log == ["POST /api/2.0/genie/spaces", "GET /api/2.0/genie/spaces", "GET /api/2.0/genie/spaces"])
  }

  @Test func tokensAreFetchedOnceAndAnewWhenTheyAreRefused() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace(.clientSecret(id: "client-1", Secret("secret-1"))))
    async let first = spaces.all()
    async let second = spaces.all()
    _ = try await (first, second)
    try await standIn.tell("expire")
    _ = try await spaces.all()
    let log = try await standIn.log()["log"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(log.count { $0 == "token" } == 2)
    try await standIn.clock.sleep(until: standIn.clock.now.advanced(by: .seconds(3_550)), tolerance: nil)
    _ = try await spaces.all()
    #expect(try await standIn.log()["log"]?.arrayValue?.count { $0.stringValue == "token" } == 3)
    let wrong = GenieSpaces(standIn.workspace(.clientSecret(id: "client-1", Secret("wrong-secret"))))
    await #expect(throws: WorkspaceError.unauthorized(message: "Client authentication failed")) {
      try await wrong.all()
    }
  }

  @Test func errorsHoldNoSecret() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace())
    for status in [400, 401, 403, 500] {
      // What the server itself fails at is tried several times.
      try await standIn.fault(["path": "spaces", "fault": .int(status), "times": status == 500 ? 6 : 1])
      let error = await #expect(throws: WorkspaceError.self) { try await spaces.all() }
      let shown = error.map { "\($0) \($0.predicate)" } ?? ""
      #expect(shown.contains("[secret]") && !shown.contains("dapi-stand-in"), "\(shown)")
    }
  }

  /// Also in the way in which HTTP writes it down.
  @Test func errorsOfTheTokenEndpointHoldNoSecret() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace(.clientSecret(id: "client-1", Secret("secret-1"))))
    for status in [400, 500] {
      try await standIn.fault(["path": "oidc", "fault": .int(status), "times": 6])
      let error = await #expect(throws: WorkspaceError.self) { try await spaces.all() }
      let shown = error.map { "\($0) \($0.predicate)" } ?? ""
      #expect(shown.contains("Basic [secret]") && !shown.contains("Y2xpZW50LTE6c2VjcmV0LTE"), "\(shown)")
      try await standIn.fault([:])
    }
    try await standIn.fault(["path": "oidc", "fault": "cut", "times": 2])
    #expect(try await spaces.all().isEmpty)
  }

  /// Several who met the same refusal wait for one new token.
  @Test func aTokenThatExpiredIsRenewedOnceForAll() async throws {
    let standIn = try await StandIn()
    let spaces = GenieSpaces(standIn.workspace(.clientSecret(id: "client-1", Secret("secret-1"))))
    _ = try await spaces.all()
    try await standIn.tell("expire")
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 { group.addTask { (try? await spaces.all()) != nil } }
      for await isAnswered in group { #expect(isAnswered) }
    }
    #expect(try await standIn.log()["issued"]?.arrayValue?.count == 2)
  }

  @Test func questionsAreAskedAndConversationsDeleted() async throws {
    let standIn = try await StandIn()
    let workspace = standIn.workspace()
    let space = try await GenieSpaces(workspace).make(StandIn.content, title: "x", warehouse: "w")
    let conversations = GenieConversations(workspace)
    let message = try await conversations.ask("How many?", of: space.id)
    #expect(message.status == .completed && message.queries.map(\.sql) == ["SELECT 1"])
    try await standIn.fault(["path": "/messages/", "fault": "cut"])
    try await standIn.fault(["path": "/messages/", "fault": 429, "after": 1])
    #expect(try await conversations.ask("And again?", of: space.id).status == .completed)
    let log = try await standIn.log()
    #expect(log["conversations"]?.intValue == 0)
    #expect(log["questions"]?.arrayValue?.compactMap { $0["content"]?.stringValue } == ["How many?", "And again?"])
  }

  @Test func everyEndingIsUnderstood() async throws {
    let standIn = try await StandIn()
    let workspace = standIn.workspace()
    let space = try await GenieSpaces(workspace).make(StandIn.content, title: "x", warehouse: "w")
    let conversations = GenieConversations(workspace)
    try await standIn.fault([
      "path": "/messages/", "fault": "message", "status": "FAILED",
      "error": ["type": "TOO_MANY_TABLES_EXCEPTION", "error": "too many tables"],
    ])
    let failed = try await conversations.ask("One", of: space.id)
    #expect(failed.status == .failed && failed.error?.blame == .configuration)
    try await standIn.fault(["path": "/messages/", "fault": "message", "status": "CANCELLED"])
    #expect(try await conversations.ask("Two", of: space.id).status == .cancelled)
    let back: JSON = ["text": ["content": "Which year?", "purpose": "FOLLOW_UP_QUESTION"], "attachment_id": "a"]
    try await standIn.fault([
      "path": "/messages/", "fault": "message", "status": "COMPLETED", "attachments": .array([back]),
    ])
    #expect(try await conversations.ask("Three", of: space.id).clarification == "Which year?")
    try await standIn.fault(["path": "/messages/", "fault": "message", "status": "A_NEW_WORD", "times": 5])
    #expect(try await conversations.ask("Four", of: space.id).status == .completed)
    try await standIn.fault(["path": "/messages/", "fault": "message", "status": "RUNNING", "times": 1_000])
    await #expect(throws: GenieConversations.Failure.outOfPatience(.seconds(600))) {
      try await conversations.ask("Five", of: space.id)
    }
  }
}
