extension ClauseComparison {
  func compareItems(_ one: [SQLExpression], _ other: [SQLExpression]) {
    let pieces = (one.map(expected.piece), other.map(generated.piece))
    var (missing, extra) = unmatched(pieces.0, pieces.1)
    if missing.isEmpty, extra.isEmpty, pieces.0.map(\.text) != pieces.1.map(\.text) {
      let texts = (pieces.0, pieces.1)
      note(
        .itemOrder, expected: expected.piece(text: texts.0.map(\.text).joined(separator: ", ")),
        generated: generated.piece(text: texts.1.map(\.text).joined(separator: ", ")))
    }
    // Aggregates first: those over the same columns belong together, then any that are left.
    pair(&missing, &extra, as: .otherAggregate) { $0.hasAggregate && $1.hasAggregate && $0.columns == $1.columns }
    pair(&missing, &extra, as: .otherAggregate) { $0.hasAggregate != $1.hasAggregate && $0.columns == $1.columns }
    pair(&missing, &extra, as: .otherAggregate) { $0.hasAggregate && $1.hasAggregate }
    pair(&missing, &extra, as: .otherItem) { $0.columns == $1.columns }
    if missing.count == extra.count { pair(&missing, &extra, as: .otherItem) { _, _ in true } }
    for piece in missing { note(.missingItem, expected: piece) }
    for piece in extra { note(.extraItem, generated: piece) }
  }

  /// Notes pieces that belong together as one difference and takes them out.
  func pair(
    _ missing: inout [Piece], _ extra: inout [Piece], as kind: Kind, where belong: (Piece, Piece) -> Bool
  ) {
    var rest: [Piece] = []
    for piece in missing {
      if let index = extra.firstIndex(where: { belong(piece, $0) }) {
        note(kind, expected: piece, generated: extra.remove(at: index))
      } else {
        rest.append(piece)
      }
    }
    missing = rest
  }

  func compareOrdering(_ one: [OrderingTerm], _ other: [OrderingTerm]) {
    let pieces = (one.map { expected.piece($0.expression) }, other.map { generated.piece($0.expression) })
    for index in 0..<max(one.count, other.count) {
      let left = index < one.count ? pieces.0[index] : nil
      let right = index < other.count ? pieces.1[index] : nil
      if let left, let right {
        if left.text.lowercasedASCII != right.text.lowercasedASCII {
          note(.otherOrdering, expected: left, generated: right)
        }
        let directions = (one[index], other[index])
        if directions.0.isDescending != directions.1.isDescending || directions.0.nulls != directions.1.nulls {
          note(
            .orderingDirection, expected: expected.piece(directions.0, left),
            generated: generated.piece(directions.1, right))
        }
      } else if let left {
        note(.missingOrdering, expected: expected.piece(one[index], left))
      } else if let right {
        note(.extraOrdering, generated: generated.piece(other[index], right))
      }
    }
  }

  func compareLimit(_ one: SelectStatement, _ other: SelectStatement) {
    guard one.limit != other.limit || one.offset != other.offset else { return }
    let pieces = (one.limit.map(expected.piece), other.limit.map(generated.piece))
    let kind: Kind = pieces.0 == nil ? .extraLimit : pieces.1 == nil ? .missingLimit : .otherLimit
    note(kind, expected: pieces.0, generated: pieces.1)
  }
}

extension ClauseDifference.Piece {
  var hasAggregate: Bool { expression?.hasAggregate ?? false }
}

extension ClauseComparison.Side {
  /// A key with its direction in the text.
  fileprivate func piece(
    _ term: OrderingTerm, _ piece: ClauseDifference.Piece
  ) -> ClauseDifference.Piece {
    let text = piece.text + (term.isDescending ? " DESC" : "") + (term.nulls.map { " " + $0.rawValue } ?? "")
    return .init(expression: piece.expression, text: text, tables: piece.tables, columns: piece.columns)
  }
}
