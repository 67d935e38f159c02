import Basics
import HTTP
import Platform
import Stubs
import Testing

@testable import Warehouses

@Suite(.timeLimit(.minutes(10))) struct DatabricksWarehouseTests {
  private let http = HTTPClient()

  private func warehouse(
    _ server: StubServer, _ credentials: ServerCredentials = .bearer(Secret("dapi-good")), warehouse: String = "w1",
    patience: Double = 600
  ) -> DatabricksWarehouse {
    DatabricksWarehouse(
      name: "shop", host: server.url(""), warehouse: warehouse, credentials: credentials, catalog: "main",
      schema: "shop", patience: patience, http: http)
  }

  private func failure(
    _ warehouse: DatabricksWarehouse, _ sql: String, _ limits: ExecutionLimits = ExecutionLimits()
  ) async -> WarehouseError? {
    do throws(WarehouseError) {
      _ = try await warehouse.execute(sql, limits: limits)
      return nil
    } catch { return error }
  }

  private func log(_ server: StubServer) async throws -> [JSON] {
    try JSON(parsing: try await http.send(HTTPRequest(.get, server.url("/test/log"))).body).arrayValue ?? []
  }

  private func server() async throws -> StubServer { try await StubServer.start(script: "statements.py") }

  @Test(arguments: [
    "rows=5", "rows=5 pending=2 running=3", "rows=5 chunk=2", "rows=5 chunk=2 running=1 failing=2",
    "rows=5 chunk=2 inline=10", "rows=5 chunk=2 inline=10 expired=1", "rows=5 busy=2", "rows=5 busy=1 after=1",
  ])
  func comesToTheRows(_ wish: String) async throws {
    let server = try await server()
    let result = try await warehouse(server).execute("SELECT 1 /* \(wish) */", limits: ExecutionLimits(seconds: 60))
    #expect(result.columns == ["id", "name"])
    #expect(result.rows == [[0, "name 0"], [1, "name 1"], [2, "name 2"], [3, nil], [4, "name 4"]])
    #expect(!result.truncated)
    for request in try await log(server) {
      let isStorage = request["path"]?.stringValue?.hasPrefix("/storage/") == true
      #expect(request["secret"]?.boolValue == !isStorage)
    }
  }

  @Test func readsEveryTypeAsSQLiteGivesIt() async throws {
    let result = try await warehouse(try await server()).execute("SELECT 1 /* types=1 */", limits: ExecutionLimits())
    #expect(
      result.rows == [
        [
          1, -7, 9_007_199_254_740_993, 2.5, "NaN", 12.5, 12, "it's", "2024-01-31", "2024-01-31 10:00:00",
          .blob([0, 255]), "[1,null]", nil,
        ]
      ])
  }

  @Test func cutsOffBeyondTheRows() async throws {
    let warehouse = warehouse(try await server())
    let some = try await warehouse.execute("SELECT 1 /* rows=50 chunk=7 */", limits: ExecutionLimits(rows: 20))
    #expect(some.rows.count == 20)
    #expect(some.truncated)
    let none = try await warehouse.execute("SELECT 1 /* rows=50 */", limits: ExecutionLimits(rows: 0))
    #expect(none.rows.isEmpty)
    #expect(none.truncated)
    let many = ExecutionLimits(seconds: 60, rows: 200_000)
    #expect(try await warehouse.execute("SELECT 1 /* rows=30000 */", limits: many).rows.count == 30_000)
    #expect(
      await failure(warehouse, "SELECT 1 /* rows=5 truncated=1 */", ExecutionLimits(bytes: 2 << 20))
        == .tooLarge(what: "the result takes more than 2 MB"))
    #expect(
      await failure(warehouse, "SELECT 1 /* rows=9000 */", ExecutionLimits(bytes: 100_000))
        == .tooLarge(what: "the result takes more than 0 MB"))
  }

  @Test(arguments: [
    (
      "state=FAILED message=[TABLE__OR__VIEW__NOT__FOUND]_The_table_`x`_is_not_there. sqlstate=42P01",
      WarehouseError.invalid(message: "TABLE_OR_VIEW_NOT_FOUND: The table `x` is not there")
    ),
    (
      "state=FAILED code=IO_ERROR message=disk",
      .unavailable(message: "IO_ERROR: disk")
    ),
    ("state=FAILED sqlstate=58000 message=oops", .unavailable(message: "oops")),
    ("state=CANCELED", .unavailable(message: "somebody else cancelled it in the workspace")),
    ("state=CLOSED running=1", .unavailable(message: "the workspace keeps its rows no more")),
    (
      "inline=10 rows=5 malformed=link",
      .unavailable(message: "the rows in the workspace's storage are no JSON")
    ),
    (
      "inline=10 rows=5 expired=9",
      .unavailable(message: "its rows cannot be fetched from the workspace's storage")
    ),
  ])
  func saysHowItEnded(_ wish: String, _ error: WarehouseError) async throws {
    #expect(await failure(warehouse(try await server()), "SELECT 1 /* \(wish) */") == error)
  }

  @Test(arguments: ["malformed=submit", "malformed=poll running=1"])
  func doesNotTakeAnythingForAnAnswer(_ wish: String) async throws {
    guard case .unavailable(let message)? = await failure(warehouse(try await server()), "SELECT 1 /* \(wish) */")
    else {
      Issue.record("it was taken")
      return
    }
    #expect(message.hasPrefix("the workspace's answer is no JSON"))
  }

  @Test func readsTheCatalog() async throws {
    let warehouse = warehouse(try await server())
    let schema = try await warehouse.schema()
    #expect(
      schema.tables == [
        Schema.Table(
          name: "customers",
          columns: [
            .init(name: "id", type: "bigint", isPrimaryKey: true, isNullable: false),
            .init(name: "name", type: "string"),
          ]),
        Schema.Table(
          name: "orders",
          columns: [
            .init(name: "id", type: "bigint", isPrimaryKey: true, isNullable: false),
            .init(name: "customer", type: "bigint"),
          ], foreignKeys: [.init(columns: ["customer"], table: "customers", referenced: ["id"])]),
      ])
    let version = try await warehouse.dataVersion()
    #expect(version.count == 64)
    #expect(try await self.warehouse(try await server()).dataVersion() != version)
    #expect(try await warehouse.dataVersion() == version)
  }

  @Test func saysWhoIsNotLetIn() async throws {
    let server = try await server()
    let host = server.url("")
    #expect(
      await failure(warehouse(server, .bearer(Secret("dapi-bad"))), "SELECT 1")
        == .unavailable(
          message: "\(host) does not accept the credentials: Credential was not sent or was of an unsupported type"))
    #expect(
      await failure(warehouse(server, warehouse: "w2"), "SELECT 1")
        == .unavailable(message: "\(host) knows nothing at this address: no such warehouse"))
  }

  @Test func asksForAnotherTokenOnce() async throws {
    let server = try await server()
    let asked = Guarded([Bool]())
    let credentials = ServerCredentials.bearer { (isRenewal) async throws(WarehouseError) in
      asked.withLock { $0.append(isRenewal) }
      return Secret(isRenewal ? "dapi-renewed" : "dapi-old")
    }
    #expect(await failure(warehouse(server, credentials), "SELECT 1") == nil)
    #expect(asked.withLock { $0 } == [false, true])
  }

  @Test func cancelsWhatNobodyWaitsFor() async throws {
    let server = try await server()
    let warehouse = warehouse(server)
    // Running for ever, and not even submitted yet.
    for wish in ["running=100000", "slow=0.5 running=100000"] {
      let before = try await cancellations(server)
      let sql = "SELECT 1 /* \(wish) */"
      let task = Task { await failure(warehouse, sql, ExecutionLimits(seconds: 600)) }
      try await Task.sleep(for: .milliseconds(200))
      task.cancel()
      #expect(await task.value == .cancelled)
      try await expectCancellations(before + 1, server)
    }
    let before = try await cancellations(server)
    #expect(
      await failure(warehouse, "SELECT 1 /* running=100000 */", ExecutionLimits(seconds: 0.3))
        == .timedOut(seconds: 0.3))
    try await expectCancellations(before + 1, server)
  }

  private func cancellations(_ server: StubServer) async throws -> Int {
    try await log(server).filter { $0["path"]?.stringValue?.hasSuffix("/cancel") == true }.count
  }

  private func expectCancellations(_ count: Int, _ server: StubServer) async throws {
    for _ in 0..<1000 {
      if try await cancellations(server) == count { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it was not cancelled in the workspace")
  }

  @Test func waitsForItsWarehouseOnlySoLong() async throws {
    let warehouse = warehouse(try await server(), patience: 0.4)
    #expect(
      await failure(warehouse, "SELECT 1 /* pending=100000 */", ExecutionLimits(seconds: 600))
        == .unavailable(message: "its warehouse did not start within 0 s"))
  }

  @Test(arguments: ["DROP TABLE t", "SELECT 1; DELETE FROM t", "SELECT reflect('a', 'b')"])
  func sendsNothingThatWrites(_ sql: String) async throws {
    let server = try await server()
    guard case .forbidden? = await failure(warehouse(server), sql) else {
      Issue.record("it was sent")
      return
    }
    #expect(try await log(server).isEmpty)
  }

  @Test func namesNoSecret() async throws {
    let server = try await server()
    let warehouse = warehouse(server)
    for wish in ["inline=10 rows=5 expired=9", "inline=10 rows=5 malformed=link", "malformed=submit"] {
      let error = await failure(warehouse, "SELECT 1 /* \(wish) */")
      #expect(error.map { "\($0)" }?.contains("secret") == false)
      #expect(error.map { "\($0)" }?.contains("dapi") == false)
    }
  }
}
