import Platform

/// A warehouse that runs no statement twice on the same data: tuning asks the same few thousand statements over and
/// over.
///
/// Results and refusals are kept, whatever a retry could change (cancelled, unavailable) is not. When the data
/// changes, everything is forgotten; when the cells of the kept results outgrow the capacity, the oldest go first.
package final class CachingWarehouse: Warehouse {
  private struct Key: Hashable, Sendable {
    var sql: String
    var limits: String
  }

  private struct Cache: Sendable {
    var version = ""
    var results: [Key: Result<ResultSet, WarehouseError>] = [:]
    var order: [Key] = []
    var cells = 0
    var forgotten = 0
  }

  private let base: any Warehouse
  private let capacity: Int
  private let cache = Guarded(Cache())

  /// Keeps results of `capacity` cells at most, rows being counted too.
  package init(_ base: any Warehouse, capacity: Int = 4_000_000) {
    self.base = base
    self.capacity = capacity
  }

  package var name: String { base.name }
  package var dialect: String { base.dialect }

  package func schema() async throws(WarehouseError) -> Schema { try await base.schema() }
  package func explain(_ sql: String) async throws(WarehouseError) { try await base.explain(sql) }
  package func dataVersion() async throws(WarehouseError) -> String { try await base.dataVersion() }

  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await base.profile(of: column, in: table)
  }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    let version = try await base.dataVersion()
    let key = Key(sql: sql, limits: "\(limits.seconds) \(limits.rows) \(limits.bytes)")
    let known = cache.withLock { cache in cache.version == version ? cache.results[key] : nil }
    if let known { return try known.get() }
    let result: Result<ResultSet, WarehouseError>
    do {
      result = .success(try await base.execute(sql, limits: limits))
    } catch {
      result = .failure(error)
    }
    keep(result, under: key, version: version)
    return try result.get()
  }

  private func keep(_ result: Result<ResultSet, WarehouseError>, under key: Key, version: String) {
    switch result {
    case .failure(.cancelled), .failure(.unavailable): return
    default: break
    }
    let size = Self.cells(of: result)
    guard size <= capacity / 4 else { return }
    cache.withLock { cache in
      if cache.version != version { cache = Cache(version: version) }
      guard cache.results.updateValue(result, forKey: key) == nil else { return }
      cache.order.append(key)
      cache.cells += size
      while cache.cells > capacity, cache.forgotten < cache.order.count {
        let oldest = cache.order[cache.forgotten]
        cache.forgotten += 1
        if let gone = cache.results.removeValue(forKey: oldest) { cache.cells -= Self.cells(of: gone) }
      }
      if cache.forgotten > 10_000 {
        cache.order.removeFirst(cache.forgotten)
        cache.forgotten = 0
      }
    }
  }

  private static func cells(of result: Result<ResultSet, WarehouseError>) -> Int {
    guard case .success(let rows) = result else { return 8 }
    return 8 + rows.rows.count * (1 + rows.columns.count)
  }
}
