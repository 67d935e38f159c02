import Platform
import SQLite

/// An SQLite file, opened read-only, on which untrusted statements run guarded.
///
/// Several connections serve it, so that statements can run at once; one more reads the catalog, so that it waits for
/// none of them. All run in the blocking pool.
package final class SQLiteWarehouse: Warehouse {
  package let name: String
  package let dialect = "sqlite"
  package let path: String
  private let readers: Lending<Guarded<SQLiteReader>, WarehouseError>
  private let catalog: Lending<Guarded<SQLiteReader>, WarehouseError>
  /// The data as it was when the file had not changed for a while: while its stamp stays, so does the version.
  private let settled = Guarded<(stamp: FileContent.Stamp, version: String)?>(nil)
  private let profiles = Guarded((version: "", profiles: [String: ColumnProfile]()))

  /// Opens `path`, which must exist and be a database.
  /// `trustsSchema`: whether its views may call functions such as `json_extract`; for files of our own.
  /// `reversesUnordered`: whether rows that no ORDER BY puts in order come the other way round, to find statements
  /// that rely on it.
  package init(
    name: String, path: String, trustsSchema: Bool = false, reversesUnordered: Bool = false
  ) throws(WarehouseError) {
    self.name = name
    self.path = path
    catalog = try Lending(limit: 1) { () throws(WarehouseError) in
      Guarded(try SQLiteReader(path: path, trustsSchema: trustsSchema))
    }
    readers = try Lending(limit: 3) { () throws(WarehouseError) in
      Guarded(try SQLiteReader(path: path, trustsSchema: trustsSchema, reversesUnordered: reversesUnordered))
    }
  }

  package func schema() async throws(WarehouseError) -> Schema {
    try await reading(catalog) { (reader) throws(WarehouseError) in try reader.schema() }
  }

  package func explain(_ sql: String) async throws(WarehouseError) {
    try await reading(readers) { (reader) throws(WarehouseError) in try reader.explain(sql) }
  }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    try await reading(readers) { (reader) throws(WarehouseError) in try reader.execute(sql, limits: limits) }
  }

  package func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    try await reading(readers) { (reader) throws(WarehouseError) in
      try reader.execute(sql, following, limits: limits)
    }
  }

  package func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int? {
    try await reading(readers) { (reader) throws(WarehouseError) in try reader.scannedRows(sql, limits: limits) }
  }

  package func dataVersion() async throws(WarehouseError) -> String {
    let content = FileContent(path: path)
    let stamp = content.stamp
    if let known = settled.withLock({ $0 }), known.stamp == stamp { return known.version }
    let isSettled = FileContent.isSettled(stamp)
    let version = try await reading(catalog) { (reader) throws(WarehouseError) in try reader.dataVersion() }
    if isSettled, content.stamp == stamp { settled.withLock { $0 = (stamp, version) } }
    return version
  }

  /// What a column holds; measured once, and again where the data has changed.
  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    let version = try await dataVersion()
    let key = table.lowercased() + "\0" + column.lowercased()
    let known = profiles.withLock { cache in cache.version == version ? cache.profiles[key] : nil }
    if let known { return known }
    let profile = try await ColumnProfile.measure(column, in: table, on: self)
    profiles.withLock { cache in
      if cache.version != version { cache = (version, [:]) }
      cache.profiles[key] = profile
    }
    return profile
  }

  /// Runs `body` in the blocking pool with a connection to itself, so that nobody waits for the connection's lock.
  private func reading<Result: Sendable>(
    _ connections: Lending<Guarded<SQLiteReader>, WarehouseError>,
    _ body: @Sendable (SQLiteReader) throws(WarehouseError) -> Result
  ) async throws(WarehouseError) -> Result {
    try await BlockingPool.shared.run { () async throws(WarehouseError) in
      guard let reader = try await connections.take() else { throw .cancelled }
      defer { connections.give(reader) }
      return try reader.withLock { (reader) throws(WarehouseError) in try body(reader) }
    }
  }
}
