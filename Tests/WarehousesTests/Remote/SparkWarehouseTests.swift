import Testing

@testable import Warehouses

@Suite(.timeLimit(.minutes(10))) struct SparkWarehouseTests {
  private func failure(_ warehouse: SparkWarehouse, _ sql: String, _ limits: ExecutionLimits) async -> WarehouseError? {
    do throws(WarehouseError) {
      _ = try await warehouse.execute(sql, limits: limits)
      return nil
    } catch { return error }
  }

  @Test func readsAllBatchesUpToTheEmptyOne() async throws {
    let names = (0..<2500).map { "n\($0)" }
    let hive = FakeHive(.rows([("name", names), ("other", names.map { $0 == "n7" ? nil : "x" })]), rowsAtOnce: 30)
    let result = try await hive.warehouse.execute("SELECT 1", limits: ExecutionLimits())
    #expect(result.columns == ["name", "other"])
    #expect(result.rows.count == 2500)
    #expect(result.rows[7] == ["n7", nil])
    #expect(result.rows[2499] == ["n2499", "x"])
    #expect(!result.truncated)
    #expect(hive.sessions == 1)
  }

  @Test func cutsOffBeyondTheRows() async throws {
    let hive = FakeHive(.rows([("name", (0..<100).map { "\($0)" })]), rowsAtOnce: 20)
    let warehouse = hive.warehouse
    let some = try await warehouse.execute("SELECT 1", limits: ExecutionLimits(rows: 40))
    #expect(some.rows.count == 40)
    #expect(some.truncated)
    let all = try await warehouse.execute("SELECT 1", limits: ExecutionLimits(rows: 100))
    #expect(all.rows.count == 100)
    #expect(!all.truncated)
    #expect(try await warehouse.execute("SELECT 1", limits: ExecutionLimits(rows: 0)).rows.isEmpty)
  }

  @Test func refusesWhatTakesTooMuchMemory() async {
    let hive = FakeHive(.rows([("name", (0..<100).map { _ in String(repeating: "x", count: 20_000) })]))
    let error = await failure(hive.warehouse, "SELECT 1", ExecutionLimits(bytes: 1 << 20))
    #expect(error == .tooLarge(what: "the result takes more than 1 MB"))
  }

  @Test func opensANewSessionOnceWhereTheOldOneIsForgotten() async throws {
    let hive = FakeHive(.forgets(session: 1))
    let warehouse = hive.warehouse
    _ = try await warehouse.execute("SELECT 1", limits: ExecutionLimits())
    #expect(hive.sessions == 2)
    #expect(hive.statements == ["SELECT 1", "SELECT 1"])
    _ = try await warehouse.execute("SELECT 2", limits: ExecutionLimits())
    #expect(hive.sessions == 2)
  }

  @Test func stopsAtItsTime() async {
    let hive = FakeHive(.runsForEver)
    let warehouse = hive.warehouse
    #expect(await failure(warehouse, "SELECT 1", ExecutionLimits(seconds: 0.2)) == .timedOut(seconds: 0.2))
    await expectCall("CancelOperation", of: hive)
    await expectCall("CloseOperation", of: hive)
  }

  @Test func cancellingTheTaskCancelsTheStatement() async {
    let hive = FakeHive(.runsForEver)
    let warehouse = hive.warehouse
    let task = Task { await failure(warehouse, "SELECT 1", ExecutionLimits(seconds: 600)) }
    await expectCall("GetOperationStatus", of: hive)
    task.cancel()
    #expect(await task.value == .cancelled)
    await expectCall("CancelOperation", of: hive)
    await expectCall("CloseOperation", of: hive)
  }

  /// The server is told in the background.
  private func expectCall(_ name: String, of hive: FakeHive) async {
    for _ in 0..<2000 {
      if hive.calls.contains(name) { return }
      try? await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("the server was not told by \(name)")
  }

  @Test(arguments: [
    (
      "org.apache.hive.service.cli.HiveSQLException: Error running query: [TABLE_OR_VIEW_NOT_FOUND] "
        + "org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `t` cannot be found. "
        + "Verify it.; line 1 pos 14;\n'Project [*]\n\tat org.apache.spark.X",
      WarehouseError.invalid(
        message: "TABLE_OR_VIEW_NOT_FOUND: The table or view `t` cannot be found. Verify it; line 1 pos 14")
    ),
    (
      "Error running query: [PARSE_SYNTAX_ERROR] org.apache.spark.sql.catalyst.parser.ParseException: \n"
        + "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FROM'.(line 1, pos 15)\n\n== SQL ==\nSELECT count(* FROM x",
      .invalid(message: "PARSE_SYNTAX_ERROR: Syntax error at or near 'FROM' (line 1, pos 15)")
    ),
    (
      "org.apache.hive.service.cli.HiveSQLException: Error running query: org.apache.spark.SparkException: Job aborted "
        + "due to stage failure: most recent failure: java.lang.RuntimeException: as asked\n\tat java.lang.Thread",
      .invalid(message: "as asked")
    ),
    ("java.lang.OutOfMemoryError: Java heap space", .tooLarge(what: "the engine has not enough memory for it")),
    ("", .invalid(message: "the engine says no more")),
  ])
  func saysWhatTheEngineSaysWithoutItsStack(_ message: String, _ error: WarehouseError) async {
    #expect(await failure(FakeHive(.fails(message)).warehouse, "SELECT 1", ExecutionLimits()) == error)
  }

  @Test func explainsWithoutRunning() async {
    let bad = FakeHive(
      .rows([("plan", ["Error occurred during query planning: \n[X_CLASS] no such thing; line 1 pos 7"])]))
    await #expect(throws: WarehouseError.invalid(message: "X_CLASS: no such thing; line 1 pos 7")) {
      try await bad.warehouse.explain("SELECT x")
    }
    #expect(bad.statements == ["EXPLAIN SELECT x"])
    let good = FakeHive(.rows([("plan", ["== Physical Plan =="])]))
    await #expect(throws: Never.self) { try await good.warehouse.explain("SELECT 1") }
  }
}
