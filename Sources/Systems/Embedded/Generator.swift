internal import Basics

/// A statement that may answer the question.
struct Candidate: Sendable, Hashable {
  var sql: String
  /// `schema`, or the examples it was made from.
  var origin: String
  var score: Double
}

/// Makes candidates from the schema and from examples, best first.
struct Generator {
  let view: View

  func candidates() -> [Candidate] {
    var seen: Set<String> = []
    return Ranker(view: view).rank(exampleCandidates() + schemaCandidates()).filter { seen.insert($0.sql).inserted }
  }

  func exampleCandidates() -> [Candidate] {
    guard !view.examples.isEmpty else { return [] }
    var deriver = Deriver(view: view, domains: view.domains)
    return deriver.derive().prefix(30).map { derived in
      Candidate(
        sql: SQLShape.text(derived.tokens), origin: "examples " + derived.origins.joined(separator: ", "),
        score: derived.similarity)
    }
  }

  /// The interpreter's first reading, and readings that differ from it at one ambiguous point.
  func schemaCandidates() -> [Candidate] {
    var first = Interpreter(view: view)
    var candidates: [Candidate] = []
    if let sql = first.interpret()?.sql(view) { candidates.append(Candidate(sql: sql, origin: "schema", score: 0.5)) }
    for (point, count) in first.options.prefix(5).enumerated() {
      for option in 1..<count {
        var other = Interpreter(view: view, forced: [point: option])
        if let sql = other.interpret()?.sql(view) {
          candidates.append(Candidate(sql: sql, origin: "schema", score: 0.45))
        }
      }
    }
    return candidates
  }
}
