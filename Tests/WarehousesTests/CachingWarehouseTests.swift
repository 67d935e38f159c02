import Platform
import Testing

@testable import Warehouses

/// Counts what it is asked, and answers with the count.
private final class CountingWarehouse: Warehouse {
  let name = "counting"
  let dialect = "sqlite"
  let state = Guarded((asked: 0, version: "a"))

  func schema() async throws(WarehouseError) -> Schema { Schema(tables: []) }
  func explain(_ sql: String) async throws(WarehouseError) {}
  func dataVersion() async throws(WarehouseError) -> String { state.withLock { $0.version } }

  func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    let asked = state.withLock { state in
      state.asked += 1
      return state.asked
    }
    if sql == "wrong" { throw .invalid(message: "wrong") }
    if sql == "offline" { throw .unavailable(message: "offline") }
    return ResultSet(columns: ["n"], rows: [[.integer(Int64(asked))]])
  }

  var asked: Int { state.withLock { $0.asked } }
}

struct CachingWarehouseTests {
  private let base = CountingWarehouse()

  @Test func asksOnce() async throws {
    let warehouse = CachingWarehouse(base)
    let first = try await warehouse.execute("a", limits: ExecutionLimits())
    #expect(try await warehouse.execute("a", limits: ExecutionLimits()) == first)
    #expect(base.asked == 1)
    _ = try await warehouse.execute("a", limits: ExecutionLimits(rows: 5))
    #expect(base.asked == 2)
  }

  @Test(arguments: [("wrong", 1), ("offline", 2)])
  func keepsWhatARetryCannotChange(sql: String, asked: Int) async {
    let warehouse = CachingWarehouse(base)
    for _ in 0..<2 {
      await #expect(throws: WarehouseError.self) { try await warehouse.execute(sql, limits: ExecutionLimits()) }
    }
    #expect(base.asked == asked)
  }

  @Test func forgetsWhenTheDataChanges() async throws {
    let warehouse = CachingWarehouse(base)
    _ = try await warehouse.execute("a", limits: ExecutionLimits())
    base.state.withLock { $0.version = "b" }
    _ = try await warehouse.execute("a", limits: ExecutionLimits())
    #expect(base.asked == 2)
  }

  @Test func forgetsTheOldestFirst() async throws {
    let warehouse = CachingWarehouse(base, capacity: 40)
    for sql in ["a", "b", "c", "d", "e"] { _ = try await warehouse.execute(sql, limits: ExecutionLimits()) }
    _ = try await warehouse.execute("e", limits: ExecutionLimits())
    #expect(base.asked == 5)
    _ = try await warehouse.execute("a", limits: ExecutionLimits())
    #expect(base.asked == 6)
  }
}
