extension ClauseComparison {
  func compareSources(_ one: FromClause?, _ other: FromClause?) {
    let sources = (one?.flatSources ?? [], other?.flatSources ?? [])
    let tables = (sources.0.compactMap(expected.table), sources.1.compactMap(generated.table))
    let (missing, extra) = unmatched(tables.0.map(expected.piece(table:)), tables.1.map(generated.piece(table:)))
    for piece in missing { note(.missingTable, expected: piece) }
    for piece in extra { note(.extraTable, generated: piece) }
    let outer = (expected.outerTables(one), generated.outerTables(other))
    for table in outer.0 where !outer.1.contains(table) && tables.1.contains(table) {
      note(
        .otherJoinKind, expected: expected.piece(text: "LEFT JOIN \(table)"), generated: generated.piece(table: table))
    }
    for table in outer.1 where !outer.0.contains(table) && tables.0.contains(table) {
      note(
        .otherJoinKind, expected: expected.piece(table: table), generated: generated.piece(text: "LEFT JOIN \(table)"))
    }
    let nested = (sources.0.compactMap(\.statement), sources.1.compactMap(\.statement))
    if nested.0.count == nested.1.count {
      for (left, right) in zip(nested.0, nested.1) { compareNested(left, right) }
    } else {
      note(
        .nesting, expected: nested.0.first.map { expected.piece(text: $0.sql()) },
        generated: nested.1.first.map { generated.piece(text: $0.sql()) })
    }
  }

  /// Joins and filters, from WHERE as from ON.
  func compareConditions(_ one: SelectCore, _ other: SelectCore) {
    let conjuncts = (one.joinedConditions.flatMap(\.conjuncts), other.joinedConditions.flatMap(\.conjuncts))
    let isJoin = (
      { self.expected.query.joinCondition($0) != nil } as (SQLExpression) -> Bool,
      { self.generated.query.joinCondition($0) != nil } as (SQLExpression) -> Bool
    )
    var joins = unmatched(
      conjuncts.0.filter(isJoin.0).map(expected.joinPiece), conjuncts.1.filter(isJoin.1).map(generated.joinPiece))
    pair(&joins.missing, &joins.extra, as: .otherJoin) { $0.tables == $1.tables }
    for piece in joins.missing { note(.missingJoin, expected: piece) }
    for piece in joins.extra { note(.extraJoin, generated: piece) }

    var filters = (conjuncts.0.filter { !isJoin.0($0) }, conjuncts.1.filter { !isJoin.1($0) })
    compareQueries(inside: &filters.0, &filters.1)
    var (missing, extra) = unmatched(filters.0.map(expected.piece), filters.1.map(generated.piece))
    pair(&missing, &extra, as: .filterValue) { $0.parts?.value == nil ? false : $0.isSame($1, but: \.value) }
    pair(&missing, &extra, as: .filterOperator) { $0.isSame($1, but: \.operation) }
    pair(&missing, &extra, as: .filterColumn) { $0.isSame($1, but: \.subject) }
    pair(&missing, &extra, as: .otherFilter) { !$0.columns.isEmpty && $0.columns == $1.columns }
    for piece in missing { note(.missingFilter, expected: piece) }
    for piece in extra { note(.extraFilter, generated: piece) }
  }

  func compareHaving(_ one: [SQLExpression], _ other: [SQLExpression]) {
    var conditions = (one, other)
    compareQueries(inside: &conditions.0, &conditions.1)
    var (missing, extra) = unmatched(conditions.0.map(expected.piece), conditions.1.map(generated.piece))
    pair(&missing, &extra, as: .otherHaving) { _, _ in true }
    for piece in missing { note(.missingHaving, expected: piece) }
    for piece in extra { note(.extraHaving, generated: piece) }
  }

  /// Compares the queries of conditions that are alike but for them, and takes those conditions out.
  private func compareQueries(inside one: inout [SQLExpression], _ other: inout [SQLExpression]) {
    var rest: [SQLExpression] = []
    for condition in one {
      let shape = expected.based(condition).withoutQueries
      let inner = condition.directQueries
      let index = other.firstIndex { candidate in
        !inner.isEmpty && candidate.directQueries.count == inner.count
          && generated.based(candidate).withoutQueries == shape
      }
      guard let index else {
        rest.append(condition)
        continue
      }
      for (left, right) in zip(inner, other.remove(at: index).directQueries) { compareNested(left, right) }
    }
    one = rest
  }
}

extension ClauseComparison.Side {
  /// The base table of a source; nil for a derived one.
  func table(_ source: TableSource) -> String? {
    guard case .table = source, let name = source.exposedName,
      case .table(let table)? = query.origins[name.lowercasedASCII]
    else { return nil }
    return table
  }

  func outerTables(_ clause: FromClause?) -> [String] {
    unique((clause?.joins ?? []).filter { $0.kind == .left }.compactMap { table($0.source) })
  }

  /// A join with its sides in one order whatever they are called in the query.
  func joinPiece(_ conjunct: SQLExpression) -> ClauseDifference.Piece {
    guard let join = query.joinCondition(conjunct) else { return piece(conjunct) }
    let sides = [join.left, join.right].map { SQLExpression.column(ColumnName(table: $0.table, name: $0.column)) }
    let expression = SQLExpression.binary(sides[0], .equal, sides[1])
    return ClauseDifference.Piece(
      expression: expression, text: expression.sql(), tables: unique([join.left.table, join.right.table]).sorted(),
      columns: [join.left, join.right])
  }
}

extension TableSource {
  fileprivate var statement: SelectStatement? {
    guard case .subquery(let statement, _, _) = self else { return nil }
    return statement
  }
}

extension ClauseDifference.Piece {
  struct Parts: Hashable {
    var subject: String
    var operation: String
    var value: String?
  }

  /// A comparison taken apart; nil for another condition.
  var parts: Parts? {
    switch expression {
    case .binary(let left, let operation, let right)? where operation.isComparison:
      Parts(subject: left.sql(), operation: operation.rawValue, value: right.sql())
    case .inList(let subject, let list, let isNegated)?:
      Parts(
        subject: subject.sql(), operation: isNegated ? "<>" : "=", value: list.map { $0.sql() }.joined(separator: ", "))
    default: nil
    }
  }

  /// True for two comparisons that differ in one part alone.
  func isSame<Part: Equatable>(_ other: ClauseDifference.Piece, but part: WritableKeyPath<Parts, Part>) -> Bool {
    guard let own = parts, var theirs = other.parts else { return false }
    theirs[keyPath: part] = own[keyPath: part]
    return own == theirs
  }
}

extension SQLExpression {
  /// The queries in it that are not inside one another.
  var directQueries: [SelectStatement] {
    var queries: [SelectStatement] = []
    func gather(_ expression: SQLExpression) -> SQLExpression {
      expression.mapChildren(
        gather,
        query: { query in
          queries.append(query)
          return query
        })
    }
    _ = gather(self)
    return queries
  }

  /// The same with an empty query in place of each.
  fileprivate var withoutQueries: SQLExpression {
    mapChildren(\.withoutQueries, query: { _ in SelectStatement(first: .values([])) })
  }
}
