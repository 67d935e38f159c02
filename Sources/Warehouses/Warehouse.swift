/// Where SQL runs. One protocol, several engines; every statement is untrusted unless said.
package protocol Warehouse: Sendable {
  /// The name by which a user knows the connection.
  var name: String { get }
  var dialect: String { get }

  func schema() async throws(WarehouseError) -> Schema

  /// Compiles a statement without running it.
  func explain(_ sql: String) async throws(WarehouseError)

  /// Runs one read-only statement; cancelling the task stops it.
  func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet

  /// Runs one read-only statement and compares its rows with known ones as they come.
  func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult

  /// How many rows a run of the statement visits in full scans, where the engine tells.
  func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int?

  /// Names the data: another text whenever it may have changed, the same in every process while it has not.
  func dataVersion() async throws(WarehouseError) -> String

  /// What a column holds.
  func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile
}

extension Warehouse {
  package func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int? { nil }

  package func dataVersion() async throws(WarehouseError) -> String { "" }

  package func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await ColumnProfile.measure(column, in: table, on: self)
  }
}

/// What one statement may take; beyond the time or the bytes it ends as an error that says so, beyond the rows its
/// result is cut off and marked as truncated.
package struct ExecutionLimits: Sendable, Equatable {
  package var seconds: Double
  package var rows: Int
  /// About as much memory as the values of the result take.
  package var bytes: Int

  package init(seconds: Double = 10, rows: Int = 10_000, bytes: Int = 64 << 20) {
    self.seconds = seconds
    self.rows = rows
    self.bytes = bytes
  }
}

/// Every way in which a statement ends without a result.
package enum WarehouseError: Error, Sendable, Equatable {
  /// The engine refused the text: a syntax error, or a name it does not know.
  case invalid(message: String)
  /// The statement would write, attach, load, or is more than one statement.
  case forbidden(what: String)
  case timedOut(seconds: Double)
  case tooLarge(what: String)
  case cancelled
  /// Not the statement's fault: file missing, locked, damaged, network.
  case unavailable(message: String)
}
