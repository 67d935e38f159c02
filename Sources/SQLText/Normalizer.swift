/// Rewrites a resolved query so that what means the same reads the same.
struct Normalizer {
  private let query: ResolvedQuery
  private let schema: SchemaView
  /// No LIMIT anywhere and no value of an arbitrary row: the order in which rows come decides nothing.
  private let isOrderFree: Bool
  private let hasCollations: Bool

  init(_ query: ResolvedQuery, schema: SchemaView) {
    self.query = query
    self.schema = schema
    isOrderFree = query.statement.queries.allSatisfy(\.isOrderFree)
    hasCollations = schema.tables.contains { !$0.collated.isEmpty }
  }

  /// `x IN (a, b)` means `x = a OR x = b` exactly; Spark brings all of the list to one type.
  var hasPairwiseLists: Bool { query.dialect != .spark }

  /// ON sees every table to its left; elsewhere those before a comma are out of its reach.
  var hasWideConditions: Bool { query.dialect == .sqlite }

  var statement: SelectStatement { normalized(query.statement, as: .result) }

  /// Who reads a query.
  enum Use {
    /// Whoever asked: names of columns do not matter.
    case result
    /// FROM: names of columns matter.
    case table
    /// A scalar: neither names nor, where there is one row, order.
    case value
    /// IN and EXISTS: order and duplicates do not matter either.
    case set
  }

  func normalized(_ statement: SelectStatement, as use: Use) -> SelectStatement {
    var result = statement
    for index in statement.commonTables.indices {
      let inner = normalized(statement.commonTables[index].statement, as: .table)
      result.commonTables[index].statement = inner
    }
    let hidesNames = use != .table && (statement.compounds.isEmpty || statement.orderBy.isEmpty)
    result.first = normalized(statement.first, hidesNames: hidesNames, use: use)
    result.compounds = statement.compounds.map { compound in
      Compound(compound.operation, normalized(compound.term, hidesNames: hidesNames, use: use))
    }
    result.orderBy = unique(
      statement.orderBy.map { term in
        var term = term
        if statement.compounds.isEmpty { term.expression = expression(term.expression) }
        // What SQLite does anyway need not be said.
        let isUsual = term.nulls == (term.isDescending ? .last : .first)
        if query.dialect == .postgres ? !isUsual : isUsual { term.nulls = nil }
        return term
      })
    result.limit = statement.limit.map(expression)
    result.offset = statement.offset.map(expression)
    if case .literal(.number("0"))? = result.offset { result.offset = nil }
    guard use == .set, statement.limit == nil, statement.offset == nil else { return result }
    result.orderBy = []
    if var core = result.core, core.distinctOn.isEmpty {
      core.isDistinct = false
      result.core = core
    }
    return result
  }

  private func normalized(_ term: QueryTerm, hidesNames: Bool, use: Use) -> QueryTerm {
    switch term {
    case .select(let core): .select(normalized(core, hidesNames: hidesNames))
    case .values(let rows): .values(rows.map { $0.map(expression) })
    case .nested(let statement): .nested(normalized(statement, as: use == .set ? .table : use))
    }
  }

  private func normalized(_ core: SelectCore, hidesNames: Bool) -> SelectCore {
    var result = core
    var conditions = core.condition.map { [$0] } ?? []
    result.from = core.from.map { flattened($0, conditions: &conditions) }
    let used = hidesNames ? unqualifiedNames(in: core) : []
    result.items = core.items.map { item in
      let isNamed = item.alias.map { hidesNames ? used.contains($0.lowercasedASCII) : !item.isNamed($0) } ?? false
      return SelectItem(expression(item.expression), alias: isNamed ? item.alias : nil)
    }
    if core.from?.joins.isEmpty == true {
      result.items = result.items.map { item in
        guard case .star = item.expression else { return item }
        return SelectItem(.star(qualifier: []))
      }
    }
    result.distinctOn = core.distinctOn.map(expression)
    result.condition = SQLExpression.conjunction(conditions).map(expression)
    let keys = core.groupBy.map(expression)
    result.groupBy = keys.contains(where: \.isGroupingSet) ? keys : unique(keys)
    if isOrderFree { result.groupBy = sorted(result.groupBy) }
    result.having = core.having.map(expression)
    result.windows = core.windows.map { NamedWindow(name: $0.name, window: $0.window.mapChildren(expression)) }
    result.qualify = core.qualify.map(expression)
    if isOrderFree, let from = result.from { result.from = sorted(from, of: core) }
    return result
  }

  /// Names that something in the query still has without a source: perhaps an alias.
  private func unqualifiedNames(in core: SelectCore) -> Set<String> {
    var names: Set<String> = []
    SelectStatement(core).visit { expression in
      if case .column(let column) = expression, column.qualifier.isEmpty { names.insert(column.name.lowercasedASCII) }
      return true
    }
    query.statement.orderBy.forEach { term in
      if case .column(let column) = term.expression, column.qualifier.isEmpty {
        names.insert(column.name.lowercasedASCII)
      }
    }
    return names
  }

  /// True if exchanging the sides of a comparison cannot change the collation it is made with.
  func areExchangeable(_ left: SQLExpression, _ right: SQLExpression) -> Bool {
    func isPlain(_ side: SQLExpression) -> Bool {
      !side.contains { part in
        switch part {
        case .collate: return true
        case .column(let column) where hasCollations:
          guard let base = query.base(of: column), let table = schema.table(base.table) else { return true }
          return table.collated.contains(base.column.lowercasedASCII)
        case .subquery: return hasCollations
        default: return false
        }
      }
    }
    return isPlain(left) && isPlain(right)
  }

  func sorted(_ expressions: [SQLExpression]) -> [SQLExpression] {
    expressions.map { ($0, $0.sortKey) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}

extension SelectItem {
  /// True if it would have that name without being given it.
  fileprivate func isNamed(_ alias: String) -> Bool {
    guard case .column(let column) = expression else { return false }
    return column.name.lowercasedASCII == alias.lowercasedASCII
  }
}
