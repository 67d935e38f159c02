internal import Basics
internal import FoundationEssentials
internal import SQLText
internal import Warehouses

extension WarehouseChecks {
  /// What became of one expected statement.
  private enum Outcome: String, CaseIterable {
    case same = "the same result"
    case sameReprinted = "the same result, printed in Spark's dialect"
    case different = "another result"
    case refused = "Spark does not run it"
    case skipped = "SQLite does not run it"
  }

  /// Runs every expected statement of an evalset on both engines, as it stands and otherwise as our printer writes it
  /// for Spark, and judges Spark's rows against SQLite's with the product's own rule.
  static func checkGold(on spark: SparkWarehouse, file: String, evalset: String) async throws -> Bool {
    let local = try SQLiteWarehouse(name: "local", path: file)
    let limits = ExecutionLimits(seconds: 120, rows: 100_000)
    var counts: [Outcome: Int] = [:]
    let lines = try String(contentsOfFile: evalset, encoding: .utf8).split(separator: "\n")
    var known: [String: Outcome] = [:]
    for line in lines {
      let json = try JSON(parsing: Array(line.utf8))
      guard let sql = json["sql"]?.stringValue ?? json["expected_sql"]?.stringValue ?? json["gold_sql"]?.stringValue,
        !sql.isEmpty
      else { continue }
      if let outcome = known[sql] {
        counts[outcome, default: 0] += 1
        continue
      }
      let (outcome, why) = await compare(sql, spark, local, limits)
      known[sql] = outcome
      counts[outcome, default: 0] += 1
      if outcome != .same, outcome != .sameReprinted {
        print("\(json["id"]?.stringValue ?? "?"): \(outcome.rawValue): \(why)\n    \(sql)")
      }
    }
    for outcome in Outcome.allCases { print("\(counts[outcome, default: 0]) \(outcome.rawValue)") }
    return counts[.different, default: 0] == 0
  }

  private static func compare(
    _ sql: String, _ spark: SparkWarehouse, _ local: SQLiteWarehouse, _ limits: ExecutionLimits
  ) async -> (Outcome, String) {
    let expected: ExpectedResult
    do throws(WarehouseError) {
      expected = try await ExpectedResult.fetch(sql, on: local, limits: limits)
    } catch { return (.skipped, error.predicate) }
    func run(_ text: String) async -> Result<ResultComparison, WarehouseError> {
      do throws(WarehouseError) {
        return .success(try await spark.compare(text, with: expected, limits: limits))
      } catch { return .failure(error) }
    }
    let first = await run(sql)
    if case .success(let comparison) = first, comparison.isEqual { return (.same, "") }
    guard let statement = try? SelectStatement(parsing: sql, dialect: .sqlite) else { return verdict(first) }
    let second = await run(statement.sql(in: .spark))
    if case .success(let comparison) = second, comparison.isEqual { return (.sameReprinted, "") }
    return verdict(second)
  }

  private static func verdict(_ result: Result<ResultComparison, WarehouseError>) -> (Outcome, String) {
    switch result {
    case .success(let comparison):
      (
        .different,
        "\(comparison.outcome.rawValue), wanted \(comparison.missing.prefix(2)), came \(comparison.unexpected.prefix(2))"
      )
    case .failure(let error): (.refused, error.predicate)
    }
  }
}
