internal import Basics
internal import Warehouses

/// The number of a column among all columns of a database.
typealias ColumnID = Int
/// The number of a table in a database's catalog.
typealias TableID = Int

/// What the catalog says, with every column numbered.
struct Database: Sendable {
  struct Column: Sendable {
    var table: TableID
    var name: String
    var kind: Kind
    var isKey: Bool
    /// Lower-case words of the name.
    var words: [String]
  }

  enum Kind: Sendable, Hashable {
    case text, integer, real, date, unknown
    var isNumeric: Bool { self == .integer || self == .real }
  }

  struct Table: Sendable {
    var name: String
    var columns: Range<ColumnID>
    var words: [String]
    var foreignKeys: [(columns: [ColumnID], table: TableID, referenced: [ColumnID])]
  }

  var tables: [Table] = []
  var columns: [Column] = []
  private var tableNames: [String: TableID] = [:]

  init(_ schema: Schema) {
    for (index, table) in schema.tables.enumerated() {
      let start = columns.count
      for column in table.columns {
        columns.append(
          Column(
            table: index, name: column.name, kind: Self.kind(column.type), isKey: column.isPrimaryKey,
            words: identifierWords(column.name)))
      }
      tables.append(
        Table(name: table.name, columns: start..<columns.count, words: identifierWords(table.name), foreignKeys: []))
      tableNames[table.name.lowercased()] = index
    }
    for (index, table) in schema.tables.enumerated() {
      for key in table.foreignKeys {
        guard let target = tableNames[key.table.lowercased()] else { continue }
        let own = key.columns.compactMap { column($0, in: index) }
        var referenced = key.referenced.compactMap { column($0, in: target) }
        if referenced.isEmpty { referenced = tables[target].columns.filter { columns[$0].isKey } }
        guard !own.isEmpty, own.count == referenced.count else { continue }
        tables[index].foreignKeys.append((own, target, referenced))
      }
    }
  }

  func table(_ name: String) -> TableID? { tableNames[name.lowercased()] }

  func column(_ name: String, in table: TableID) -> ColumnID? {
    let wanted = name.lowercased()
    return tables[table].columns.first { columns[$0].name.lowercased() == wanted }
  }

  private static func kind(_ type: String) -> Kind {
    let type = type.lowercased()
    if type.contains("date") || type.contains("time") { return .date }
    if type.contains("int") || type.contains("bool") { return .integer }
    if ["real", "floa", "doub", "num", "dec", "money"].contains(where: type.contains) { return .real }
    if ["char", "text", "clob", "string"].contains(where: type.contains) { return .text }
    return .unknown
  }
}

/// The lower-case words of an identifier: `CustomerId`, `customer_id` and `customer id` are the same.
func identifierWords(_ name: String) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  let bytes = Array(name.utf8)
  func flush() {
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self).lowercased()) }
    word = []
  }
  for (index, byte) in bytes.enumerated() {
    let isUpper = (65...90).contains(byte)
    let isLetterOrDigit = isUpper || (97...122).contains(byte) || (48...57).contains(byte) || byte >= 128
    guard isLetterOrDigit else {
      flush()
      continue
    }
    if isUpper, index > 0 {
      let previousIsLower = (97...122).contains(bytes[index - 1])
      let nextIsLower = index + 1 < bytes.count && (97...122).contains(bytes[index + 1])
      let previousIsUpper = (65...90).contains(bytes[index - 1])
      if previousIsLower || (previousIsUpper && nextIsLower) { flush() }
    }
    word.append(byte)
  }
  flush()
  return words
}
