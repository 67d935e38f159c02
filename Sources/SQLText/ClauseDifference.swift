/// One way in which a generated query departs from the expected one.
package struct ClauseDifference: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case missingItem, extraItem, otherItem, itemOrder
    /// The same place in the result aggregates differently, or other values.
    case otherAggregate
    case missingTable, extraTable
    case missingJoin, extraJoin, otherJoin
    /// An inner join where an outer one is expected, or the reverse.
    case otherJoinKind
    case missingFilter, extraFilter
    /// The same column and operator with another value.
    case filterValue
    /// The same column and value with another operator.
    case filterOperator
    /// The same value compared with another column.
    case filterColumn
    /// The same column, all else differs.
    case otherFilter
    case missingGrouping, extraGrouping
    case missingHaving, extraHaving, otherHaving
    case missingOrdering, extraOrdering, otherOrdering, orderingDirection
    case missingLimit, extraLimit, otherLimit
    case missingDistinct, extraDistinct
    case missingSetOperation, extraSetOperation, otherSetOperation
    /// One query has a derived or common table, a nested query or VALUES where the other has not.
    case nesting
  }

  /// A part of one of the queries, with real table names in place of aliases.
  package struct Piece: Sendable, Hashable {
    /// nil where the part is no expression: a table, a set operation.
    package let expression: SQLExpression?
    package let text: String
    /// The base tables concerned, sorted.
    package let tables: [String]
    /// The base columns concerned, sorted.
    package let columns: [TableColumn]
  }

  package let kind: Kind
  package let expected: Piece?
  package let generated: Piece?
  /// How many queries deep: 0 for the outermost.
  package let depth: Int
}

/// What differs between two queries in normal form, clause by clause; empty for equal normal forms.
package func difference(
  generated: SelectStatement, expected: SelectStatement, schema: SchemaView
) -> [ClauseDifference] {
  let comparison = ClauseComparison(
    expected: ClauseComparison.Side(expected, schema: schema),
    generated: ClauseComparison.Side(generated, schema: schema))
  return comparison.differences
}
