import SQLite

extension Connection {
  /// The tables and views of the database in the order of their making; a view that no longer compiles is left out.
  func readSchema() throws(SQLiteError) -> Schema {
    let names = try query(
      """
      SELECT s.name FROM sqlite_schema AS s JOIN pragma_table_list AS l ON l.name = s.name AND l.schema = 'main'
      WHERE s.type IN ('table', 'view') AND l.type IN ('table', 'view', 'virtual') AND substr(s.name, 1, 7) <> 'sqlite_'
      ORDER BY s.rowid
      """
    ).compactMap { $0.first?.text }
    var tables: [Schema.Table] = []
    for name in names {
      guard let columns = try? readColumns(of: name), !columns.isEmpty else { continue }
      tables.append(Schema.Table(name: name, columns: columns, foreignKeys: try readForeignKeys(of: name)))
    }
    return Schema(tables: tables).withReferencedKeys
  }

  private func readColumns(of table: String) throws(SQLiteError) -> [Schema.Column] {
    let sql = "SELECT name, type, pk, \"notnull\" FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid"
    return try query(sql, [.text(table)]).compactMap { row in
      guard row.count == 4, let name = row[0].text else { return nil }
      let isKey = row[2] != 0
      return Schema.Column(
        name: name, type: row[1].text ?? "", isPrimaryKey: isKey, isNullable: row[3] == 0 && !isKey,
        collation: collation(of: name, in: table))
    }
  }

  /// The collation of a column that has another than SQLite's own; of a view's column, which has none to ask for, one
  /// that is not known.
  private func collation(of column: String, in table: String) -> String? {
    guard let name = self.collation(ofColumn: column, in: table) else { return "?" }
    return name == "BINARY" ? nil : name
  }

  private func readForeignKeys(of table: String) throws(SQLiteError) -> [Schema.ForeignKey] {
    // SQLite numbers the keys from the last declared to the first.
    let sql = """
      SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq
      """
    var keys: [(id: SQLValue, key: Schema.ForeignKey)] = []
    for row in try query(sql, [.text(table)]) {
      guard row.count == 4, let target = row[1].text, let column = row[2].text else { continue }
      if keys.last?.id != row[0] {
        keys.append((row[0], Schema.ForeignKey(columns: [], table: target, referenced: [])))
      }
      keys[keys.count - 1].key.columns.append(column)
      if let referenced = row[3].text { keys[keys.count - 1].key.referenced.append(referenced) }
    }
    return keys.map(\.key)
  }
}

extension Schema {
  /// With foreign keys that name no column pointing at the primary key of their table.
  fileprivate var withReferencedKeys: Schema {
    var schema = self
    for (index, table) in tables.enumerated() {
      schema.tables[index].foreignKeys = table.foreignKeys.map { key in
        guard key.referenced.count != key.columns.count else { return key }
        var key = key
        key.referenced = self.table(key.table)?.columns.filter(\.isPrimaryKey).map(\.name) ?? []
        return key
      }
    }
    return schema
  }
}
