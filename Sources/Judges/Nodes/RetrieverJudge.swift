import Basics
import SQLText
package import Systems
package import Warehouses

/// Did the retriever find every table, or column, that an expected statement reads?
package struct RetrieverJudge: Judge {
  package enum Names: String, Sendable { case tables, columns }

  private let names: Names
  private let results: ExpectedResults

  package init(_ names: Names, _ results: ExpectedResults) {
    self.names = names
    self.results = results
  }

  package var name: String { "retriever_" + names.rawValue }
  package var summary: String { "The retriever found every \(names == .tables ? "table" : "column") that is needed." }
  package let node = Span.Node.retriever
  package var reads: Trace.Parts { .spans }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if let unavailable = unavailable(trace) { return unavailable }
    guard let span = trace.spans.first(where: { $0.node == .retriever }),
      let listed = span.output[names.rawValue]?.arrayValue
    else { return verdict(.notApplicable, "The retriever does not say what \(names.rawValue) it found.") }
    let found = Set(listed.compactMap { $0.stringValue?.lowercased() })
    let schema: SchemaView
    do { schema = try await results.schema(of: warehouse) } catch { return verdict(on: error) }
    var nearest: (wanted: Int, missing: [String])?
    for sql in expectation?.statements ?? [] {
      guard let statement = try? SelectStatement(parsing: sql, dialect: SQLDialect(of: warehouse)) else { continue }
      let used = UsedNames(statement, schema: schema)
      let wanted = names == .tables ? used.tables.sorted() : used.columns.map(\.description).sorted()
      let missing = wanted.filter { !found.contains($0.lowercased()) }
      if missing.count < nearest?.missing.count ?? Int.max { nearest = (wanted.count, missing) }
    }
    guard let nearest, nearest.wanted > 0 else {
      return verdict(.notApplicable, "No expected SQL says what is needed.")
    }
    let evidence = ["found \(nearest.wanted - nearest.missing.count) of \(nearest.wanted)"]
    if nearest.missing.isEmpty { return verdict(.yes, evidence: evidence) }
    return verdict(.no, "It did not find \(nearest.missing.joined(separator: ", ")).", evidence: evidence)
  }
}
