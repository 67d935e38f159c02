internal import Basics
internal import Platform
internal import Warehouses

/// What has been read from a database so far, shared by every space over it.
final class DatabaseCache: Sendable {
  private let warehouse: any Warehouse
  private let state = Guarded<State>(State())

  private struct State {
    var database: Database?
    var index = ValueIndex()
  }

  /// Distinct values read of one column; rarer ones are not known by name.
  private static let limit = 20_000

  init(_ warehouse: any Warehouse) { self.warehouse = warehouse }

  func database() async throws(WarehouseError) -> Database {
    if let known = state.withLock({ $0.database }) { return known }
    let database = Database(try await warehouse.schema())
    state.withLock { $0.database = database }
    return database
  }

  /// The values of the columns asked for, and perhaps of others.
  func values(of wanted: [ColumnID], in database: Database) async throws(WarehouseError) -> ValueIndex {
    let known = state.withLock { $0.index }
    let missing = wanted.filter { known.columns[$0] == nil }
    guard !missing.isEmpty else { return known }
    var loaded: [(ColumnID, ColumnValues)] = []
    for id in missing {
      let column = database.columns[id]
      let name = quotedName(column.name)
      let sql = """
        SELECT \(name) FROM \(quotedName(database.tables[column.table].name)) WHERE \(name) IS NOT NULL \
        GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT \(Self.limit)
        """
      let result = try await warehouse.execute(sql, limits: ExecutionLimits(seconds: 20, rows: Self.limit))
      loaded.append((id, ColumnValues(rows: result.rows, kind: column.kind)))
    }
    let additions = loaded
    return state.withLock { state in
      for (id, values) in additions { state.index.add(values, of: id) }
      return state.index
    }
  }
}

/// An identifier in double quotes where it needs them.
func quotedName(_ name: String) -> String {
  let isPlain =
    name.utf8.first.map { !(48...57).contains($0) } ?? false
    && name.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
    }
  return isPlain && !reservedNames.contains(name.lowercased())
    ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
}

private let reservedNames: Set<String> = [
  "order", "group", "select", "from", "where", "table", "index", "by", "join", "on", "as", "and", "or", "not", "in",
  "is", "null", "limit", "having", "union", "all", "distinct", "case", "when", "then", "else", "end", "values", "set",
  "check", "default", "primary", "references", "to", "transaction", "create", "exists", "between", "like", "left",
  "using", "natural", "cross", "inner", "outer", "unique", "collate", "desc", "asc",
]

/// A text literal.
func quotedText(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
