internal import Basics
internal import Warehouses

/// A database that is connected, and where it is.
struct ConnectedWarehouse: Sendable {
  let warehouse: any Warehouse
  let address: ConnectionAddress

  var name: String { warehouse.name }
}

/// Where a database is and how to get in; of secrets only where they are found.
struct ConnectionAddress: Sendable, Hashable {
  enum Engine: String, Sendable { case sqlite, spark, databricks }

  let engine: Engine
  /// The path of a file, a URL, or a host with the id of a warehouse.
  let place: String
  var catalog: String?
  var schema: String?
  var profile: String?
  /// Names of environment variables.
  var user: String?
  var password: String?

  init(_ engine: Engine, _ place: String) {
    self.engine = engine
    self.place = place
  }

  /// `ENGINE:PLACE` as a user writes it.
  init(parsing text: String) throws(SessionError) {
    guard let colon = text.firstIndex(of: ":"), let engine = Engine(rawValue: String(text[..<colon])) else {
      throw .unknownScheme(text)
    }
    self.init(engine, String(text[text.index(after: colon)...]))
    if engine == .sqlite { return }
    guard !text.contains("@"), !text.contains("?") else {
      throw .badAddress(
        "\(engine.rawValue):…", why: "names, passwords and tokens are not written into an address",
        hint: engine == .spark
          ? "user= and password= take the names of environment variables" : "set DATABRICKS_TOKEN, or use profile=")
    }
  }

  /// As a store keeps it.
  init?(_ json: JSON) {
    if let path = json["path"]?.stringValue {
      self.init(.sqlite, path)
      return
    }
    guard let engine = json["engine"]?.stringValue.flatMap(Engine.init), let place = json["place"]?.stringValue else {
      return nil
    }
    self.init(engine, place)
    catalog = json["catalog"]?.stringValue
    schema = json["schema"]?.stringValue
    profile = json["profile"]?.stringValue
    user = json["user"]?.stringValue
    password = json["password"]?.stringValue
  }

  func json(named name: String) -> JSON {
    var entry = JSONObject([("name", .string(name))])
    guard engine != .sqlite else {
      entry["path"] = .string(place)
      return .object(entry)
    }
    entry["engine"] = .string(engine.rawValue)
    entry["place"] = .string(place)
    for (key, value) in [
      ("catalog", catalog), ("schema", schema), ("profile", profile), ("user", user), ("password", password),
    ] { entry[key] = value.map(JSON.string) }
    return .object(entry)
  }

  /// For a person to read.
  var shown: String {
    let names = [catalog, schema].compactMap { $0 }.joined(separator: ".")
    return engine == .sqlite ? place : "\(engine.rawValue):\(place)" + (names.isEmpty ? "" : " \(names)")
  }

  /// How the connection is called where no name is given.
  var defaultName: String { engine == .sqlite ? Files.stem(place) : schema ?? engine.rawValue }
}
