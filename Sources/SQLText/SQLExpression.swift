/// Anything that has a value inside a query.
package indirect enum SQLExpression: Sendable, Hashable {
  case column(ColumnName)
  case literal(SQLLiteral)
  /// `?`, `?1`, `:name`, as written.
  case parameter(String)
  /// `*`, or `t.*` with a qualifier.
  case star(qualifier: [String])
  case call(FunctionCall)
  /// A call whose arguments are set apart by words: `EXTRACT(YEAR FROM x)`, `TRIM(BOTH 'x' FROM y)`.
  case keywordCall(KeywordCall)
  case unary(UnaryOperator, SQLExpression)
  case binary(SQLExpression, BinaryOperator, SQLExpression)
  case inList(SQLExpression, [SQLExpression], isNegated: Bool)
  case inQuery(SQLExpression, SelectStatement, isNegated: Bool)
  case between(SQLExpression, low: SQLExpression, high: SQLExpression, isNegated: Bool)
  case exists(SelectStatement)
  case conditional(CaseExpression)
  case cast(SQLExpression, type: String, isTry: Bool)
  case collate(SQLExpression, String)
  case subquery(SelectStatement)
  /// `(a, b)`
  case row([SQLExpression])
  case array([SQLExpression])
  case element(SQLExpression, at: SQLExpression)
  /// `a[1:2]`
  case slice(SQLExpression, from: SQLExpression?, to: SQLExpression?)
  /// A field of something that is no column: `f(x).name`, `(row).name`, `a[0].name`.
  case field(SQLExpression, String)
  /// Databricks' `value:name`, a field of a JSON text; before brackets (`value:['a b']`) the name is empty.
  case path(SQLExpression, String)
  /// `x -> x + 1`
  case lambda([String], SQLExpression)
  /// `name => value` in a call.
  case argument(String, SQLExpression)
  /// `value AS name` in a call, or `value AS (a, b)` among the items.
  case aliased(SQLExpression, [String])
  /// `* EXCEPT (a, b)`
  case starExcept(qualifier: [String], [String])
  /// `DATE '2024-01-31'`
  case typedLiteral(type: String, String)
  case interval(SQLExpression, unit: String?)
  /// `CURRENT_DATE` and its kind: a function without parentheses.
  case niladic(String)
}

/// A constant; numbers keep the text they were written with.
package enum SQLLiteral: Sendable, Hashable {
  case string(String)
  case number(String)
  case null
  case boolean(Bool)
  /// Hexadecimal digits.
  case blob(String)
}

/// A column as a query names it.
package struct ColumnName: Sendable, Hashable {
  /// The names before the last dot: none, a table or alias, or a catalog, schema and table.
  package var qualifier: [String]
  package var name: String
  /// Written `"x"` without a qualifier: SQLite takes it for a string if there is no such column.
  package var mayBeString: Bool

  package init(qualifier: [String] = [], name: String, mayBeString: Bool = false) {
    self.qualifier = qualifier
    self.name = name
    self.mayBeString = mayBeString
  }

  package init(table: String?, name: String) { self.init(qualifier: table.map { [$0] } ?? [], name: name) }

  /// The table or alias, if it is named.
  package var table: String? { qualifier.last }
}

/// `name(DISTINCT a, b ORDER BY c) FILTER (WHERE d) OVER (…)`
package struct FunctionCall: Sendable, Hashable {
  /// In upper case.
  package var name: String
  package var isDistinct: Bool
  /// `COUNT(*)` has one star.
  package var arguments: [SQLExpression]
  package var orderBy: [OrderingTerm]
  package var withinGroup: [OrderingTerm]
  package var filter: SQLExpression?
  package var window: Window?
  /// `IGNORE NULLS` or `RESPECT NULLS`, where said.
  package var nulls: String?
  /// Followed by WITH ORDINALITY.
  package var hasOrdinality = false

  package init(
    _ name: String, _ arguments: [SQLExpression] = [], isDistinct: Bool = false, orderBy: [OrderingTerm] = [],
    withinGroup: [OrderingTerm] = [], filter: SQLExpression? = nil, window: Window? = nil
  ) {
    self.name = name.uppercasedASCII
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.orderBy = orderBy
    self.withinGroup = withinGroup
    self.filter = filter
    self.window = window
  }
}

/// A function written with words between its arguments.
package struct KeywordCall: Sendable, Hashable {
  package struct Argument: Sendable, Hashable {
    /// The word before the argument, in upper case; a word alone (`YEAR`) has no expression.
    package var keyword: String?
    package var expression: SQLExpression?

    package init(keyword: String? = nil, expression: SQLExpression? = nil) {
      self.keyword = keyword
      self.expression = expression
    }
  }

  package var name: String
  package var arguments: [Argument]

  package init(_ name: String, _ arguments: [Argument]) {
    self.name = name
    self.arguments = arguments
  }
}

/// `CASE operand WHEN … THEN … ELSE … END`
package struct CaseExpression: Sendable, Hashable {
  package struct Branch: Sendable, Hashable {
    package var condition: SQLExpression
    package var result: SQLExpression

    package init(condition: SQLExpression, result: SQLExpression) {
      self.condition = condition
      self.result = result
    }
  }

  package var operand: SQLExpression?
  package var branches: [Branch]
  package var otherwise: SQLExpression?

  package init(operand: SQLExpression? = nil, branches: [Branch], otherwise: SQLExpression? = nil) {
    self.operand = operand
    self.branches = branches
    self.otherwise = otherwise
  }
}
