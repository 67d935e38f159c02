internal import FoundationEssentials
internal import HTTP
internal import Platform
internal import Warehouses

extension WarehouseChecks {
  /// Fetches many rows of six types and says what that took.
  static func measureFetch(on warehouse: SparkWarehouse, rows: Int) async -> Bool {
    let sql = """
      SELECT id, id * 0.5D AS half, CAST(id AS DECIMAL(12, 2)) AS price, concat('row ', id) AS name,
        date_add(DATE'2020-01-01', CAST(id % 1000 AS INT)) AS day, id % 3 = 0 AS third FROM range(\(rows))
      """
    _ = try? await warehouse.execute("SELECT 1", limits: ExecutionLimits(seconds: 60))
    let before = residentMegabytes()
    let start = ContinuousClock.now
    do throws(WarehouseError) {
      let result = try await warehouse.execute(sql, limits: ExecutionLimits(seconds: 300, rows: rows, bytes: 1 << 30))
      let took = start.duration(to: .now)
      let (peak, after) = (residentMegabytes(peak: true), residentMegabytes())
      print(
        "\(result.rows.count) rows of \(result.columns.count) columns in \(seconds(took)); memory \(before) MB before, "
          + "\(after) MB with the rows, \(peak) MB at most")
      let last = result.rows.last?.first
      return result.rows.count == rows && last == .integer(Int64(rows - 1)) && !result.truncated
    } catch {
      print(error.description)
      return false
    }
  }

  /// Cancels a long statement after a second, and asks the server whether it still runs.
  static func measureCancel(on warehouse: SparkWarehouse) async -> Bool {
    let sql = "SELECT count(*) FROM range(1000000000000) WHERE sqrt(id) * 3 % 7 > 3"
    _ = try? await warehouse.execute("SELECT 1", limits: ExecutionLimits(seconds: 60))
    let task = Task { () -> WarehouseError? in
      do throws(WarehouseError) {
        _ = try await warehouse.execute(sql, limits: ExecutionLimits(seconds: 600))
        return nil
      } catch { return error }
    }
    try? await Task.sleep(for: .seconds(2))
    let start = ContinuousClock.now
    task.cancel()
    let error = await task.value
    let ended = start.duration(to: .now)
    // On two cores another statement is slow while the first still runs.
    let next = try? await warehouse.execute("SELECT count(*) FROM range(1000000)", limits: ExecutionLimits(seconds: 60))
    let answered = start.duration(to: .now)
    print(
      "cancelled: \(error.map { "\($0)" } ?? "no error") after \(seconds(ended)); next answer after \(seconds(answered))"
    )
    let limit = ContinuousClock.now
    await show(sql, on: warehouse, ExecutionLimits(seconds: 2))
    print("a limit of 2 s ended it after \(seconds(limit.duration(to: .now)))")
    return error == .cancelled && next != nil
  }

  static func showErrors(_ url: String) async {
    func says(_ what: String, _ warehouse: any Warehouse, _ sql: String, _ limits: ExecutionLimits = ExecutionLimits())
      async
    {
      print("\(what):\n  ", terminator: "")
      await show(sql, on: warehouse, limits)
    }
    let good = spark(url)
    for sql in [
      "SELEC 1", "SELECT nothing FROM nowhere", "SELECT x FROM VALUES (1) AS t(y)", "SELECT count(* FROM range(3)",
      "SELECT sum('a' + array(1))", "SELECT no_such_function(1)", "SELECT raise_error('as asked')",
      "SELECT CAST('x' AS INT) + assert_true(1 = 2)", "DROP TABLE x", "SELECT 1; SELECT 2",
      "SELECT a, count(*) FROM VALUES (1, 2) AS t(a, b)",
    ] { await says(sql, good, sql) }
    await says("explained", good, "SELECT 1")
    do throws(WarehouseError) { try await good.explain("SELECT nothing FROM nowhere") } catch { print("  \(error)") }
    await says("too many rows", good, "SELECT id FROM range(100)", ExecutionLimits(rows: 3))
    await says("too much memory", good, "SELECT repeat('x', 1000000) FROM range(1000)", ExecutionLimits(bytes: 8 << 20))
    await says(
      "too long", good, "SELECT count(*) FROM range(1000000000000) WHERE sqrt(id) % 7 > 3",
      ExecutionLimits(seconds: 1.5))
    await says("no such database", spark(url, "no_such_database"), "SELECT 1")
    await says("nobody listens", spark("http://127.0.0.1:9/cliservice"), "SELECT 1")
    await says("no such host", spark("http://no-such-host.invalid/cliservice"), "SELECT 1")
    await says("wrong path", spark(url + "/elsewhere"), "SELECT 1")
    let bearer = SparkWarehouse(name: "spark", url: url, credentials: .bearer(Secret("token")), http: http)
    await says("a token where a password is wanted", bearer, "SELECT 1")
  }

  static func seconds(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    return milliseconds < 1000 ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }

  private static func residentMegabytes(peak: Bool = false) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    let line = text.split(separator: "\n").first { $0.hasPrefix(peak ? "VmHWM:" : "VmRSS:") } ?? ""
    return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
  }
}
