import Basics
import FoundationEssentials
import Judges
import SQLite
import Systems
import Warehouses

/// A small shop in an SQLite file, with traces of systems that answer questions about it.
final class Shop {
  let warehouse: SQLiteWarehouse
  private let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "judges-\(UUID()).sqlite").path()
    try Connection(.file(path), mode: .readWrite).execute(
      script: """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, total REAL);
        INSERT INTO customers VALUES (1, 'Ann', 'Rome'), (2, 'Bob', 'Oslo'), (3, 'Cy', 'Rome');
        INSERT INTO orders VALUES (1, 1, 10.5), (2, 1, 20), (3, 2, 20);
        PRAGMA journal_mode = DELETE
        """)
    warehouse = try SQLiteWarehouse(name: "shop", path: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func change(_ script: String) throws { try Connection(.file(path), mode: .readWrite).execute(script: script) }

  /// The trace of a system that ran `sql`, or whose SQL failed.
  func trace(_ sql: String?) async -> Trace {
    guard let sql else { return Self.trace(nil, .answered, nil) }
    do {
      return Self.trace(sql, .answered, try await warehouse.execute(sql, limits: ExecutionLimits()))
    } catch {
      return Self.trace(sql, .failed(reason: "\(error)"), nil)
    }
  }

  static func trace(_ sql: String?, _ outcome: Trace.Outcome, _ result: ResultSet?) -> Trace {
    Trace(
      ask: Ask(id: "q", text: "?"), input: SystemInput(parts: [], fingerprint: ContentHash(of: "")), outcome: outcome,
      sql: sql, result: result)
  }
}

/// Swift Testing has a type of that name too.
typealias Expectation = Judges.Expectation

extension Expectation {
  init(_ sql: String?, or alternatives: String...) { self.init(sql: sql, alternatives: alternatives) }
}
