extension Linter {
  /// Columns that have many values in a group and are shown as if they had one.
  mutating func checkGrouping(_ subject: Subject) {
    let core = subject.core
    guard subject.isGrouped, !core.groupBy.contains(.niladic("ALL")), !isExtremeRow(subject) else { return }
    var keys: Set<SQLExpression> = []
    for key in core.groupBy {
      guard case .call(let call) = key, key.isGroupingSet else {
        keys.insert(plain(aliased(key, subject), subject))
        continue
      }
      // The sets themselves may be calls of this kind again.
      let all = call.arguments.flatMap(\.parts)
      keys.formUnion(all.map { plain(aliased($0, subject), subject) })
    }
    close(&keys, subject)
    for item in core.items {
      for column in ungrouped(item.expression, keys, subject) {
        note(
          .ungroupedColumn, at: place(of: .column(column), in: subject),
          "\(shown(.column(column))) may have several values in a group, of which an arbitrary one is shown.",
          core.groupBy.isEmpty
            ? "Add GROUP BY, or take an aggregate of the column." : "Group by it too, or take an aggregate of it.")
      }
    }
  }

  /// SQLite takes the other columns from the row of the one MAX or MIN.
  private func isExtremeRow(_ subject: Subject) -> Bool {
    let calls = subject.core.items.flatMap { $0.expression.aggregates }
    return dialect == .sqlite && calls.count == 1 && ["MAX", "MIN"].contains(calls[0].name)
  }

  /// The item that a key stands for by its number or name.
  private func aliased(_ key: SQLExpression, _ subject: Subject) -> SQLExpression {
    if let item = Aliases(subject.core.items).item(at: key) { return item }
    if case .column(let column) = key, column.qualifier.isEmpty, subject.scope.owner(of: column) == .elsewhere {
      return Aliases(subject.core.items).item(named: column.name) ?? key
    }
    return key
  }

  /// Adds the columns that joins make equal to a key, and those of a table whose primary key is among them.
  private func close(_ keys: inout Set<SQLExpression>, _ subject: Subject) {
    let conjuncts = subject.core.joinedConditions.flatMap(\.conjuncts)
    let equalities = conjuncts.prefix(200).compactMap { conjunct -> [SQLExpression]? in
      guard case .binary(let left, .equal, let right) = conjunct else { return nil }
      return [plain(left, subject), plain(right, subject)]
    }
    var grows = true
    while grows {
      let before = keys.count
      for sides in equalities {
        if keys.contains(sides[0]) || subject.isConstant(sides[0]) { keys.insert(sides[1]) }
        if keys.contains(sides[1]) || subject.isConstant(sides[1]) { keys.insert(sides[0]) }
      }
      for (index, source) in subject.scope.sources.enumerated() {
        func key(_ name: String) -> SQLExpression { .column(ColumnName(table: "#\(index)", name: name)) }
        guard let table = source.columns.table, !table.key.isEmpty, table.key.allSatisfy({ keys.contains(key($0)) })
        else { continue }
        keys.formUnion(table.columns.map { key($0.lowercasedASCII) })
      }
      grows = keys.count > before
    }
  }

  private func ungrouped(_ expression: SQLExpression, _ keys: Set<SQLExpression>, _ subject: Subject) -> [ColumnName] {
    if keys.contains(plain(expression, subject)) { return [] }
    switch expression {
    case .call(let call) where call.isAggregate: return []
    case .column(let column):
      guard case .source = subject.scope.owner(of: column) else { return [] }
      return [column]
    default: return expression.children.flatMap { ungrouped($0, keys, subject) }
    }
  }

  mutating func checkHaving(_ subject: Subject) {
    guard subject.core.having != nil, subject.core.groupBy.isEmpty else { return }
    note(
      .havingWithoutGroup, at: subject.mark?.having,
      "HAVING without GROUP BY keeps or drops the whole result as one group.",
      "Add GROUP BY, or write the condition after WHERE.")
  }

  /// LIMIT over rows in no order.
  mutating func checkLimit(_ subject: Subject) {
    let statement = subject.statement
    guard let limit = statement.limit, statement.orderBy.isEmpty, subject.use != .set,
      limit != .literal(.number("0")), case .select(subject.core) = statement.first
    else { return }
    let isTotal = statement.compounds.isEmpty && subject.core.groupBy.isEmpty && subject.isGrouped
    guard !isTotal, subject.core.from != nil else { return }
    let place = marks.limits.first { $0.0 == limit && $0.1.lowerBound >= subject.start }
    note(
      .unstableLimit, at: place?.1, "Which rows LIMIT keeps is left open, for there is no ORDER BY.",
      "Order by what makes a row one of the wanted ones, down to a unique column.")
  }
}

extension Linter.Subject {
  fileprivate func isConstant(_ expression: SQLExpression) -> Bool {
    switch expression {
    case .literal, .parameter, .typedLiteral: true
    default: false
    }
  }
}
