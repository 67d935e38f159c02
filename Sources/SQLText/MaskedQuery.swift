/// A query whose constants are open places that others may be put into.
package struct MaskedQuery: Sendable, Hashable {
  /// What a constant is there for.
  package enum Role: Sendable, Hashable {
    /// Compared with `column` by the operator; IN counts as an equality, BETWEEN as two inequalities.
    case comparison(BinaryOperator)
    case limit, offset
    /// In a computation or a list of results.
    case value
  }

  /// One constant that was taken out.
  package struct Slot: Sendable, Hashable {
    package let literal: SQLLiteral
    package let role: Role
    /// The one base column on the other side, also where it stands inside a function.
    package let column: TableColumn?
    /// Counted from 0 in the order of the syntax tree.
    package let position: Int
  }

  /// The resolved query with `:slot1`, `:slot2`, … in place of strings and numbers.
  package let statement: SelectStatement
  package let slots: [Slot]

  fileprivate static let prefix = ":slot"

  package init(_ query: ResolvedQuery) {
    let masker = Masker(query: query)
    statement = masker.mask(query.statement)
    slots = masker.slots
  }

  /// The query with a literal for each slot; nil if there are not as many.
  package func filled(with literals: [SQLLiteral]) -> SelectStatement? {
    guard literals.count == slots.count else { return nil }
    return statement.transformed { expression in
      guard case .parameter(let name) = expression, name.hasPrefix(Self.prefix),
        let number = Int(name.dropFirst(Self.prefix.count)), literals.indices.contains(number - 1)
      else { return expression }
      return .literal(literals[number - 1])
    }
  }

}

/// Takes the constants out of one query.
private final class Masker {
  private let query: ResolvedQuery
  private(set) var slots: [MaskedQuery.Slot] = []

  init(query: ResolvedQuery) { self.query = query }

  func mask(_ statement: SelectStatement) -> SelectStatement {
    var rest = statement
    rest.limit = nil
    rest.offset = nil
    var result = rest.mapChildren({ self.mask($0) }, query: { self.mask($0) })
    result.limit = statement.limit.map { mask($0, role: .limit) }
    result.offset = statement.offset.map { mask($0, role: .offset) }
    return result
  }

  private func mask(
    _ expression: SQLExpression, role: MaskedQuery.Role = .value, column: TableColumn? = nil
  ) -> SQLExpression {
    switch expression {
    case .literal(let literal):
      switch literal {
      case .null, .boolean, .blob: return expression
      case .string, .number: break
      }
      slots.append(.init(literal: literal, role: role, column: column, position: slots.count))
      return .parameter("\(MaskedQuery.prefix)\(slots.count)")
    case .binary(let left, let operation, let right) where operation.isComparison:
      let mirrored = operation.mirrored ?? operation
      return .binary(
        mask(left, role: .comparison(mirrored), column: subject(right)), operation,
        mask(right, role: .comparison(operation), column: subject(left)))
    case .inList(let value, let list, let isNegated):
      let role = MaskedQuery.Role.comparison(isNegated ? .notEqual : .equal)
      let masked = mask(value)
      return .inList(masked, list.map { mask($0, role: role, column: subject(value)) }, isNegated: isNegated)
    case .between(let value, let low, let high, let isNegated):
      let column = subject(value)
      return .between(
        mask(value), low: mask(low, role: .comparison(isNegated ? .less : .greaterOrEqual), column: column),
        high: mask(high, role: .comparison(isNegated ? .greater : .lessOrEqual), column: column), isNegated: isNegated)
    default: return expression.mapChildren({ self.mask($0) }, query: { self.mask($0) })
    }
  }

  /// The only base column in an expression.
  private func subject(_ expression: SQLExpression) -> TableColumn? {
    if case .subquery = expression { return nil }
    let columns = query.columns(in: expression)
    return columns.count == 1 ? columns[0] : nil
  }
}
