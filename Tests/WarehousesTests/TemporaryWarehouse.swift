import FoundationEssentials
import SQLite
import Warehouses

/// An SQLite file made from a script, and the warehouse over it; it lives as long as the value.
final class TemporaryWarehouse {
  let path: String
  let warehouse: SQLiteWarehouse

  init(_ script: String) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "warehouse-\(UUID()).sqlite").path()
    try Connection(.file(path), mode: .readWrite).execute(script: script + "; PRAGMA journal_mode = DELETE")
    warehouse = try SQLiteWarehouse(name: "shop", path: path)
  }

  deinit {
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  func rows(_ sql: String, limits: ExecutionLimits = ExecutionLimits()) async throws -> [[Value]] {
    try await warehouse.execute(sql, limits: limits).rows
  }
}
