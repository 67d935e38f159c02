/// Walks two normalised queries side by side.
final class ClauseComparison {
  typealias Kind = ClauseDifference.Kind
  typealias Piece = ClauseDifference.Piece

  /// One of the two queries, with what its names mean.
  struct Side {
    let query: ResolvedQuery
    let statement: SelectStatement

    init(_ statement: SelectStatement, schema: SchemaView) {
      query = ResolvedQuery(statement, schema: schema)
      self.statement = Normalizer(query, schema: schema).statement
    }

    /// The expression with base tables in place of the names that the query gives them.
    func based(_ expression: SQLExpression) -> SQLExpression {
      guard case .column(let column) = expression else {
        return expression.mapChildren({ based($0) }, query: { $0 })
      }
      guard let base = query.base(of: column) else { return expression }
      return .column(ColumnName(table: base.table, name: base.column))
    }

    func piece(_ expression: SQLExpression) -> Piece {
      let columns = query.columns(in: expression).sorted()
      let based = based(expression)
      return Piece(
        expression: based, text: based.sql(), tables: unique(columns.map(\.table)).sorted(), columns: columns)
    }

    func piece(table: String) -> Piece { Piece(expression: nil, text: table, tables: [table], columns: []) }

    func piece(text: String) -> Piece { Piece(expression: nil, text: text, tables: [], columns: []) }
  }

  let expected: Side
  let generated: Side
  private(set) var found: [ClauseDifference] = []
  private(set) var depth = 0

  init(expected: Side, generated: Side) {
    self.expected = expected
    self.generated = generated
  }

  var differences: [ClauseDifference] {
    if found.isEmpty { compare(expected.statement, generated.statement) }
    return found
  }

  func note(_ kind: Kind, expected: Piece? = nil, generated: Piece? = nil) {
    found.append(ClauseDifference(kind: kind, expected: expected, generated: generated, depth: depth))
  }

  /// Compares queries that stand at the same place inside others.
  func compareNested(_ expected: SelectStatement, _ generated: SelectStatement) {
    depth += 1
    compare(expected, generated)
    depth -= 1
  }

  func compare(_ one: SelectStatement, _ other: SelectStatement) {
    guard one != other || depth == 0 else { return }
    if one.commonTables.count == other.commonTables.count {
      for (left, right) in zip(one.commonTables, other.commonTables) { compareNested(left.statement, right.statement) }
    } else {
      note(.nesting, expected: expected.piece(text: one.sql()), generated: generated.piece(text: other.sql()))
    }
    compare(one.first, other.first, ordering: (one, other))
    for index in 0..<max(one.compounds.count, other.compounds.count) {
      let left = index < one.compounds.count ? one.compounds[index] : nil
      let right = index < other.compounds.count ? other.compounds[index] : nil
      let pieces = (left.map { expected.piece(text: $0.sql) }, right.map { generated.piece(text: $0.sql) })
      switch (left, right) {
      case (let left?, let right?):
        if left.operation != right.operation {
          note(.otherSetOperation, expected: pieces.0, generated: pieces.1)
        }
        compare(left.term, right.term, ordering: nil)
      case (_?, nil): note(.missingSetOperation, expected: pieces.0)
      default: note(.extraSetOperation, generated: pieces.1)
      }
    }
  }

  private func compare(
    _ one: QueryTerm, _ other: QueryTerm, ordering: (expected: SelectStatement, generated: SelectStatement)?
  ) {
    switch (one, other) {
    case (.select(let left), .select(let right)): compare(left, right)
    case (.nested(let left), .nested(let right)): compareNested(left, right)
    default:
      if one != other {
        let texts = (SelectStatement(first: one).sql(), SelectStatement(first: other).sql())
        note(.nesting, expected: expected.piece(text: texts.0), generated: generated.piece(text: texts.1))
      }
    }
    guard let ordering else { return }
    compareOrdering(ordering.expected.orderBy, ordering.generated.orderBy)
    compareLimit(ordering.expected, ordering.generated)
  }

  private func compare(_ one: SelectCore, _ other: SelectCore) {
    if one.isDistinct != other.isDistinct { note(one.isDistinct ? .missingDistinct : .extraDistinct) }
    compareItems(one.items.map(\.expression), other.items.map(\.expression))
    compareSources(one.from, other.from)
    compareConditions(one, other)
    let groups = (one.groupBy.map(expected.piece), other.groupBy.map(generated.piece))
    let (missing, extra) = unmatched(groups.0, groups.1)
    for piece in missing { note(.missingGrouping, expected: piece) }
    for piece in extra { note(.extraGrouping, generated: piece) }
    compareHaving(one.having?.conjuncts ?? [], other.having?.conjuncts ?? [])
  }

  /// What each side has that the other has not, counting repetitions.
  func unmatched(_ expected: [Piece], _ generated: [Piece]) -> (missing: [Piece], extra: [Piece]) {
    var counts: [String: Int] = [:]
    for piece in generated { counts[piece.text.lowercasedASCII, default: 0] += 1 }
    var missing: [Piece] = []
    for piece in expected {
      let text = piece.text.lowercasedASCII
      if let count = counts[text], count > 0 { counts[text] = count - 1 } else { missing.append(piece) }
    }
    var extra: [Piece] = []
    for piece in generated.reversed() {
      let text = piece.text.lowercasedASCII
      guard let count = counts[text], count > 0 else { continue }
      counts[text] = count - 1
      extra.append(piece)
    }
    return (missing, extra.reversed())
  }
}

extension Compound {
  fileprivate var sql: String { "\(operation.rawValue) \(SelectStatement(first: term).sql())" }
}
