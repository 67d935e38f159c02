import Basics
import FoundationEssentials
import SQLite
package import Warehouses

/// A database in a folder of its own, which tells whether anything in the folder has changed.
package final class Stronghold: Sendable {
  package let folder: String
  package let path: String
  private let guarded: SQLiteWarehouse
  private let before: [String: String]

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "stronghold-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/inn.sqlite"
    try Connection(.file(path), mode: .readWrite).execute(
      script: """
        CREATE TABLE guest (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
        CREATE TABLE stay (guest REFERENCES guest (id), nights INTEGER, paid REAL);
        CREATE TABLE many (x INTEGER);
        CREATE INDEX by_name ON guest (name);
        CREATE VIEW everyone AS SELECT name FROM guest;
        INSERT INTO guest VALUES (1, 'Ada', 'early'), (2, 'Ben', NULL), (3, 'Cleo', '; DROP TABLE guest');
        INSERT INTO stay VALUES (1, 2, 99.5), (2, 1, 40), (3, 7, 410);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO many SELECT i FROM n;
        PRAGMA journal_mode = DELETE;
        """)
    guarded = try SQLiteWarehouse(name: "inn", path: path)
    before = try Self.state(of: folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The database behind its guard, with little time for each statement.
  package func warehouse(seconds: Double = 0.1) -> HurriedWarehouse { HurriedWarehouse(guarded, seconds: seconds) }

  /// Whether the folder holds what it held, byte by byte.
  package func isUntouched() throws -> Bool { try Self.state(of: folder) == before }

  private static func state(of folder: String) throws -> [String: String] {
    var state: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
      state[name] = ContentHash(of: Array(data)).hex
    }
    return state
  }
}

/// A warehouse that gives no statement more than a moment, so that tests of what never ends do.
package struct HurriedWarehouse: Warehouse {
  private let base: any Warehouse
  private let seconds: Double

  package init(_ base: any Warehouse, seconds: Double) {
    self.base = base
    self.seconds = seconds
  }

  package var name: String { base.name }
  package var dialect: String { base.dialect }

  private func hurried(_ limits: ExecutionLimits) -> ExecutionLimits {
    var limits = limits
    limits.seconds = min(limits.seconds, seconds)
    return limits
  }

  package func schema() async throws(WarehouseError) -> Schema { try await base.schema() }
  package func explain(_ sql: String) async throws(WarehouseError) { try await base.explain(sql) }
  package func dataVersion() async throws(WarehouseError) -> String { try await base.dataVersion() }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    try await base.execute(sql, limits: hurried(limits))
  }

  package func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    try await base.execute(sql, following, limits: hurried(limits))
  }

  package func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int? {
    try await base.scannedRows(sql, limits: hurried(limits))
  }
}
