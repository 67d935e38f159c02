/// A whole query: common tables, one or more terms joined by set operations, order and limit.
package struct SelectStatement: Sendable, Hashable {
  package var isRecursive: Bool
  package var commonTables: [CommonTable]
  package var first: QueryTerm
  /// The terms after the first, in the order written; how tightly INTERSECT binds is left to the engine.
  package var compounds: [Compound]
  package var orderBy: [OrderingTerm]
  package var limit: SQLExpression?
  package var offset: SQLExpression?
  /// `FETCH FIRST … WITH TIES`
  package var limitHasTies = false

  package init(
    commonTables: [CommonTable] = [], isRecursive: Bool = false, first: QueryTerm, compounds: [Compound] = [],
    orderBy: [OrderingTerm] = [], limit: SQLExpression? = nil, offset: SQLExpression? = nil
  ) {
    self.commonTables = commonTables
    self.isRecursive = isRecursive
    self.first = first
    self.compounds = compounds
    self.orderBy = orderBy
    self.limit = limit
    self.offset = offset
  }

  package init(
    _ core: SelectCore, orderBy: [OrderingTerm] = [], limit: SQLExpression? = nil, offset: SQLExpression? = nil
  ) {
    self.init(first: .select(core), orderBy: orderBy, limit: limit, offset: offset)
  }

  /// The single SELECT of a query without set operations; setting it replaces the first term.
  package var core: SelectCore? {
    get {
      guard compounds.isEmpty, case .select(let core) = first else { return nil }
      return core
    }
    set { if let newValue { first = .select(newValue) } }
  }

  /// The first term and those of the set operations, in the order written.
  package var terms: [QueryTerm] { [first] + compounds.map(\.term) }
}

/// What set operations combine.
package indirect enum QueryTerm: Sendable, Hashable {
  case select(SelectCore)
  case values([[SQLExpression]])
  /// A query in parentheses.
  case nested(SelectStatement)
}

/// A set operation and the term on its right.
package struct Compound: Sendable, Hashable {
  package var operation: SetOperation
  package var term: QueryTerm

  package init(_ operation: SetOperation, _ term: QueryTerm) {
    self.operation = operation
    self.term = term
  }
}

/// How two results are combined; the raw value is its text.
package enum SetOperation: String, Sendable, Hashable {
  case union = "UNION"
  case unionAll = "UNION ALL"
  case intersect = "INTERSECT"
  case intersectAll = "INTERSECT ALL"
  case except = "EXCEPT"
  case exceptAll = "EXCEPT ALL"
}

/// `name (columns) AS (query)`
package struct CommonTable: Sendable, Hashable {
  package var name: String
  package var columns: [String]
  /// MATERIALIZED or NOT MATERIALIZED, where said.
  package var isMaterialized: Bool?
  package var statement: SelectStatement

  package init(name: String, columns: [String] = [], isMaterialized: Bool? = nil, statement: SelectStatement) {
    self.name = name
    self.columns = columns
    self.isMaterialized = isMaterialized
    self.statement = statement
  }
}

/// `SELECT … FROM … WHERE … GROUP BY … HAVING …`
package struct SelectCore: Sendable, Hashable {
  package var isDistinct: Bool
  /// PostgreSQL's DISTINCT ON.
  package var distinctOn: [SQLExpression]
  package var items: [SelectItem]
  package var from: FromClause?
  package var condition: SQLExpression?
  package var groupBy: [SQLExpression]
  package var having: SQLExpression?
  package var windows: [NamedWindow]
  package var qualify: SQLExpression?

  package init(
    isDistinct: Bool = false, distinctOn: [SQLExpression] = [], items: [SelectItem], from: FromClause? = nil,
    where condition: SQLExpression? = nil, groupBy: [SQLExpression] = [], having: SQLExpression? = nil,
    windows: [NamedWindow] = [], qualify: SQLExpression? = nil
  ) {
    self.isDistinct = isDistinct
    self.distinctOn = distinctOn
    self.items = items
    self.from = from
    self.condition = condition
    self.groupBy = groupBy
    self.having = having
    self.windows = windows
    self.qualify = qualify
  }
}

/// One selected expression and the name given to it.
package struct SelectItem: Sendable, Hashable {
  package var expression: SQLExpression
  package var alias: String?

  package init(_ expression: SQLExpression, alias: String? = nil) {
    self.expression = expression
    self.alias = alias
  }
}

/// One key of an ORDER BY.
package struct OrderingTerm: Sendable, Hashable {
  package enum Nulls: String, Sendable, Hashable {
    case first = "NULLS FIRST"
    case last = "NULLS LAST"
  }

  package var expression: SQLExpression
  package var isDescending: Bool
  package var nulls: Nulls?

  package init(_ expression: SQLExpression, isDescending: Bool = false, nulls: Nulls? = nil) {
    self.expression = expression
    self.isDescending = isDescending
    self.nulls = nulls
  }
}
