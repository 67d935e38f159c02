internal import Basics

/// What Unity Catalog tells of a schema, by its `information_schema`.
struct DatabricksCatalog: Sendable {
  let catalog: String?
  let schema: String
  /// Runs a statement of our own.
  let run: @Sendable (_ sql: String) async throws(WarehouseError) -> ResultSet

  /// How many tables are asked for their history.
  private static let histories = 64

  private var place: String {
    catalog.map { quoted($0, dialect: "databricks") + ".information_schema" } ?? "information_schema"
  }

  func tables() async throws(WarehouseError) -> Schema {
    let columns = try await run(
      """
      SELECT table_name, column_name, full_data_type, is_nullable FROM \(place).columns
      WHERE table_schema = \(literal(schema)) ORDER BY table_name, ordinal_position
      """)
    // Keys are for information only, and some catalogs have none.
    let keys = (try? await run(keyQuery).rows) ?? []
    let references = (try? await run(referenceQuery).rows) ?? []
    if Task.isCancelled { throw .cancelled }
    var tables: [Schema.Table] = []
    for row in columns.rows {
      guard row.count == 4, let table = row[0].text, let column = row[1].text else { continue }
      if tables.last?.name != table { tables.append(Schema.Table(name: table, columns: [])) }
      let isKey = keys.contains { $0 == [row[0], row[1]] }
      tables[tables.count - 1].columns.append(
        Schema.Column(
          name: column, type: row[2].text ?? "", isPrimaryKey: isKey, isNullable: !isKey && row[3] != "NO"))
    }
    for index in tables.indices { tables[index].foreignKeys = Self.foreignKeys(of: tables[index].name, references) }
    return Schema(tables: tables)
  }

  private static func foreignKeys(of table: String, _ references: [[Value]]) -> [Schema.ForeignKey] {
    var keys: [(name: Value, key: Schema.ForeignKey)] = []
    for row in references where row.count == 5 && row[0].text == table {
      guard let column = row[2].text, let target = row[3].text, let referenced = row[4].text else { continue }
      if keys.last?.name != row[1] {
        keys.append((row[1], Schema.ForeignKey(columns: [], table: target, referenced: [])))
      }
      keys[keys.count - 1].key.columns.append(column)
      keys[keys.count - 1].key.referenced.append(referenced)
    }
    return keys.map(\.key)
  }

  private var keyQuery: String {
    """
    SELECT k.table_name, k.column_name FROM \(place).key_column_usage k JOIN \(place).table_constraints c
      ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name
    WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = \(literal(schema))
    ORDER BY k.table_name, k.ordinal_position
    """
  }

  private var referenceQuery: String {
    """
    SELECT k.table_name, k.constraint_name, k.column_name, u.table_name, u.column_name
    FROM \(place).referential_constraints r
    JOIN \(place).key_column_usage k
      ON k.constraint_schema = r.constraint_schema AND k.constraint_name = r.constraint_name
    JOIN \(place).key_column_usage u
      ON u.constraint_schema = r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name
      AND u.ordinal_position = coalesce(k.position_in_unique_constraint, k.ordinal_position)
    WHERE k.table_schema = \(literal(schema)) ORDER BY k.table_name, k.constraint_name, k.ordinal_position
    """
  }

  /// A line for each table that changes when its data does.
  func versions() async throws(WarehouseError) -> [String] {
    let tables = try await run(
      """
      SELECT table_name, table_type, data_source_format, last_altered FROM \(place).tables
      WHERE table_schema = \(literal(schema)) ORDER BY table_name
      """)
    var lines: [String] = []
    var asked = 0
    for row in tables.rows {
      var line = row.map { $0.text ?? "" }.joined(separator: "\u{1F}")
      if row.count == 4, row[2] == "DELTA", let table = row[0].text, asked < Self.histories {
        asked += 1
        let name = [catalog, schema, table].compactMap { $0 }.map { quoted($0, dialect: "databricks") }
        let history = try? await run("DESCRIBE HISTORY \(name.joined(separator: ".")) LIMIT 1")
        line += "\u{1F}" + (history?.rows.first?.prefix(2).map { "\($0)" }.joined(separator: "\u{1F}") ?? "")
      }
      lines.append(line)
    }
    if Task.isCancelled { throw .cancelled }
    return lines
  }

  private func literal(_ text: String) -> String {
    "'" + text.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }
}
