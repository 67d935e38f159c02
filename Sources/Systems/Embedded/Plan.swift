/// A value that a statement computes.
indirect enum Expression: Sendable, Hashable {
  case column(ColumnID)
  case countAll
  case aggregate(String, Expression, distinct: Bool)
  /// SQL of the space, whose columns go by their tables' names.
  case raw(String, tables: [TableID], isAggregate: Bool)

  var isAggregate: Bool {
    switch self {
    case .column: false
    case .countAll, .aggregate: true
    case .raw(_, _, let isAggregate): isAggregate
    }
  }

  /// Whether the space says how it is computed.
  var isRaw: Bool {
    switch self {
    case .raw: true
    case .aggregate(_, let inner, _): inner.isRaw
    case .column, .countAll: false
    }
  }

  func tables(_ view: View) -> [TableID] {
    switch self {
    case .column(let column): [view.table(of: column)]
    case .countAll: []
    case .aggregate(_, let inner, _): inner.tables(view)
    case .raw(_, let tables, _): tables
    }
  }

  func sql(_ view: View) -> String {
    switch self {
    case .column(let column): view.qualified(column)
    case .countAll: "COUNT(*)"
    case .aggregate(let function, let inner, let distinct):
      "\(function)(\(distinct ? "DISTINCT " : "")\(inner.numericSQL(view, function)))"
    case .raw(let sql, _, _): sql
    }
  }

  /// Numbers kept as text are cast where they are reckoned or compared with.
  func numericSQL(_ view: View, _ function: String = "SUM") -> String {
    if case .column(let column) = self, view.formats[column] == .numericText, function != "COUNT" {
      return "CAST(\(view.qualified(column)) AS REAL)"
    }
    return sql(view)
  }
}

/// One conjunct of a WHERE or HAVING clause.
struct Condition: Sendable, Hashable {
  var sql: String
  var tables: [TableID]
  /// Conditions on one column with one operator, which "or" and lists combine.
  var key: String = ""
  /// Where in the question it comes from.
  var position = 0
}

/// A statement before it is written.
struct Plan: Sendable, Hashable {
  var select: [Expression] = []
  var selectsEverything = false
  var isDistinct = false
  var conditions: [Condition] = []
  var group: [Expression] = []
  var having: [String] = []
  var order: [Ordering] = []
  var limit: Int?
  /// Tables that must be there even if nothing is taken from them.
  var extraTables: [TableID] = []
  /// "Largest" as a comparison with the maximum instead of the first row in order.
  var comparesWithExtreme = false

  struct Ordering: Sendable, Hashable {
    var expression: Expression
    var descending: Bool
  }

  func tables(_ view: View) -> [TableID] {
    var tables: [TableID] = []
    func add(_ more: [TableID]) {
      for table in more where !tables.contains(table) { tables.append(table) }
    }
    // What is added up or counted comes first: everything else is looked up from there.
    for expression in select + order.map(\.expression) where expression.isAggregate { add(expression.tables(view)) }
    select.forEach { add($0.tables(view)) }
    add(extraTables)
    conditions.forEach { add($0.tables) }
    group.forEach { add($0.tables(view)) }
    order.forEach { add($0.expression.tables(view)) }
    return tables
  }

  /// The statement, or nothing where its tables cannot be joined.
  func sql(_ view: View) -> String? {
    let tables = tables(view)
    guard let first = tables.first, let from = fromClause(tables, first, view) else { return nil }
    var items = select.map { $0.sql(view) }
    if selectsEverything { items = [tables.count > 1 ? quotedName(view.database.tables[first].name) + ".*" : "*"] }
    guard !items.isEmpty else { return nil }
    var filters = conditions
    var ordering = order
    var rows = limit
    if comparesWithExtreme, let top = order.first, limit == 1, group.isEmpty, !top.expression.isAggregate {
      let value = top.expression.numericSQL(view)
      let inner = "SELECT \(top.descending ? "MAX" : "MIN")(\(value)) FROM \(from)" + whereClause(conditions)
      filters.insert(Condition(sql: "\(value) = (\(inner))", tables: []), at: 0)
      ordering = []
      rows = nil
    }
    var sql =
      "SELECT \(isDistinct ? "DISTINCT " : "")\(items.joined(separator: ", ")) FROM \(from)" + whereClause(filters)
    if !group.isEmpty { sql += " GROUP BY " + group.map { $0.sql(view) }.joined(separator: ", ") }
    if !having.isEmpty { sql += " HAVING " + having.joined(separator: " AND ") }
    if !ordering.isEmpty {
      let keys = ordering.map { $0.expression.numericSQL(view) + ($0.descending ? " DESC" : "") }
      sql += " ORDER BY " + keys.joined(separator: ", ")
    }
    if let rows { sql += " LIMIT \(rows)" }
    return tables.count == 1 && from == quotedName(view.database.tables[first].name)
      ? sql.replacing(quotedName(view.database.tables[first].name) + ".", with: "") : sql
  }

  private func whereClause(_ conditions: [Condition]) -> String {
    guard !conditions.isEmpty else { return "" }
    return " WHERE " + conditions.map(\.sql).joined(separator: " AND ")
  }

  private func fromClause(_ tables: [TableID], _ first: TableID, _ view: View) -> String? {
    guard let edges = view.graph.tree(tables, stems: Set(view.words.words.map(\.stem))) else { return nil }
    var joined: Set<TableID> = [first]
    var text = quotedName(view.database.tables[first].name)
    var open = edges
    while let index = open.firstIndex(where: { joined.contains($0.left) != joined.contains($0.right) }) {
      let edge = open.remove(at: index)
      let next = joined.contains(edge.left) ? edge.right : edge.left
      joined.insert(next)
      text += " JOIN " + quotedName(view.database.tables[next].name) + " ON " + edge.condition
    }
    return text
  }
}
