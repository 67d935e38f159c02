package import HTTP

internal import Basics
internal import SQLText

/// Spark or a Databricks SQL warehouse by HiveServer2's Thrift protocol over HTTP.
///
/// Statements of others are checked before anything is sent, since the engine has no read-only sessions. The catalog is
/// read anew once a minute; what changes the data behind its back, such as files put into a table's folder, is not seen.
package final class SparkWarehouse: Warehouse {
  package let name: String
  package let dialect: String
  package let url: String
  private let session: HiveSession
  private let catalog: String?
  private let database: String
  private let knownSchema = Remembered<Schema>(for: .seconds(60))
  private let knownVersion = Remembered<String>(for: .seconds(60))
  private let profiles = KnownProfiles()

  /// `user`: whom Spark takes the session for. `database`: where names without one are looked up.
  package convenience init(
    name: String, url: String, credentials: ServerCredentials, user: String? = nil, catalog: String? = nil,
    database: String = "default", dialect: String = "spark", http: HTTPClient
  ) {
    let server = RemoteServer(http: http, credentials: credentials)
    self.init(
      name: name, url: url, client: .http(server, url: url), user: user, catalog: catalog, database: database,
      dialect: dialect)
  }

  init(
    name: String, url: String, client: HiveClient, user: String? = nil, catalog: String? = nil,
    database: String = "default", dialect: String = "spark"
  ) {
    self.name = name
    self.url = url
    self.dialect = dialect
    self.catalog = catalog
    self.database = database
    var settings = [(key: "use:database", value: database)]
    if let catalog { settings.insert((key: "use:catalog", value: catalog), at: 0) }
    session = HiveSession(client, user: user, settings: settings)
  }

  package func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    try RemoteGuard.check(sql)
    return try await HiveStatementRun(session, limits: limits).result(of: sql)
  }

  package func explain(_ sql: String) async throws(WarehouseError) {
    try RemoteGuard.check(sql)
    if let error = SparkPlan.error(in: try await trusted("EXPLAIN \(sql)")) { throw error }
  }

  package func schema() async throws(WarehouseError) -> Schema {
    let (session, catalog, database) = (session, catalog, database)
    return try await knownSchema.value { () async throws(WarehouseError) in
      let run = HiveStatementRun(session, limits: Self.ownLimits)
      let columns = try await run.result { .columns(catalog: catalog, database: database, in: $0) }
      return Schema(hiveColumns: columns)
    }
  }

  /// A digest of what the catalog says of every table: its definition, size and last change.
  package func dataVersion() async throws(WarehouseError) -> String {
    try await knownVersion.value { [self] () async throws(WarehouseError) in
      let place = [catalog, database].compactMap { $0 }.map { quoted($0, dialect: dialect) }.joined(separator: ".")
      let tables = try await trusted("SHOW TABLE EXTENDED IN \(place) LIKE '*'")
      let lines = tables.rows.map { $0.compactMap(\.text).joined(separator: "\u{1F}") }.sorted()
      return ContentHash(of: Array(([url, place] + lines).joined(separator: "\u{1E}").utf8)).description
    }
  }

  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await profiles.profile(of: column, in: table, on: self)
  }

  /// Runs a statement of our own.
  private func trusted(_ sql: String) async throws(WarehouseError) -> ResultSet {
    try await HiveStatementRun(session, limits: Self.ownLimits).result(of: sql)
  }

  private static let ownLimits = ExecutionLimits(seconds: 60, rows: 100_000, bytes: 256 << 20)
}

extension Schema {
  /// From the answer to GetColumns, which is ordered by table and position.
  fileprivate init(hiveColumns result: ResultSet) {
    func place(_ name: String) -> Int? { result.columns.firstIndex { $0.uppercased() == name } }
    guard let table = place("TABLE_NAME"), let column = place("COLUMN_NAME"), let type = place("TYPE_NAME") else {
      self.init(tables: [])
      return
    }
    let nullable = place("NULLABLE")
    var tables: [Table] = []
    var places: [String: Int] = [:]
    for row in result.rows {
      guard let name = row[table].text, let columnName = row[column].text else { continue }
      let isNullable = nullable.map { row[$0] != .integer(0) } ?? true
      let place = places[name] ?? tables.count
      if place == tables.count {
        places[name] = place
        tables.append(Table(name: name, columns: []))
      }
      tables[place].columns.append(Column(name: columnName, type: row[type].text ?? "", isNullable: isNullable))
    }
    self.init(tables: tables.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
  }
}

extension Value {
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
