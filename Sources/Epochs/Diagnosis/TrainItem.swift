internal import Judges
package import Systems
package import Warehouses

/// A train question with all that a proposer may know of it.
package struct TrainItem: Sendable {
  package var question: Question
  package var words: Words
  /// What the expected SQL is made of.
  package var expected: SQLPieces
  /// What the generated SQL of the first wrong sample is made of; nothing for a question that is right.
  package var generated: SQLPieces?
  /// The generated SQL of that sample.
  package var sql: String?
  /// What was wrong with it, in a sentence.
  package var complaint: String?
  /// What the system said of its own reasoning there.
  package var thoughts: String?
  /// The share of samples that are right; nothing where all are censored.
  package var share: Double?
  /// The first node whose own validator found something wrong in that sample.
  package var fault: Span.Node?

  package var id: String { question.id }
  package var family: String { question.family }
  package var isFailing: Bool { share.map { $0 < 1 } ?? false }

  package init(_ question: Question, results: Results, schema: Schema) {
    self.question = question
    words = Words(question.text)
    expected = SQLPieces(question.expectation.sql ?? "", schema: schema)
    addScales()
    share = results.share(question.id)
    let wrong = results[question.id].first { $0.isRight == false }
    generated = wrong.map { SQLPieces($0.sql ?? "", schema: schema) }
    sql = wrong?.sql
    complaint = wrong?.complaint
    thoughts = wrong?.thoughts
    fault = wrong?.fault?.node
  }

  /// Where the question says 250 and the expected SQL 25000, the column is kept in hundredths of what is spoken of.
  private mutating func addScales() {
    let spoken = Words.numbers(in: question.text)
    for comparison in expected.values where !comparison.isText {
      guard let literal = Int(comparison.value), literal != 0, !spoken.contains(Double(literal)) else { continue }
      for factor in [100, 1000] where spoken.contains(Double(literal) / Double(factor)) {
        expected.addScaled(comparison.column, by: factor)
      }
    }
  }

  /// Where the question spells values of its expected SQL.
  package var masked: Set<Int> {
    expected.values.reduce(into: []) { $0.formUnion(words.positions(of: $1.value)) }
  }

  /// The pieces that the words of the question must bring about: not the columns of conditions that a snippet would
  /// have to hold anyway, the question not spelling their constants.
  package var named: Set<String> {
    var hidden: Set<String> = []
    var open: Set<String> = expected.shown
    for filter in expected.of(.filter) {
      if saysValues(of: filter) { open.formUnion(filter.columns) } else { hidden.formUnion(filter.columns) }
    }
    let dropped = Set(hidden.subtracting(open).map { SQLPiece(.column, $0).key })
    return expected.keys.subtracting(dropped)
  }

  /// Pieces that the expected SQL has and the generated SQL lacks.
  package var missing: [SQLPiece] {
    let have = generated?.keys ?? []
    return expected.all.filter { !have.contains($0.key) }.sorted()
  }
}
