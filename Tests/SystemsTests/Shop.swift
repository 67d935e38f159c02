import Basics
import FoundationEssentials
import SQLite
import Spaces
import Warehouses

@testable import Systems

/// A small shop in a temporary file, and spaces over it.
final class Shop {
  let path: String
  let system: EmbeddedSystem

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/shop-\(UUID().uuidString).sqlite"
    let connection = try Connection(.file(path), mode: .readWrite)
    try connection.execute(
      script: """
        CREATE TABLE region (region_id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, name TEXT, age INTEGER, typ_cd TEXT,
          region_id INTEGER REFERENCES region (region_id));
        CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (customer_id),
          bought_on TEXT, amount REAL, stat TEXT, ship_region INTEGER);
        INSERT INTO region VALUES (1, 'North'), (2, 'South'), (3, 'Far East');
        INSERT INTO customer VALUES (1, 'Ada', 30, 'W', 1), (2, 'Ben', 41, 'R', 1), (3, 'Cleo', 25, 'W', 2),
          (4, 'Dan', 67, 'R', 3);
        INSERT INTO purchase VALUES (1, 1, '2023-02-01', 10, 'ok', 2), (2, 1, '2024-03-05', 20, 'ok', 2),
          (3, 2, '2024-05-06', 40, 'void', 1), (4, 3, '2024-07-08', 5, 'ok', 3);
        """)
    system = EmbeddedSystem(warehouse: try SQLiteWarehouse(name: "shop", path: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A space that lists the three tables, with the flags and column notes given by `table.column`.
  static func space(
    values: [String] = [], format: [String] = [], excluded: [String] = [], synonyms: [String: [String]] = [:],
    instructions: JSON = [:]
  ) -> Space {
    let names = Set(values + format + excluded + Array(synonyms.keys))
    let tables = ["customer", "purchase", "region"].map { table -> JSON in
      let columns = names.filter { $0.hasPrefix(table + ".") }.sorted().map { name -> JSON in
        [
          "column_name": .string(String(name.dropFirst(table.count + 1))),
          "enable_entity_matching": .bool(values.contains(name)),
          "enable_format_assistance": .bool(format.contains(name) || values.contains(name)),
          "exclude": .bool(excluded.contains(name)), "synonyms": .strings(synonyms[name] ?? []),
        ]
      }
      return ["identifier": .string("main.shop." + table), "column_configs": .array(columns)]
    }
    return Space(
      document: ["version": 2, "data_sources": ["tables": .array(tables)], "instructions": instructions])
  }

  func answer(_ question: String, _ space: Space) async throws -> Trace {
    try await system.prepare(space).answer(Ask(id: "q", text: question))
  }

  func rows(_ question: String, _ space: Space) async throws -> [[Value]]? {
    try await answer(question, space).result?.rows
  }
}
