internal import Basics
internal import Glibc
internal import Platform
internal import SQLText
internal import Warehouses

/// Parses every expected query of the evalsets and runs it beside its normal form; true if there is no complaint.
func checkGold(_ folders: [String]) async throws -> Bool {
  var isClean = true
  for folder in folders {
    var tally = NormalFormTally()
    var databases = Databases()
    for row in try rows(of: folder + "/evalset.jsonl") {
      let id = row["id"]?.stringValue ?? ""
      let database = try await databases.open("\(folder)/databases/\(row["db"]?.stringValue ?? "").sqlite")
      let alternatives = (row["sql_alternatives"]?.arrayValue ?? []).compactMap(\.stringValue)
      for text in (row["sql"]?.stringValue.map { [$0] } ?? []) + alternatives {
        await tally.check(text, named: id, on: database)
      }
      if let source = row["sql_source"]?.stringValue { tally.checkSource(source, named: id) }
    }
    tally.report(folder)
    isClean = isClean && tally.complaints.isEmpty
  }
  return isClean
}

/// The objects of a file with one on each line.
func rows(of path: String) throws -> [JSON] {
  try FileReader.contents(of: path).split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: $0) }
}

/// A database with its schema read.
struct Database {
  let warehouse: SQLiteWarehouse
  let schema: SchemaView
  static let limits = ExecutionLimits(seconds: 10, rows: 1_000_000, bytes: 1 << 30)

  func expected(_ text: String) async -> ExpectedResult? {
    try? await ExpectedResult.fetch(text, on: warehouse, limits: Self.limits)
  }

  func run(_ text: String) async -> Result<ResultSet, WarehouseError> {
    do {
      return .success(try await warehouse.execute(text, limits: Self.limits))
    } catch { return .failure(error) }
  }
}

struct Databases {
  private var opened: [String: Database] = [:]

  mutating func open(_ path: String) async throws -> Database {
    if let database = opened[path] { return database }
    let warehouse = try SQLiteWarehouse(name: path, path: path)
    let database = Database(warehouse: warehouse, schema: SchemaView(try await warehouse.schema()))
    opened[path] = database
    return database
  }
}
