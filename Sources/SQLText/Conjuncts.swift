extension SQLExpression {
  /// The parts joined by AND, in the order written; itself if there is none.
  package var conjuncts: [SQLExpression] { operands(of: .and) }

  /// The parts joined by OR, in the order written; itself if there is none.
  package var disjuncts: [SQLExpression] { operands(of: .or) }

  /// The parts joined by AND; nil for none.
  package static func conjunction(_ parts: [SQLExpression]) -> SQLExpression? { joined(parts, by: .and) }

  /// The parts joined by OR; nil for none.
  package static func disjunction(_ parts: [SQLExpression]) -> SQLExpression? { joined(parts, by: .or) }

  private func operands(of operation: BinaryOperator) -> [SQLExpression] {
    guard case .binary(let left, operation, let right) = self else { return [self] }
    return left.operands(of: operation) + right.operands(of: operation)
  }

  private static func joined(_ parts: [SQLExpression], by operation: BinaryOperator) -> SQLExpression? {
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { .binary($0, operation, $1) }
  }
}
