internal import Systems
internal import Judges
internal import SQLText
internal import Warehouses

/// How near a wrong answer is to a right one, so that a change which mends one of two faults can be told from one
/// which mends nothing.
struct Closeness: Sendable {
  private let schema: SchemaView

  init(schema: Schema) { self.schema = SchemaView(schema) }

  /// From 0 to 0.8, falling with the number of clauses in which `sql` departs from the nearest expected statement; a
  /// right answer, whatever its clauses, is worth 1.
  func score(_ sql: String?, _ expectation: Expectation) -> Double {
    guard let sql, let generated = try? SelectStatement(parsing: sql) else { return 0 }
    var best = 0.0
    for text in [expectation.sql].compactMap({ $0 }) + expectation.alternatives {
      guard let expected = try? SelectStatement(parsing: text) else { continue }
      let faults = difference(generated: generated, expected: expected, schema: schema)
        .reduce(0) { $0 + Closeness.weight(of: $1.kind) }
      best = max(best, 0.8 / (1 + 0.5 * faults))
    }
    return best
  }

  /// Clauses that often differ between queries that mean the same weigh less.
  private static func weight(of kind: ClauseDifference.Kind) -> Double {
    switch kind {
    case .itemOrder, .extraGrouping: 0
    case .extraItem, .extraOrdering, .missingGrouping: 0.5
    default: 1
    }
  }
}
