import Displays
import FoundationEssentials
import SQLite
import Sessions
import Testing

/// A folder of its own with a small shop, an evalset and a session.
final class Bench {
  let folder: String
  let session = Session(version: "test")

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/sessions-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let shop = try Connection(.file(folder + "/shop.sqlite"), mode: .readWrite)
    try shop.execute(
      script: """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), amount REAL, status TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
        INSERT INTO customers SELECT i, 'customer ' || i, CASE i % 3 WHEN 0 THEN 'Lima' WHEN 1 THEN 'Cusco' ELSE 'Puno' END FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO orders SELECT i, i % 60 + 1, i * 1.5, CASE i % 4 WHEN 0 THEN 'open' ELSE 'shipped' END FROM n;
        """)
    let cities = ["Lima", "Cusco", "Puno"]
    let rows = (0..<60).map { index in
      let city = cities[index % 3]
      let (text, sql) =
        switch index % 4 {
        case 0: ("how many customers are in \(city)", "SELECT count(*) FROM customers WHERE city = '\(city)'")
        case 1: ("list the names of customers from \(city)", "SELECT name FROM customers WHERE city = '\(city)'")
        case 2: ("how many orders are there", "SELECT count(*) FROM orders")
        default: ("what is the largest amount of an order", "SELECT max(amount) FROM orders")
        }
      return #"{"id":"q\#(index)","family":"f\#(index / 2)","question":"\#(text), number \#(index)","sql":"\#(sql)"}"#
    }
    try write(rows.joined(separator: "\n") + "\n", to: "evals.jsonl")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  /// Runs commands; `@` stands for the folder.
  @discardableResult
  func run(_ source: String) async -> (outcome: CellOutcome, text: String) {
    let recorder = Recorder()
    let cell = Cell(source: source.replacing("@", with: folder), count: 1, width: 120)
    let outcome = await session.execute(cell, output: recorder)
    return (outcome, recorder.text)
  }

  /// Loads everything a run needs.
  func load() async {
    let (outcome, text) = await run(
      """
      use store @/test.chaos
      connect sqlite:@/shop.sqlite as shop
      new space from shop
      load evals @/evals.jsonl split=50/25/25 by=family
      """)
    #expect(outcome == .finished, "\(outcome) \(text)")
  }
}
