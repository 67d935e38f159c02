/// A part of a query that is probably not what was meant.
package struct LintFinding: Sendable, Hashable {
  /// What the rules look for; the raw value is the name that a user sees.
  package enum Rule: String, Sendable, Hashable, CaseIterable {
    case cartesianProduct = "cartesian product"
    case selectStar = "select star"
    case functionOnFilteredColumn = "function on filtered column"
    case integerDivision = "integer division"
    case nullComparison = "null comparison"
    case unstableLimit = "non-deterministic limit"
    case ungroupedColumn = "ungrouped column"
    case havingWithoutGroup = "having without group"
    case likeWithoutWildcard = "like without wildcard"
    case redundantDistinct = "redundant distinct"
    case contradiction = "contradiction"
  }

  package let rule: Rule
  /// Byte offsets into the text that was checked.
  package let span: Range<Int>
  /// What is wrong, one sentence.
  package let message: String
  /// What to do, one sentence.
  package let advice: String
}

/// What a linter has to say of a query, in the order of the text; at most a hundred findings.
///
/// With an empty schema the rules that need one keep silent where they cannot tell.
package func lint(
  _ text: String, schema: SchemaView = SchemaView(), dialect: SQLDialect = .sqlite
) throws(SQLSyntaxError) -> [LintFinding] {
  var marks = SQLMarks()
  let statement = try SelectStatement(parsing: text, dialect: dialect, marks: &marks)
  var linter = Linter(schema: schema, dialect: dialect, marks: marks)
  linter.check(statement)
  return linter.findings.sorted {
    ($0.span.lowerBound, $0.span.upperBound, $0.rule.rawValue) < (
      $1.span.lowerBound, $1.span.upperBound, $1.rule.rawValue
    )
  }
}
