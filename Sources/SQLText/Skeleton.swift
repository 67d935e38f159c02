extension SelectStatement {
  /// The shape of a query: its normal form with `:string` and `:number` for constants, so that queries which differ
  /// in those alone have one skeleton.
  ///
  /// With `hidesNames` tables become `t1`, `t2`, … and columns `c1`, `c2`, … in the order of the text, so that queries
  /// of one shape over different tables have one skeleton too.
  package func skeleton(schema: SchemaView, hidesNames: Bool = false) -> String {
    let shape = normalized(schema: schema).transformed(\.withoutConstants).lowercased
    return hidesNames ? NameHider().hide(shape).sql() : shape.sql()
  }
}

extension SQLExpression {
  fileprivate var withoutConstants: SQLExpression {
    switch self {
    case .literal(.string), .typedLiteral: return .parameter(":string")
    case .literal(.number): return .parameter(":number")
    case .inList(let value, let list, let isNegated):
      // Constants are placeholders by now: how many there are is no part of the shape.
      return .inList(value, unique(list), isNegated: isNegated)
    default: return self
    }
  }
}

/// Numbers the names of one query.
private final class NameHider {
  private var tables: [String: String] = [:]
  private var columns: [String: String] = [:]

  func hide(_ statement: SelectStatement) -> SelectStatement {
    // Items come first in the text, but tables are numbered by FROM so that `t1` is the first of them.
    var result = statement
    for index in statement.commonTables.indices {
      result.commonTables[index].statement = hide(statement.commonTables[index].statement)
      result.commonTables[index].name = table(statement.commonTables[index].name)
    }
    result.first = hide(statement.first)
    result.compounds = statement.compounds.map { Compound($0.operation, hide($0.term)) }
    result.orderBy = statement.orderBy.map { $0.mapChildren { self.hide($0) } }
    return result
  }

  private func hide(_ term: QueryTerm) -> QueryTerm {
    switch term {
    case .select(var core):
      core.from = core.from.map { clause in
        FromClause(
          hide(clause.first),
          joins: clause.joins.map { join in
            var join = join
            join.source = hide(join.source)
            return join
          })
      }
      let mapped = SelectStatement(core).mapChildren({ self.hide($0) }, query: { $0 })
      return mapped.first
    case .values: return term
    case .nested(let statement): return .nested(hide(statement))
    }
  }

  private func hide(_ source: TableSource) -> TableSource {
    switch source {
    case .table(let name, let alias):
      .table(TableName(table(name.name)), alias: alias.map { TableAlias(table($0.name), columns: $0.columns) })
    case .subquery(let statement, let alias, let isLateral):
      .subquery(
        hide(statement), alias: alias.map { TableAlias(table($0.name), columns: $0.columns) }, isLateral: isLateral)
    case .function, .group, .pivot: source
    }
  }

  private func hide(_ expression: SQLExpression) -> SQLExpression {
    switch expression {
    case .column(let name):
      .column(ColumnName(qualifier: name.qualifier.map { table($0) }, name: column(name)))
    case .star(let qualifier): .star(qualifier: qualifier.map { table($0) })
    case .starExcept(let qualifier, _): .starExcept(qualifier: qualifier.map { table($0) }, [])
    default: expression.mapChildren({ self.hide($0) }, query: { self.hide($0) })
    }
  }

  private func table(_ name: String) -> String {
    let hidden = tables[name] ?? "t\(tables.count + 1)"
    tables[name] = hidden
    return hidden
  }

  private func column(_ name: ColumnName) -> String {
    let key = (name.qualifier + [name.name]).joined(separator: ".")
    let hidden = columns[key] ?? "c\(columns.count + 1)"
    columns[key] = hidden
    return hidden
  }
}
