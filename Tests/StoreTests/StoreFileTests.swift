import Basics
import Epochs
import FoundationEssentials
import Models
import Platform
import SQLite
import Spaces
import Judges
@testable import Store
import Testing
import Warehouses

@Suite struct StoreFileTests {
  @Test func everythingIsThereAfterReopening() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    do {
      let store = try Store(path: path)
      try await store.setState(["connection": "sqlite:shop.sqlite", "gone": "1"])
      try await store.setState(["gone": nil])
      _ = try await store.addVersion(bare, parent: nil, patches: [])
      try await store.record(sampleEvalset)
      await store.close()
    }
    let store = try Store(path: path)
    #expect(try await store.state("connection") == "sqlite:shop.sqlite")
    #expect(try await store.state("gone") == nil)
    #expect(try await store.versions().map(\.space) == [bare])
    #expect(try await store.evalset() == sampleEvalset)
  }

  @Test func twoWritersTakeTurns() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    let (one, two) = (try Store(path: path), try Store(path: path))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (store, first) in [(one, 0), (two, 100)] {
        group.addTask {
          for index in 0..<50 { try await store.record([(key(first + index), evaluation(.yes))]) }
        }
      }
      try await group.waitForAll()
    }
    let keys = (0..<50).map { key($0) } + (100..<150).map { key($0) }
    #expect(try await one.lookup(keys).allSatisfy { $0 == evaluation(.yes) })
    #expect(try Connection(.file(path), mode: .readOnly).query("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func aBusyStoreNamesWhoWrites() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    let store = try Store(path: path, patience: 0.05)
    let other = try Connection(.file(path), mode: .readWrite)
    try other.execute(script: "BEGIN IMMEDIATE")
    let error = await #expect(throws: StoreError.self) { try await store.setState(["a": "b"]) }
    guard case .busy(path, let process) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Not every system lists its locks.
    if let process { #expect(process == Int(ProcessInfo.processInfo.processIdentifier)) }
    try other.execute(script: "ROLLBACK")
    try await store.setState(["a": "b"])
  }

  @Test(
    arguments: [
      ("1: POSIX  ADVISORY  WRITE 4711 fe:00:42 120 120\n", 4711),
      ("1: POSIX  ADVISORY  WRITE 4711 fe:00:42 0 EOF\n", 4711),
      ("1: POSIX  ADVISORY  READ 4711 fe:00:42 120 120\n", nil),
      ("1: POSIX  ADVISORY  WRITE 4711 fe:00:43 120 120\n", nil),
      ("1: OFDLCK ADVISORY  WRITE -1 fe:00:42 120 120\n", nil),
      ("1: POSIX  ADVISORY  WRITE 4711 fe:00:42 124 124\n", nil),
      ("1: -> POSIX  ADVISORY  WRITE 9 fe:00:42 120 120\n2: POSIX  ADVISORY  WRITE 8 fe:00:42 120 120", 8), ("", nil),
    ] as [(String, Int?)]) func readsTheListOfLocks(_ locks: String, _ process: Int?)
  {
    #expect(LockHolder.writer(of: "42", in: locks) == process)
  }

  @Test func aLaterFormatIsRefusedAndLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    _ = try Store(path: path)
    try Connection(.file(path), mode: .readWrite).execute(script: "PRAGMA user_version = 99")
    await #expect(throws: StoreError.newer(path: path, schema: 99, known: Schema.migrations.count)) {
      try Store(path: path)
    }
    let version = try Connection(.file(path), mode: .readOnly).query("PRAGMA user_version")
    #expect(version == [[99]])
  }

  @Test func otherFilesAreRefusedAndLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let database = folder.path + "/shop.sqlite"
    try Connection(.file(database), mode: .readWrite).execute(script: "CREATE TABLE t (x)")
    #expect(throws: StoreError.notAStore(path: database)) { try Store(path: database) }
    let tables = try Connection(.file(database), mode: .readOnly).query("SELECT name FROM sqlite_schema")
    #expect(tables == [["t"]])
    for path in [folder.path, folder.path + "/no/such/folder.chaos", ""] {
      #expect {
        try Store(path: path)
      } throws: { error in
        if case .unopenable? = error as? StoreError { true } else { false }
      }
    }
  }

  @Test func aTemporaryStoreLeavesNothing() async throws {
    let store = try Store(path: nil)
    try await store.setState(["x": "y"])
    #expect((try? FileReader(store.path)) != nil)
    await store.close()
    for suffix in ["", "-wal", "-shm"] { #expect((try? FileReader(store.path + suffix)) == nil) }
    await #expect(throws: StoreError.self) { try await store.state("x") }
  }

  @Test(arguments: Store.views.map(\.name))
  func everyViewHoldsItsRows(view: String) async throws {
    let store = try await filled()
    let warehouse = try SQLiteWarehouse(name: "store", path: store.path, trustsSchema: true)
    let rows = try await warehouse.execute("SELECT * FROM \(view)", limits: ExecutionLimits())
    #expect(!rows.rows.isEmpty, "\(view)")
    #expect(Set(rows.columns).count == rows.columns.count)
    await store.close()
  }

  @Test func whatWasSpentAddsUpAndStays() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    var store = try Store(path: path)
    let cent = Spend(calls: 1, tokens: 7, money: Money(dollars: 0.01))
    for role in [ModelRole.answer, .judge, .answer] { try await store.enter(cent, for: role) }
    await store.close()
    store = try Store(path: path)
    #expect(try await store.spending() == [.answer: cent + cent, .judge: cent])
    await store.close()
  }

  @Test func viewsTellTheStory() async throws {
    let store = try await filled()
    let warehouse = try SQLiteWarehouse(name: "store", path: store.path, trustsSchema: true)
    func rows(_ sql: String) async throws -> [[Value]] {
      try await warehouse.execute(sql, limits: ExecutionLimits()).rows
    }
    #expect(
      try await rows("SELECT question, ruling, reason FROM verdicts WHERE judge = 'result' ORDER BY question") == [
        [.text("q0"), .text("yes"), .text("MISSING")], [.text("q1"), .text("no"), .text("MISSING")],
        [.text("q2"), .text("error"), .text("MISSING")],
      ])
    #expect(
      try await rows("SELECT question, answer FROM traces WHERE result = 'yes'") == [[.text("q0"), .text("one")]])
    #expect(
      try await rows("SELECT epoch, decision, champion, version, began FROM epochs") == [
        [.integer(1), .text("accepted"), .text("v0"), .text("v1"), .text("2026-01-01 00:00:00")]
      ])
    #expect(
      try await rows("SELECT description, proposer, wins FROM patches WHERE fate = 'accepted'") == [
        [.text("add example SQL “How many 1?” → SELECT 1"), .text("mine"), .integer(3)]
      ])
    #expect(try await rows("SELECT question FROM questions WHERE split = 'test' AND text IS NOT NULL").isEmpty)
    #expect(try await rows("SELECT answers, tokens, cost FROM costs") == [[.integer(3), .integer(21), .real(0.75)]])
    await store.close()
  }

  private func filled() async throws -> Store {
    let store = try Store(path: nil, time: StandingTime())
    try await store.record(sampleEvalset)
    _ = try await store.addVersion(bare, parent: nil, patches: [])
    try await store.record([
      (key(0), evaluation(.yes, trace: ["answer": "one"])), (key(1), evaluation(.no)), (key(2), evaluation(.error)),
    ])
    try await store.record(
      RunRecord(
        id: "r", version: bare.hash, evalset: sampleEvalset.hash, splits: sampleEvalset.splitHash, split: .train,
        samples: 1, epoch: 1, keys: (0..<3).map { key($0) }))
    try await store.begin(start(1))
    try await store.record([PatchRecord(example(1), .proposed), PatchRecord(example(1), .accepted, wins: 3)], epoch: 1)
    try await store.finish(
      EpochOutcome(number: 1, decision: "accepted", space: try example(1).apply(to: bare), patches: [example(1)]))
    let look = try await store.openLook(
      Look(
        champion: bare.hash, start: bare.hash, evalset: sampleEvalset.hash, split: sampleEvalset.splitHash, alpha: 0.05)
    )
    try await store.closeLook(look, result: ["p": 1])
    try await store.enter(Spend(calls: 1, tokens: 2, money: Money(dollars: 0.5)), for: .judge)
    return store
  }
}
