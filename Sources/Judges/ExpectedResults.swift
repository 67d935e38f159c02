package import SQLText
package import Warehouses

/// What expected statements return, kept so that each is run once for the same data.
///
/// Share one among all judges of a session.
package actor ExpectedResults {
  private struct Key: Hashable {
    var warehouse: String
    var data: String
    var sql: String
  }

  private let limits: ExecutionLimits
  private let capacity: Int
  private var results: [Key: Result<ExpectedResult, WarehouseError>] = [:]
  private var cells = 0
  private var schemas: [Key: SchemaView] = [:]
  private var forms: [Key: String?] = [:]

  /// `capacity`: how many values are kept at most; beyond, the cache starts anew.
  package init(
    limits: ExecutionLimits = ExecutionLimits(seconds: 30, rows: 50_000, bytes: 256 << 20), capacity: Int = 4_000_000
  ) {
    self.limits = limits
    self.capacity = capacity
  }

  /// The limits under which judges run statements.
  package nonisolated var executionLimits: ExecutionLimits { limits }

  /// What `sql` returns, and whether it was known already.
  package func result(
    of sql: String, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> (expected: ExpectedResult, wasKnown: Bool) {
    let key = Key(warehouse: warehouse.name, data: try await warehouse.dataVersion(), sql: trimmed(sql))
    if let known = results[key] { return (try known.get(), true) }
    do {
      let expected = try await ExpectedResult.fetch(sql, on: warehouse, limits: limits)
      keep(.success(expected), for: key)
      return (expected, false)
    } catch {
      // What may go better next time is not kept.
      switch error {
      case .invalid, .forbidden, .tooLarge: keep(.failure(error), for: key)
      case .timedOut, .cancelled, .unavailable: break
      }
      throw error
    }
  }

  /// The tables of a warehouse as SQLText sees them.
  package func schema(of warehouse: any Warehouse) async throws(WarehouseError) -> SchemaView {
    let key = Key(warehouse: warehouse.name, data: try await warehouse.dataVersion(), sql: "")
    if let known = schemas[key] { return known }
    let view = SchemaView(try await warehouse.schema())
    if schemas.count >= 32 { schemas = [:] }
    schemas[key] = view
    return view
  }

  /// The normal form of a statement, `nil` for one that has none that can stand for its result.
  package func normalForm(of sql: String, on warehouse: any Warehouse) async throws(WarehouseError) -> String? {
    let key = Key(warehouse: warehouse.name, data: try await warehouse.dataVersion(), sql: trimmed(sql))
    if let known = forms[key] { return known }
    let form = SQLText.normalForm(of: sql, schema: try await schema(of: warehouse), dialect: SQLDialect(of: warehouse))
    if forms.count >= 20_000 { forms = [:] }
    forms[key] = .some(form)
    return form
  }

  private func keep(_ result: Result<ExpectedResult, WarehouseError>, for key: Key) {
    let size = 16 + ((try? result.get()).map { ($0.result.rows.count + $0.tied.count) * $0.result.columns.count } ?? 0)
    if cells + size > capacity {
      results = [:]
      cells = 0
    }
    cells += size
    results[key] = result
  }
}

/// A statement without the white space and semicolons around it: it says the same.
func trimmed(_ sql: String) -> String {
  func isIgnored(_ scalar: Unicode.Scalar) -> Bool { " \t\r\n;".unicodeScalars.contains(scalar) }
  let scalars = sql.unicodeScalars
  guard let first = scalars.firstIndex(where: { !isIgnored($0) }),
    let last = scalars.lastIndex(where: { !isIgnored($0) })
  else { return "" }
  return String(scalars[first...last])
}
