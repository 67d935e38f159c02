extension SQLPrinter {
  mutating func print(_ statement: SelectStatement) {
    if !statement.commonTables.isEmpty {
      write(statement.isRecursive ? "WITH RECURSIVE " : "WITH ")
      list(statement.commonTables) { $0.print($1) }
      newClause()
    }
    print(statement.first)
    for compound in statement.compounds {
      newClause()
      write(compound.operation.rawValue)
      newClause()
      print(compound.term)
    }
    if !statement.orderBy.isEmpty {
      newClause()
      orderBy(statement.orderBy)
    }
    if let limit = statement.limit {
      if statement.limitHasTies { return fetchWithTies(limit, offset: statement.offset) }
      newClause()
      write("LIMIT ")
      print(limit)
    }
    if let offset = statement.offset {
      if statement.limit == nil, dialect == .sqlite {
        newClause()
        write("LIMIT -1")
      }
      write(" OFFSET ")
      print(offset)
    }
  }

  private mutating func fetchWithTies(_ limit: SQLExpression, offset: SQLExpression?) {
    if let offset {
      newClause()
      write("OFFSET ")
      operand(offset, above: 12)
      write(" ROWS")
    }
    newClause()
    write("FETCH FIRST ")
    operand(limit, above: 12)
    write(" ROWS WITH TIES")
  }

  private mutating func print(_ table: CommonTable) {
    name(table.name)
    if !table.columns.isEmpty { columns(table.columns) }
    write(" AS ")
    if let isMaterialized = table.isMaterialized { write(isMaterialized ? "MATERIALIZED " : "NOT MATERIALIZED ") }
    parenthesised(table.statement)
  }

  private mutating func print(_ term: QueryTerm) {
    switch term {
    case .select(let core): print(core)
    case .values(let rows):
      write("VALUES ")
      list(rows) { printer, row in
        printer.write("(")
        printer.list(row) { $0.print($1) }
        printer.write(")")
      }
    case .nested(let statement):
      // SQLite takes no parentheses here.
      if dialect == .sqlite { write("SELECT * FROM ") }
      parenthesised(statement)
    }
  }

  private mutating func print(_ core: SelectCore) {
    write(core.isDistinct ? "SELECT DISTINCT " : "SELECT ")
    if !core.distinctOn.isEmpty {
      write("ON (")
      list(core.distinctOn) { $0.print($1) }
      write(") ")
    }
    list(core.items) { $0.print($1) }
    if let from = core.from {
      newClause()
      write("FROM ")
      print(from)
    }
    if let condition = core.condition { clause("WHERE", condition) }
    if !core.groupBy.isEmpty {
      newClause()
      write("GROUP BY ")
      list(core.groupBy) { $0.print($1) }
    }
    if let having = core.having { clause("HAVING", having) }
    if !core.windows.isEmpty {
      newClause()
      write("WINDOW ")
      list(core.windows) { printer, named in
        printer.name(named.name)
        printer.write(" AS ")
        printer.printDefinition(named.window)
      }
    }
    if let qualify = core.qualify { clause("QUALIFY", qualify) }
  }

  private mutating func print(_ item: SelectItem) {
    print(item.expression)
    guard let alias = item.alias else { return }
    write(" AS ")
    name(alias)
  }

  /// A condition, each of its conjuncts on a line of its own where there are lines.
  private mutating func clause(_ keyword: String, _ condition: SQLExpression) {
    newClause()
    write(keyword + " ")
    let conjuncts = condition.conjuncts
    if conjuncts.count == 1 { return print(condition) }
    for (index, conjunct) in conjuncts.enumerated() {
      if index > 0 {
        newClause(deeper: 1)
        write("AND ")
      }
      operand(conjunct, above: BinaryOperator.and.precedence)
    }
  }

  mutating func orderBy(_ terms: [OrderingTerm]) {
    write("ORDER BY ")
    list(terms) { printer, term in
      printer.print(term.expression)
      if term.isDescending { printer.write(" DESC") }
      if let nulls = term.nulls { printer.write(" " + nulls.rawValue) }
    }
  }

  mutating func columns(_ columns: [String]) {
    write("(")
    list(columns) { $0.name($1) }
    write(")")
  }
}
