/// Two columns that a join makes equal, the smaller first.
package struct JoinCondition: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let left: TableColumn
  package let right: TableColumn

  package init(_ one: TableColumn, _ other: TableColumn) {
    left = min(one, other)
    right = max(one, other)
  }

  package static func < (one: JoinCondition, other: JoinCondition) -> Bool {
    (one.left, one.right) < (other.left, other.right)
  }

  package var description: String { "\(left) = \(right)" }
}

extension ResolvedQuery {
  /// The base tables anywhere in the query, each once, in the order of their first mention.
  package var tables: [String] {
    let mentioned = statement.queries.flatMap(\.cores).compactMap(\.from).flatMap(\.flatSources)
    return unique(
      mentioned.compactMap { source in
        guard case .table = source, let name = source.exposedName?.lowercasedASCII,
          case .table(let table)? = origins[name]
        else { return nil }
        return table
      })
  }

  /// The base columns anywhere in the query, each once, in the order of their first mention; stars are not counted.
  package var columns: [TableColumn] {
    var columns: [TableColumn] = []
    statement.visit { expression in
      if let column = base(of: expression) { columns.append(column) }
      return true
    }
    return unique(columns)
  }

  /// The base columns in an expression of the query, also in queries inside it.
  package func columns(in expression: SQLExpression) -> [TableColumn] {
    var columns: [TableColumn] = []
    expression.visit { part in
      if let column = base(of: part) { columns.append(column) }
      return true
    }
    return unique(columns)
  }

  /// The equalities between columns of two sources, from ON as from WHERE, each once in the order written.
  package var joinConditions: [JoinCondition] {
    let conditions = statement.queries.flatMap(\.cores).flatMap { core in
      core.joinedConditions.flatMap(\.conjuncts).compactMap(joinCondition)
    }
    return unique(conditions)
  }

  /// The join that a conjunct makes, if it is one.
  package func joinCondition(_ conjunct: SQLExpression) -> JoinCondition? {
    guard case .binary(.column(let left), .equal, .column(let right)) = conjunct, left.table != right.table,
      let one = base(of: left), let other = base(of: right)
    else { return nil }
    return JoinCondition(one, other)
  }

  /// The aggregates anywhere in the query, each once.
  package var aggregates: [FunctionCall] {
    var calls: [FunctionCall] = []
    statement.visit { expression in
      if case .call(let call) = expression, call.isAggregate { calls.append(call) }
      return true
    }
    return unique(calls)
  }

  /// The names of the functions anywhere in the query, sorted.
  package var functions: [String] {
    var names: Set<String> = []
    statement.visit { expression in
      switch expression {
      case .call(let call): names.insert(call.name)
      case .keywordCall(let call): names.insert(call.name)
      default: break
      }
      return true
    }
    return names.sorted()
  }
}

extension SelectStatement {
  /// The SELECTs that are terms of this very query.
  package var cores: [SelectCore] {
    terms.compactMap { term in
      guard case .select(let core) = term else { return nil }
      return core
    }
  }
}

extension SelectCore {
  /// The conditions of inner and outer joins and that of WHERE.
  var joinedConditions: [SQLExpression] { (from?.conditions ?? []) + (condition.map { [$0] } ?? []) }
}

extension FromClause {
  /// The sources, those of joins in parentheses among them.
  package var flatSources: [TableSource] {
    sources.flatMap { source in
      guard case .group(let clause, nil) = source else { return [source] }
      return clause.flatSources
    }
  }

  /// What stands after ON, also in parentheses.
  var conditions: [SQLExpression] {
    let own: [SQLExpression] = joins.compactMap { join in
      guard case .on(let condition)? = join.constraint else { return nil }
      return condition
    }
    return own
      + sources.flatMap { source in
        guard case .group(let clause, nil) = source else { return [SQLExpression]() }
        return clause.conditions
      }
  }
}

/// The elements without repetitions, in their order.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
