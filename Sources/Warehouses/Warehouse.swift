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
}

/// What one statement may take; beyond it the statement ends as an error that says so.
package struct ExecutionLimits: Sendable, Equatable {
  package var seconds: Double
  package var rows: Int

  package init(seconds: Double = 10, rows: Int = 10_000) {
    self.seconds = seconds
    self.rows = rows
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
