internal import Basics

/// A statement that may answer the question.
struct Candidate: Sendable {
  var sql: String
  var shape: SQLShape
  /// `schema`, or the examples it was made from.
  var origin: String
  /// How like the examples the question is; 0 for the schema's.
  var similarity = 0.0
  /// How many phrases were answered by other statements.
  var depth = 0
  /// How many edits were made to what an example says.
  var edits = 0
  var score = 0.0
  var features: [Double] = []
}

/// Makes candidates from the schema and from examples, best first.
struct Generator {
  let view: View

  func candidates() -> [Candidate] {
    var seen: Set<String> = []
    let all = (exampleCandidates() + schemaCandidates()).filter { seen.insert($0.sql).inserted }
    return Ranker(view: view).rank(all)
  }

  func exampleCandidates() -> [Candidate] {
    guard !view.examples.isEmpty else { return [] }
    var deriver = Deriver(view: view, domains: view.domains)
    var candidates = deriver.derive().prefix(24).map { derived in
      Candidate(
        sql: SQLShape.text(derived.tokens), shape: SQLShape(tokens: derived.tokens, database: view.database),
        origin: "examples " + derived.origins.joined(separator: ", "), similarity: derived.similarity,
        depth: derived.depth)
    }
    let editor = Editor(view: view)
    var edited: [Candidate] = []
    for candidate in candidates.prefix(8) {
      for shape in editor.variants(candidate.shape) {
        edited.append(variant(candidate, shape, edits: 1))
        if edited.count < 40, let counted = editor.counting(shape) {
          edited.append(variant(candidate, SQLShape(tokens: counted, database: view.database), edits: 2))
        }
      }
    }
    candidates += edited
    return candidates
  }

  private func variant(_ candidate: Candidate, _ shape: SQLShape, edits: Int) -> Candidate {
    Candidate(
      sql: SQLShape.text(shape.tokens), shape: shape, origin: candidate.origin + ", edited",
      similarity: candidate.similarity, depth: candidate.depth, edits: edits)
  }

  /// The interpreter's first reading, and readings that differ from it at one ambiguous point.
  func schemaCandidates() -> [Candidate] {
    var first = Interpreter(view: view)
    var statements: [String] = []
    if let sql = first.interpret()?.sql(view) { statements.append(sql) }
    for (point, count) in first.options.prefix(5).enumerated() {
      for option in 1..<count {
        var other = Interpreter(view: view, forced: [point: option])
        if let sql = other.interpret()?.sql(view) { statements.append(sql) }
      }
    }
    return statements.enumerated().map { order, sql in
      Candidate(sql: sql, shape: SQLShape(sql, database: view.database), origin: "schema", depth: order == 0 ? 0 : 1)
    }
  }
}
