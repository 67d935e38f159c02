extension Linter {
  mutating func checkStars(_ subject: Subject) {
    guard subject.use == .result else { return }
    // Of a derived table alone the columns are written out there.
    let isWritten = subject.scope.sources.allSatisfy { $0.columns.table == nil && $0.columns.names != nil }
    guard !isWritten || subject.scope.sources.isEmpty else { return }
    for item in subject.core.items {
      guard case .star = item.expression else { continue }
      note(
        .selectStar, at: subject.mark?.items,
        "The columns of the result depend on how the tables are made, not on the question.",
        "Name the columns that the question asks for.")
    }
  }

  mutating func checkDivisions(_ subject: Subject) {
    guard dialect != .spark else { return }
    for expression in subject.core.expressions.flatMap(\.parts) {
      guard case .binary(let left, .divide, let right) = expression, isInteger(left, subject),
        isInteger(right, subject),
        !isExact(left, right)
      else { continue }
      note(
        .integerDivision, at: place(of: expression, in: subject),
        "\(shown(expression)) divides whole numbers, and so drops the fraction.",
        "Multiply one side by 1.0 or cast it to REAL before dividing.")
    }
  }

  /// `10 / 2`: nothing is dropped.
  private func isExact(_ left: SQLExpression, _ right: SQLExpression) -> Bool {
    guard case .literal(.number(let one)) = left, case .literal(.number(let other)) = right, let dividend = Int(one),
      let divisor = Int(other), divisor != 0, divisor != -1
    else { return false }
    return dividend % divisor == 0
  }

  /// True if the value is certainly a whole number.
  private func isInteger(_ expression: SQLExpression, _ subject: Subject) -> Bool {
    switch expression {
    case .literal(.number(let text)): return Int(text) != nil
    case .column(let column):
      guard case .source(let index) = subject.scope.owner(of: column) else { return false }
      return subject.scope.sources[index].columns.table?.integers.contains(column.name.lowercasedASCII) == true
    case .cast(_, let type, _): return type.contains("INT")
    case .unary(.minus, let value), .unary(.plus, let value): return isInteger(value, subject)
    case .binary(let left, let operation, let right):
      guard [.add, .subtract, .multiply, .divide, .remainder].contains(operation) else { return false }
      return isInteger(left, subject) && isInteger(right, subject)
    case .call(let call):
      switch call.name {
      case "COUNT", "LENGTH": return true
      case "SUM", "MAX", "MIN", "ABS", "COALESCE", "NULLIF":
        return !call.arguments.isEmpty && call.arguments.allSatisfy { isInteger($0, subject) }
      default: return false
      }
    case .conditional(let choice):
      let results = choice.branches.map(\.result) + (choice.otherwise.map { [$0] } ?? [])
      return results.allSatisfy { $0 == .literal(.null) || isInteger($0, subject) }
    case .subquery(let query):
      guard let items = query.core?.items, items.count == 1, case .call(let call) = items[0].expression else {
        return false
      }
      return call.name == "COUNT"
    default: return false
    }
  }

  mutating func checkDistinct(_ subject: Subject) {
    let core = subject.core
    guard core.isDistinct, core.distinctOn.isEmpty, !core.groupBy.isEmpty,
      !core.groupBy.contains(where: { $0.isGroupingSet || $0 == .niladic("ALL") })
    else { return }
    let items = Set(core.items.map { plain($0.expression, subject) })
    let aliases = Set(core.items.compactMap { $0.alias?.lowercasedASCII })
    let isShown = core.groupBy.allSatisfy { key in
      if case .literal(.number) = key { return true }
      if case .column(let column) = key, column.qualifier.isEmpty, aliases.contains(column.name.lowercasedASCII),
        subject.scope.owner(of: column) == .elsewhere
      {
        return true
      }
      return items.contains(plain(key, subject))
    }
    guard isShown else { return }
    note(
      .redundantDistinct, at: subject.mark?.select,
      "The rows are distinct already, for every key of GROUP BY is among the columns.", "Leave DISTINCT out.")
  }

  /// The expression with columns named by their source, so that `t.a` and `a` are the same.
  func plain(_ expression: SQLExpression, _ subject: Subject) -> SQLExpression {
    expression.transformed { part in
      guard case .column(let column) = part, case .source(let index) = subject.scope.owner(of: column) else {
        return part
      }
      return .column(ColumnName(table: "#\(index)", name: column.name.lowercasedASCII))
    }
  }
}
