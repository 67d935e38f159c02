internal import Glibc
internal import HTTP
internal import Warehouses

/// Checks of Spark's warehouse against a server that really runs.
@main enum WarehouseChecks {
  static let usage = """
    usage: warehouse-checks sql URL DATABASE STATEMENT           its rows, or what became of it
           warehouse-checks gold URL DATABASE FILE.sqlite EVALSET.jsonl
                                                                 expected statements on Spark and on SQLite
           warehouse-checks fetch URL [ROWS]                     many rows: time and memory
           warehouse-checks cancel URL                           how fast a long statement ends
           warehouse-checks errors URL                           every error as a user reads it

    """

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, Array(arguments.dropFirst())) {
      case ("sql", let rest) where rest.count == 3:
        await show(rest[2], on: spark(rest[0], rest[1]), ExecutionLimits(seconds: 60))
      case ("gold", let rest) where rest.count == 4:
        exit(try await checkGold(on: spark(rest[0], rest[1]), file: rest[2], evalset: rest[3]) ? 0 : 1)
      case ("fetch", let rest) where (1...2).contains(rest.count):
        exit(
          await measureFetch(on: spark(rest[0]), rows: rest.dropFirst().first.flatMap { Int($0) } ?? 250_000) ? 0 : 1)
      case ("cancel", let rest) where rest.count == 1: exit(await measureCancel(on: spark(rest[0])) ? 0 : 1)
      case ("errors", let rest) where rest.count == 1: await showErrors(rest[0])
      default:
        print(usage, terminator: "")
        exit(2)
      }
    } catch {
      print("\(error)")
      exit(1)
    }
  }

  static let http = HTTPClient()

  static func spark(_ url: String, _ database: String = "default") -> SparkWarehouse {
    SparkWarehouse(
      name: "spark", url: url, credentials: .basic(user: "checks", password: Secret("x")), user: "checks",
      database: database, http: http)
  }

  static func show(_ sql: String, on warehouse: any Warehouse, _ limits: ExecutionLimits = ExecutionLimits()) async {
    do throws(WarehouseError) {
      let result = try await warehouse.execute(sql, limits: limits)
      print(result.columns.joined(separator: " | "))
      for row in result.rows.prefix(20) { print(row.map { "\($0)" }.joined(separator: " | ")) }
      print("\(result.rows.count) rows\(result.truncated ? ", cut off" : "")")
    } catch {
      print(error.description)
    }
  }
}
