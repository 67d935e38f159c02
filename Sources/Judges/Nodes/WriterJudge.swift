package import Systems
package import Warehouses

/// Does every number in the answer appear in the rows, in their number, or in the question?
package struct WriterJudge: Judge {
  package let name = "writer"
  package let summary = "Every number in the answer appears in the rows, or in the question."
  package let node = Span.Node.writer
  package var reads: Trace.Parts { [.result, .answer] }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if let unavailable = unavailable(trace) { return unavailable }
    guard let answer = trace.answer, let result = trace.result else {
      return verdict(.notApplicable, "There is no answer with rows.")
    }
    guard let unknown = unsupportedNumbers(in: answer, to: trace.ask.text, from: result) else {
      return verdict(.notApplicable, "The answer has no number.")
    }
    if unknown.isEmpty { return verdict(.yes) }
    if result.truncated { return verdict(.error, "The result is cut off.") }
    return verdict(
      .no, reason: "UNSUPPORTED_NUMBER",
      "The rows do not hold \(unknown.prefix(5).map { "\($0)" }.joined(separator: ", ")).")
  }
}
