internal import Platform

extension Warehouse {
  /// The warehouse for `count` judges of one trace: several run no statement twice, one alone may stop at the row that decides.
  package func shared(among count: Int) -> any Warehouse { count > 1 ? OnceWarehouse(self) : self }
}

/// A warehouse that runs no statement twice, for as long as one trace is judged: several judges may want the same rows.
///
/// It keeps every result: let it go with the trace.
package final class OnceWarehouse: Warehouse {
  private struct Run: Sendable {
    let sql: [UInt8]
    let limits: ExecutionLimits
    let result: Result<ResultSet, WarehouseError>
  }

  private let base: any Warehouse
  private let runs = Guarded<[Run]>([])
  private let version = Guarded<String?>(nil)

  package init(_ base: any Warehouse) { self.base = base }

  package var name: String { base.name }
  package var dialect: String { base.dialect }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    if let known = known(sql, limits) { return try known.get() }
    do {
      let result = try await base.execute(sql, limits: limits)
      keep(.success(result), of: sql, limits)
      return result
    } catch {
      keep(.failure(error), of: sql, limits)
      throw error
    }
  }

  package func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    if let known = known(sql, limits) { return FollowedResult(try known.get(), following) }
    do {
      // One row may decide for this judge, another one wants the rest.
      let whole = Following(following.expected, beyond: following.beyond)
      let followed = try await base.execute(sql, whole, limits: limits)
      if !followed.isCutShort { keep(.success(followed.result), of: sql, limits) }
      return followed
    } catch {
      keep(.failure(error), of: sql, limits)
      throw error
    }
  }

  package func schema() async throws(WarehouseError) -> Schema { try await base.schema() }
  package func explain(_ sql: String) async throws(WarehouseError) { try await base.explain(sql) }

  package func dataVersion() async throws(WarehouseError) -> String {
    if let known = version.withLock({ $0 }) { return known }
    let asked = try await base.dataVersion()
    version.withLock { $0 = asked }
    return asked
  }

  package func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int? {
    try await base.scannedRows(sql, limits: limits)
  }

  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await base.profile(of: column, in: table)
  }

  private func known(_ sql: String, _ limits: ExecutionLimits) -> Result<ResultSet, WarehouseError>? {
    runs.withLock { runs in
      runs.first { $0.limits == limits && $0.sql.elementsEqual(sql.utf8) }?.result
    }
  }

  private func keep(_ result: Result<ResultSet, WarehouseError>, of sql: String, _ limits: ExecutionLimits) {
    switch result {
    // What may go better next time.
    case .failure(.cancelled), .failure(.unavailable): return
    default: runs.withLock { $0.append(Run(sql: Array(sql.utf8), limits: limits, result: result)) }
    }
  }
}
