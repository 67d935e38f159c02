/// Walks a query as it was written and holds every rule against each of its SELECTs.
struct Linter {
  /// What a SELECT is read for.
  enum Use {
    case result, table, value
    /// IN and EXISTS.
    case set
  }

  /// One SELECT with what stands around it.
  struct Subject {
    let core: SelectCore
    /// The query that it is a term of.
    let statement: SelectStatement
    let use: Use
    let scope: LintScope
    let mark: SQLMarks.Core?

    /// Where its text begins.
    var start: Int { mark?.select.lowerBound ?? 0 }
    /// True if it has one row for each group rather than one for each row.
    var isGrouped: Bool { !core.groupBy.isEmpty || core.items.contains { $0.expression.hasAggregate } }
  }

  let schema: SchemaView
  let dialect: SQLDialect
  let marks: SQLMarks
  private(set) var findings: [LintFinding] = []
  private var seen: Set<LintFinding> = []

  init(schema: SchemaView, dialect: SQLDialect, marks: SQLMarks) {
    self.schema = schema
    self.dialect = dialect
    self.marks = marks
  }

  private static let rules: [@Sendable (inout Linter, Subject) -> Void] = [
    { $0.checkJoins($1) }, { $0.checkStars($1) }, { $0.checkFilters($1) }, { $0.checkDivisions($1) },
    { $0.checkNulls($1) }, { $0.checkLimit($1) }, { $0.checkGrouping($1) }, { $0.checkHaving($1) },
    { $0.checkPatterns($1) }, { $0.checkDistinct($1) }, { $0.checkContradictions($1) },
  ]

  mutating func check(_ statement: SelectStatement) { check(statement, use: .result, common: [:]) }

  private mutating func check(_ statement: SelectStatement, use: Use, common: [String: LintScope.Columns]) {
    var common = common
    for table in statement.commonTables {
      let columns = LintScope.columns(of: table.statement, schema: schema, common: common)
      common[table.name.lowercasedASCII] = table.columns.isEmpty ? columns : columns.renamed(table.columns)
      check(table.statement, use: .table, common: common)
    }
    for term in statement.terms {
      switch term {
      case .select(let core): check(core, of: statement, use: use, common: common)
      case .nested(let inner): check(inner, use: use, common: common)
      case .values(let rows): for row in rows { for value in row { check(queriesIn: value, common: common) } }
      }
    }
    for key in statement.orderBy { check(queriesIn: key.expression, common: common) }
  }

  private mutating func check(
    _ core: SelectCore, of statement: SelectStatement, use: Use, common: [String: LintScope.Columns]
  ) {
    let scope = LintScope(core.from, schema: schema, common: common)
    let subject = Subject(core: core, statement: statement, use: use, scope: scope, mark: marks.cores[core])
    for rule in Self.rules where findings.count < 100 { rule(&self, subject) }
    for source in core.from?.flatSources ?? [] {
      if case .subquery(let inner, _, _) = source { check(inner, use: .table, common: common) }
    }
    for expression in core.expressions { check(queriesIn: expression, common: common) }
  }

  private mutating func check(queriesIn expression: SQLExpression, common: [String: LintScope.Columns]) {
    switch expression {
    case .inQuery(let value, let inner, _):
      check(queriesIn: value, common: common)
      check(inner, use: .set, common: common)
    case .exists(let inner): check(inner, use: .set, common: common)
    case .subquery(let inner): check(inner, use: .value, common: common)
    default: for child in expression.children { check(queriesIn: child, common: common) }
    }
  }

  /// Where an expression stands, looked for only while there is room for findings.
  func place(of expression: SQLExpression, in subject: Subject) -> Range<Int>? {
    findings.count < 100 ? marks.span(of: expression, from: subject.start) : nil
  }

  /// Notes a finding, once.
  mutating func note(_ rule: LintFinding.Rule, at span: Range<Int>?, _ message: String, _ advice: String) {
    guard findings.count < 100, let span else { return }
    let finding = LintFinding(rule: rule, span: span, message: message, advice: advice)
    if seen.insert(finding).inserted { findings.append(finding) }
  }

  /// The expression on one line, cut where it is long.
  func shown(_ expression: SQLExpression) -> String {
    let text = expression.sql(in: dialect)
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}

extension SelectCore {
  /// Every expression directly in it.
  var expressions: [SQLExpression] {
    var all = distinctOn + items.map(\.expression)
    all += joinedConditions + groupBy
    if let having { all.append(having) }
    if let qualify { all.append(qualify) }
    return all
  }
}

extension SQLExpression {
  /// This expression and all inside it, outermost first, queries apart.
  var parts: [SQLExpression] { [self] + children.flatMap(\.parts) }
}
