/// The tables of a SELECT, in the order written.
package struct FromClause: Sendable, Hashable {
  package var first: TableSource
  package var joins: [Join]

  package init(_ first: TableSource, joins: [Join] = []) {
    self.first = first
    self.joins = joins
  }

  /// The first source and those of the joins.
  package var sources: [TableSource] { [first] + joins.map(\.source) }
}

/// How one more source is joined to those before it.
package struct Join: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case comma = ","
    case inner = "JOIN"
    case left = "LEFT JOIN"
    case right = "RIGHT JOIN"
    case full = "FULL JOIN"
    case cross = "CROSS JOIN"
    case leftSemi = "LEFT SEMI JOIN"
    case leftAnti = "LEFT ANTI JOIN"
    case lateralView = "LATERAL VIEW"
    case lateralViewOuter = "LATERAL VIEW OUTER"
  }

  package enum Constraint: Sendable, Hashable {
    case on(SQLExpression)
    case using([String])
  }

  package var kind: Kind
  package var isNatural: Bool
  package var source: TableSource
  package var constraint: Constraint?

  package init(_ kind: Kind, _ source: TableSource, isNatural: Bool = false, constraint: Constraint? = nil) {
    self.kind = kind
    self.source = source
    self.isNatural = isNatural
    self.constraint = constraint
  }
}

/// Something rows are read from.
package indirect enum TableSource: Sendable, Hashable {
  case table(TableName, alias: TableAlias?)
  case subquery(SelectStatement, alias: TableAlias?, isLateral: Bool)
  case function(FunctionCall, alias: TableAlias?, isLateral: Bool)
  /// Joins in parentheses.
  case group(FromClause, alias: TableAlias?)
  case pivot(TableSource, Pivot, alias: TableAlias?)
}

/// A table as a query names it.
package struct TableName: Sendable, Hashable {
  /// Catalog and schema, where written.
  package var qualifier: [String]
  package var name: String
  /// Which of its rows are meant: `VERSION AS OF 3`, `TABLESAMPLE (10 PERCENT)`; empty for all.
  package var selection: String

  package init(qualifier: [String] = [], _ name: String, selection: String = "") {
    self.qualifier = qualifier
    self.name = name
    self.selection = selection
  }
}

/// `PIVOT (aggregates FOR columns IN (values))` or `UNPIVOT (value FOR name IN (columns))`.
package struct Pivot: Sendable, Hashable {
  package var isReverse: Bool
  package var items: [SelectItem]
  package var columns: [SQLExpression]
  package var values: [SelectItem]
}

/// `AS name (columns)`
package struct TableAlias: Sendable, Hashable {
  package var name: String
  package var columns: [String]

  package init(_ name: String, columns: [String] = []) {
    self.name = name
    self.columns = columns
  }
}
