extension Linter {
  /// Columns that are only compared after something was done to them.
  mutating func checkFilters(_ subject: Subject) {
    for conjunct in (subject.core.condition?.conjuncts ?? [])
      + (subject.core.from?.conditions ?? []).flatMap(\.conjuncts)
    {
      let sides: [(SQLExpression, SQLExpression)]
      switch conjunct {
      case .binary(let left, let operation, let right) where operation.isComparison && operation != .is:
        sides = [(left, right), (right, left)]
      case .between(let value, let low, _, _): sides = [(value, low)]
      case .inList(let value, let list, _): sides = [(value, list.first ?? .literal(.null))]
      default: continue
      }
      for (side, other) in sides where side.isWork && subject.scope.owners(in: other).isEmpty {
        let columns = side.parts.compactMap { if case .column(let column) = $0 { column } else { nil } }
        guard let column = columns.first, case .source = subject.scope.owner(of: column) else { continue }
        note(
          .functionOnFilteredColumn, at: place(of: side, in: subject),
          "\(shown(side)) is computed for every row, so that no index and no partition of \(column.name) helps.",
          side.isDate
            ? "Compare the column itself with a range of dates." : "Compare the column itself where that says the same."
        )
      }
    }
  }

  mutating func checkNulls(_ subject: Subject) {
    for expression in subject.core.expressions.flatMap(\.parts) {
      switch expression {
      case .binary(let left, let operation, let right)
      where [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .like, .notLike].contains(operation)
        && (left == .literal(.null) || right == .literal(.null)):
        note(
          .nullComparison, at: place(of: expression, in: subject),
          "\(shown(expression)) is never true, for nothing equals NULL or differs from it.",
          operation == .notEqual ? "Write IS NOT NULL." : "Write IS NULL.")
      case .inList(_, let list, let isNegated) where list.contains(.literal(.null)):
        note(
          .nullComparison, at: place(of: expression, in: subject),
          isNegated
            ? "NOT IN with NULL among the values is never true." : "NULL in a list of values is never found.",
          "Take NULL out of the list and test for it by IS NULL or IS NOT NULL.")
      default: continue
      }
    }
  }

  mutating func checkPatterns(_ subject: Subject) {
    for expression in subject.core.expressions.flatMap(\.parts) {
      guard case .binary(_, let operation, .literal(.string(let pattern))) = expression,
        [.like, .notLike, .ilike, .notIlike].contains(operation), !pattern.utf8.contains(UInt8(ascii: "%")),
        !pattern.utf8.contains(UInt8(ascii: "_"))
      else { continue }
      note(
        .likeWithoutWildcard, at: place(of: expression, in: subject),
        "The pattern of \(shown(expression)) has no % and no _, so that only the whole text matches.",
        "Add the wildcards that are meant, or compare by \([.like, .ilike].contains(operation) ? "=" : "<>").")
    }
  }

  /// Conditions that no row fulfils.
  mutating func checkContradictions(_ subject: Subject) {
    var wanted: [SQLExpression: String] = [:]
    for conjunct in subject.core.joinedConditions.flatMap(\.conjuncts) {
      switch conjunct {
      case .between(_, .literal(let low), .literal(let high), false) where low.exceeds(high):
        note(
          .contradiction, at: place(of: conjunct, in: subject),
          "Nothing lies between \(shown(.literal(low))) and \(shown(.literal(high))), the lower bound being the larger.",
          "Exchange the bounds.")
      case .binary(.column(let column), .equal, .literal(.string(let text))):
        guard case .source(let index) = subject.scope.owner(of: column),
          subject.scope.sources[index].columns.table?.collated.contains(column.name.lowercasedASCII) == false
        else { continue }
        let key = plain(.column(column), subject)
        if let other = wanted[key], other.lowercasedASCII != text.lowercasedASCII {
          note(
            .contradiction, at: place(of: conjunct, in: subject),
            "\(column.name) cannot be \(shown(.literal(.string(text)))) and \(shown(.literal(.string(other)))) in one row.",
            "Join the conditions by OR, or ask of two rows by a join or a sub-query.")
        }
        wanted[key] = text
      default: continue
      }
    }
  }
}

extension SQLLiteral {
  /// True if it is certainly the larger of two numbers or of two ISO dates.
  fileprivate func exceeds(_ other: SQLLiteral) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let two)):
      guard let one = Double(one), let two = Double(two) else { return false }
      return one > two
    case (.string(let one), .string(let two)): return Array(two.utf8).lexicographicallyPrecedes(Array(one.utf8))
    default: return false
    }
  }
}

extension SQLExpression {
  /// True for a call or cast that holds a column.
  fileprivate var isWork: Bool {
    switch self {
    case .call(let call) where call.isAggregate || call.window != nil: return false
    case .call, .keywordCall, .cast: return contains { if case .column = $0 { true } else { false } }
    default: return false
    }
  }

  /// True for a function of dates.
  fileprivate var isDate: Bool {
    switch self {
    case .call(let call):
      [
        "DATE", "DATETIME", "STRFTIME", "JULIANDAY", "YEAR", "MONTH", "DAY", "DATE_TRUNC", "DATE_PART", "TO_CHAR",
        "DATE_FORMAT", "TO_DATE", "QUARTER",
      ].contains(call.name)
    case .keywordCall(let call): call.name == "EXTRACT"
    case .cast(_, let type, _): type.hasPrefix("DATE")
    default: false
    }
  }
}
