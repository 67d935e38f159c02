package import HTTP

internal import Basics

/// A Databricks SQL warehouse by the Statement Execution API.
///
/// Statements of others are checked before anything is sent. The catalog is read anew once a minute.
package final class DatabricksWarehouse: Warehouse {
  package let name: String
  package let dialect = "databricks"
  private let endpoint: StatementEndpoint
  private let catalog: DatabricksCatalog
  private let knownSchema = Remembered<Schema>(for: .seconds(60))
  private let knownVersion = Remembered<String>(for: .seconds(60))
  private let profiles = KnownProfiles()

  /// `host`: `https://…` without a path. `patience`: how many seconds a stopped warehouse may take to start.
  package init(
    name: String, host: String, warehouse: String, credentials: ServerCredentials, catalog: String? = nil,
    schema: String? = nil, patience: Double = 600, http: HTTPClient
  ) {
    self.name = name
    let server = RemoteServer(http: http, credentials: credentials)
    let endpoint = StatementEndpoint(
      host: host, warehouse: warehouse, catalog: catalog, schema: schema, server: server, patience: patience)
    self.endpoint = endpoint
    self.catalog = DatabricksCatalog(catalog: catalog, schema: schema ?? "default") {
      (sql) async throws(WarehouseError) in
      let limits = ExecutionLimits(seconds: 120, rows: 100_000, bytes: 256 << 20)
      return try await StatementRun(endpoint: endpoint, limits: limits).result(of: sql)
    }
  }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    try RemoteGuard.check(sql)
    return try await StatementRun(endpoint: endpoint, limits: limits).result(of: sql)
  }

  package func explain(_ sql: String) async throws(WarehouseError) {
    try RemoteGuard.check(sql)
    if let error = SparkPlan.error(in: try await catalog.run("EXPLAIN \(sql)")) { throw error }
  }

  package func schema() async throws(WarehouseError) -> Schema {
    let catalog = catalog
    return try await knownSchema.value { () async throws(WarehouseError) in try await catalog.tables() }
  }

  /// A digest of the tables' definitions and, of Delta tables, their versions.
  package func dataVersion() async throws(WarehouseError) -> String {
    let (catalog, place) = (catalog, "\(endpoint.host) \(endpoint.catalog ?? "") \(endpoint.schema ?? "")")
    return try await knownVersion.value { () async throws(WarehouseError) in
      let lines = try await catalog.versions()
      return ContentHash(of: Array(([place] + lines).joined(separator: "\u{1E}").utf8)).description
    }
  }

  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await profiles.profile(of: column, in: table, on: self)
  }
}
