internal import Basics
internal import Databricks
internal import Displays
internal import HTTP
internal import Language
internal import Systems
internal import Warehouses

extension Session {
  func connect(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    var address = try ConnectionAddress(parsing: command.text("address") ?? "")
    if address.engine == .sqlite { address = .init(.sqlite, Files.absolute(try Files.existing(address.place))) }
    address.catalog = command.text("catalog")
    address.schema = command.text("schema")
    address.profile = command.text("profile")
    address.user = command.text("user")
    address.password = command.text("password")
    let name = command.text("name") ?? address.defaultName
    let warehouse = try warehouse(at: address, named: name)
    let schema = try await readSchema(of: warehouse, at: address)
    if let known = bench.connections.first(where: { $0.name == name }), known.address != address,
      !command.isGiven("name")
    {
      throw SessionError.connectionTaken(name)
    }
    let connection = ConnectedWarehouse(warehouse: warehouse, address: address)
    let isNew = bench.currentConnection.map { $0.name != name || $0.address != address } ?? true
    bench.connections.removeAll { $0.name == name }
    bench.connections.append(connection)
    try await choose(connection, isNew: isNew)
    let columns = schema.tables.reduce(0) { $0 + $1.columns.count }
    return Page([
      .text("Connected \(name): \(counted(schema.tables.count, "table")), \(counted(columns, "column")). Read-only.")
    ]).bundle(width: screen.width)
  }

  /// The first words with an engine; where it cannot be reached, that is no statement's fault.
  private func readSchema(of warehouse: any Warehouse, at address: ConnectionAddress) async throws -> Schema {
    do throws(WarehouseError) {
      return try await warehouse.schema()
    } catch {
      switch error {
      case _ where address.engine == .sqlite: throw error
      case .unavailable(let message), .invalid(let message):
        throw SessionError.unreachable(address.shown, why: message)
      case .timedOut(let seconds): throw SessionError.unreachable(address.shown, why: "no answer within \(seconds) s")
      case .forbidden, .tooLarge, .cancelled: throw error
      }
    }
  }

  /// Makes a database the one that questions are asked of.
  func choose(_ connection: ConnectedWarehouse, isNew: Bool? = nil) async throws {
    let known = bench.currentConnection
    if isNew ?? (known?.name != connection.name || known?.address != connection.address) {
      (bench.embedded, bench.answering) = (nil, nil)
    }
    bench.connectionName = connection.name
    try await remember()
  }

  /// The warehouse at an address; engines beyond this machine are asked nothing yet.
  func warehouse(at address: ConnectionAddress, named name: String) throws -> any Warehouse {
    switch address.engine {
    case .sqlite: return try SQLiteWarehouse(name: name, path: address.place)
    case .spark: return try spark(at: address, named: name)
    case .databricks: return try databricks(at: address, named: name)
    }
  }

  private func spark(at address: ConnectionAddress, named name: String) throws -> SparkWarehouse {
    func value(of variable: String?, _ option: String) throws(SessionError) -> String? {
      guard let variable else { return nil }
      guard let value = environment[variable], !value.isEmpty else {
        throw .unsetVariable(variable, option: option)
      }
      return value
    }
    let user = try value(of: address.user, "user") ?? language.name
    // Spark wants a password even where it looks at none.
    let password = Secret(try value(of: address.password, "password") ?? "none")
    do throws(HTTPError) {
      let origin = try Origin(of: address.place)
      let isLocal = ["127.0.0.1", "localhost", "[::1]"].contains(origin.host)
      guard origin.isSecure || isLocal || address.password == nil else {
        throw HTTPError.badURL(reason: "a password is sent over https only")
      }
    } catch {
      throw SessionError.badAddress(
        "spark:\(address.place)", why: error.description, hint: "write spark:http://HOST:PORT/PATH")
    }
    return SparkWarehouse(
      name: name, url: address.place, credentials: .basic(user: user, password: password), user: user,
      catalog: address.catalog, database: address.schema ?? "default", http: client())
  }

  private func databricks(at address: ConnectionAddress, named name: String) throws -> DatabricksWarehouse {
    let slash = address.place.lastIndex(of: "/")
    let host = slash.map { String(address.place[..<$0]) }
    let identifier = slash.map { String(address.place[address.place.index(after: $0)...]) } ?? address.place
    guard !identifier.isEmpty, identifier.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
      throw SessionError.badAddress(
        "databricks:\(address.place)", why: "it does not end in the id of a warehouse",
        hint: "write databricks:HOST/WAREHOUSE_ID, or databricks:WAREHOUSE_ID where DATABRICKS_HOST is set")
    }
    let configuration = try configuration(host: host, profile: address.profile)
    let workspace = Workspace(host: configuration.host, configuration.credentials, client: client(), clock: clock)
    let credentials = ServerCredentials.bearer { (isRenewal) async throws(WarehouseError) in
      do throws(WorkspaceError) {
        return try await workspace.token(isRenewal: isRenewal)
      } catch {
        throw error == .cancelled ? .cancelled : .unavailable(message: "\(workspace.host) \(error.predicate)")
      }
    }
    return DatabricksWarehouse(
      name: name, host: configuration.host, warehouse: identifier, credentials: credentials,
      catalog: address.catalog, schema: address.schema, http: client())
  }
}
