internal import SQLText
package import Warehouses

/// The pieces of one query, its sub-queries included.
package struct SQLPieces: Sendable, Hashable {
  package private(set) var all: Set<SQLPiece> = []
  /// Text and number constants with the column they are compared with, as `table.column`.
  package private(set) var values: [Comparison] = []

  /// Columns that occur outside of conditions, as `table.column`.
  package private(set) var shown: Set<String> = []

  /// The tables whose rows the query adds up or counts, or else lists.
  package private(set) var subjects: Set<String> = []

  /// A constant that a column is compared with.
  package struct Comparison: Sendable, Hashable {
    package var column: String
    package var value: String
    package var isText: Bool
  }

  /// Nothing for text that does not parse.
  package init(_ sql: String, schema: Schema) {
    guard let statement = try? SelectStatement(parsing: sql) else { return }
    visit(statement, schema: schema, outer: nil, common: [])
  }

  package func of(_ kind: SQLPiece.Kind) -> [SQLPiece] { all.filter { $0.kind == kind }.sorted() }
  package var keys: Set<String> { Set(all.map(\.key)) }

  private mutating func visit(_ statement: SelectStatement, schema: Schema, outer: PieceScope?, common: Set<String>) {
    var common = common
    for table in statement.commonTables {
      common.insert(table.name.lowercased())
      visit(table.statement, schema: schema, outer: outer, common: common)
    }
    var last: PieceScope?
    for term in statement.terms {
      switch term {
      case .select(let core): last = visit(core, schema: schema, outer: outer, common: common)
      case .nested(let nested): visit(nested, schema: schema, outer: outer, common: common)
      case .values: continue
      }
    }
    guard let scope = last ?? outer else { return }
    for term in statement.orderBy { value(term.expression, scope, schema, common) }
  }

  private mutating func visit(
    _ core: SelectCore, schema: Schema, outer: PieceScope?, common: Set<String>
  ) -> PieceScope {
    var scope = PieceScope(schema: schema, outer: outer)
    for source in core.from?.sources ?? [] {
      scope.add(source, common: common)
      if case .subquery(let query, _, _) = source { visit(query, schema: schema, outer: scope, common: common) }
    }
    for table in scope.tables {
      all.insert(SQLPiece(.table, table.name.lowercased(), tables: [table.name.lowercased()]))
    }
    for join in core.from?.joins ?? [] {
      if case .on(let condition)? = join.constraint { conditions(condition, scope, schema, common) }
      if case .using(let names)? = join.constraint { using(names, join.source, scope) }
    }
    if outer == nil, subjects.isEmpty { subjects = Self.subjects(core, scope) }
    for item in core.items { value(item.expression, scope, schema, common) }
    for expression in core.groupBy {
      // What is grouped by without being shown is a key, which nobody names.
      if case .column = expression, !core.items.contains(where: { $0.expression == expression }) { continue }
      value(expression, scope, schema, common)
    }
    if let condition = core.condition { conditions(condition, scope, schema, common) }
    if let having = core.having { value(having, scope, schema, common) }
    return scope
  }

  private static func subjects(_ core: SelectCore, _ scope: PieceScope) -> Set<String> {
    let items = core.items.map(\.expression)
    let aggregates = (items + [core.having].compactMap { $0 }).flatMap(\.nodes).filter(\.isAggregate)
    let columns = (aggregates.isEmpty ? Array(items.prefix(1)) : aggregates).flatMap(\.columns)
    return Set(columns.compactMap { scope.resolve($0)?.table })
  }

  /// A condition: joins and filters apart, whatever else it is made of as values.
  private mutating func conditions(
    _ expression: SQLExpression, _ scope: PieceScope, _ schema: Schema, _ common: Set<String>
  ) {
    for part in expression.conjuncts {
      if let join = join(part, scope) {
        all.insert(join)
        continue
      }
      compare(part, scope)
      value(part, scope, schema, common, isCondition: true)
      filters(part, scope)
    }
  }

  /// The conditions on columns that AND holds together.
  private mutating func filters(_ expression: SQLExpression, _ scope: PieceScope) {
    for part in expression.conjuncts where !part.hasQuery && !part.nodes.contains(where: \.isAggregate) {
      guard let canonical = scope.canonical(part) else { continue }
      let columns = canonical.columns
      if !columns.isEmpty, columns.count < canonical.nodes.count { insert(.filter, canonical) }
    }
  }

  private func join(_ expression: SQLExpression, _ scope: PieceScope) -> SQLPiece? {
    guard case .binary(.column(let left), .equal, .column(let right)) = expression,
      let first = scope.resolve(left), let second = scope.resolve(right), first.table != second.table
    else { return nil }
    return SQLPieces.join(first, second)
  }

  private static func join(_ first: (table: String, column: String), _ second: (table: String, column: String))
    -> SQLPiece
  {
    let sides = [first.table + "." + first.column, second.table + "." + second.column].sorted()
    return SQLPiece(.join, sides.joined(separator: " = "), tables: [first.table, second.table], columns: sides)
  }

  private mutating func using(_ names: [String], _ source: SQLText.TableSource, _ scope: PieceScope) {
    guard case .table(let joined, _) = source else { return }
    let own = joined.name.lowercased()
    for name in names.map({ $0.lowercased() }) {
      guard
        let other = scope.tables.first(where: { table in
          table.name.lowercased() != own && table.columns.contains { $0.name.lowercased() == name }
        })
      else { continue }
      all.insert(SQLPieces.join((other.name.lowercased(), name), (own, name)))
    }
  }

  /// Columns, measures, computed values and sub-queries of an expression.
  private mutating func value(
    _ expression: SQLExpression, _ scope: PieceScope, _ schema: Schema, _ common: Set<String>,
    isCondition: Bool = false
  ) {
    for node in expression.nodes {
      if let query = node.query { visit(query, schema: schema, outer: scope, common: common) }
    }
    for name in named(expression) {
      guard let found = scope.resolve(name) else { continue }
      let column = found.table + "." + found.column
      all.insert(SQLPiece(.column, column, tables: [found.table], columns: [column]))
      if !isCondition { shown.insert(column) }
    }
    for case .conditional(let choice) in expression.nodes where choice.operand == nil {
      for branch in choice.branches { filters(branch.condition, scope) }
    }
    for computed in computed(expression) {
      guard let canonical = scope.canonical(computed) else { continue }
      if let scaled = canonical.scaledColumn { insert(.expression, scaled) }
      insert(canonical.nodes.contains(where: \.isAggregate) ? .measure : .expression, canonical)
    }
  }

  /// The columns that a question must name: those inside an aggregate that is more than a plain one are named with
  /// it, and keys are counted without being named.
  private func named(_ expression: SQLExpression) -> [ColumnName] {
    if case .column(let name) = expression { return [name] }
    if expression.isAggregate, case .call(let call) = expression {
      guard !call.isDistinct, call.arguments.count == 1, case .column(let name)? = call.arguments.first else {
        return []
      }
      return [name]
    }
    return expression.operands.flatMap(named)
  }

  /// The outermost parts that compute something worth a name.
  private func computed(_ expression: SQLExpression) -> [SQLExpression] {
    switch expression {
    case .binary(let left, let operation, let right)
    where operation == .and || operation == .or || operation.isComparison:
      return computed(left) + computed(right)
    case .unary(.not, let operand): return computed(operand)
    case .between(let operand, _, _, _), .inList(let operand, _, _), .inQuery(let operand, _, _):
      return computed(operand)
    case .call, .keywordCall, .binary, .conditional, .cast:
      guard !expression.hasQuery, !expression.columns.isEmpty else {
        return expression.operands.flatMap { computed($0) }
      }
      return isPlainAggregate(expression) ? [] : [expression]
    default: return []
    }
  }

  /// Aggregates that any assistant knows without being told: counts, and the ends of a column.
  private func isPlainAggregate(_ expression: SQLExpression) -> Bool {
    guard case .call(let call) = expression, expression.isAggregate, call.arguments.count <= 1 else { return false }
    guard ["COUNT", "MIN", "MAX"].contains(call.name), call.filter == nil, !call.isDistinct else { return false }
    switch call.arguments.first {
    case .column, .star, nil: return true
    default: return false
    }
  }

  private mutating func insert(_ kind: SQLPiece.Kind, _ expression: SQLExpression) {
    let names = expression.columns
    let literals = expression.literals.compactMap { literal -> String? in
      switch literal {
      case .string(let text), .number(let text): text
      default: nil
      }
    }
    all.insert(
      SQLPiece(
        kind, expression.sql(), tables: names.compactMap(\.table),
        columns: names.map { ($0.table ?? "") + "." + $0.name }, literals: literals))
  }

  /// Adds that a column is spoken of in a unit of which each is worth `factor` of its own.
  mutating func addScaled(_ column: String, by factor: Int) {
    let parts = column.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return }
    let name = SQLExpression.column(ColumnName(table: parts[0], name: parts[1]))
    insert(.expression, .binary(name, .divide, .literal(.number("\(factor).0"))))
  }

  private mutating func compare(_ expression: SQLExpression, _ scope: PieceScope) {
    for node in expression.nodes {
      var pairs: [(SQLExpression, SQLExpression)] = []
      switch node {
      case .binary(let left, let operation, let right) where operation.isComparison:
        pairs = [(left, right), (right, left)]
      case .inList(let operand, let list, _): pairs = list.map { (operand, $0) }
      case .between(let operand, let low, let high, _): pairs = [(operand, low), (operand, high)]
      default: continue
      }
      for case (let side, .literal(let literal)) in pairs {
        guard let name = side.columns.first, let found = scope.resolve(name) else { continue }
        let column = found.table + "." + found.column
        switch literal {
        case .string(let text): values.append(Comparison(column: column, value: text, isText: true))
        case .number(let text): values.append(Comparison(column: column, value: text, isText: false))
        default: continue
        }
      }
    }
  }
}
