import Basics
import FoundationEssentials
import SQLite
import Warehouses

/// What one comparison costs as results grow: in rows up to a million, in columns up to sixty.
enum Scaling {
  static func print() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/scaling-\(UUID()).sqlite"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Connection(.file(path), mode: .readWrite).execute(
      script: """
        CREATE TABLE t AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000)
          SELECT n, n * 0.37 AS r, 'name ' || (n % 5000) AS x FROM c;
        PRAGMA journal_mode = DELETE
        """)
    let warehouse = try SQLiteWarehouse(name: "scaling", path: path)
    let limits = ExecutionLimits(seconds: 120, rows: 2_000_000, bytes: 1 << 31)
    Swift.print("rows      same order   other order, other columns (seconds, expected rows known)")
    for rows in [10_000, 30_000, 100_000, 300_000, 1_000_000] {
      let expected = ExpectedResult(
        try await warehouse.execute("SELECT n, r, x FROM t LIMIT \(rows)", limits: limits))
      var outcomes: [ResultComparison.Outcome] = []
      var times: [Double] = []
      for sql in [
        "SELECT n, r, x FROM t LIMIT \(rows)", "SELECT x, n, r FROM t WHERE n <= \(rows) ORDER BY n DESC",
      ] {
        times.append(
          try await seconds {
            outcomes.append(try await warehouse.compare(sql, with: expected, limits: limits).outcome)
          })
      }
      let words = outcomes.map(\.rawValue).joined(separator: ", ")
      Swift.print(
        "\(padded(rows, 8))  \(fixed(times[0], 3))        \(fixed(times[1], 3))   (\(words), "
          + "peak \(fixed(peakMegabytes(), 0)) MB)")
    }
    Swift.print("columns   permuted, 1,000 rows (seconds)")
    for columns in [5, 10, 20, 40, 60] {
      for isAlike in [false, true] {
        let cell = { (row: Int, column: Int) -> Value in
          .integer(Int64(isAlike ? (row + column / 2) % 7 : row * 61 + column * (row % 3 + 1)))
        }
        let order = (0..<columns).map { ($0 * 7 + 3) % columns }
        let isPermutation = Set(order).count == columns
        let places = isPermutation ? order : Array((0..<columns).reversed())
        let names = (0..<columns).map { "c\($0)" }
        let expected = (0..<1_000).map { row in (0..<columns).map { cell(row, $0) } }
        let generated = expected.reversed().map { row in places.map { row[$0] } }
        var outcome = ResultComparison.Outcome.undecided
        let elapsed = await seconds {
          outcome =
            compare(
              ResultSet(columns: places.map { "g\($0)" }, rows: generated),
              with: ExpectedResult(ResultSet(columns: names, rows: expected))
            ).outcome
        }
        let title = isAlike ? "many columns alike" : "all columns differ"
        Swift.print("\(padded(columns, 8))  \(fixed(elapsed, 3))   (\(title): \(outcome.rawValue))")
      }
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
