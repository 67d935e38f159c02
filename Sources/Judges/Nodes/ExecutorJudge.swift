package import Systems
package import Warehouses

/// Did the statement run, and in time?
package struct ExecutorJudge: Judge {
  package let name = "executor"
  package let summary: String
  package let node = Span.Node.executor
  package var reads: Trace.Parts { .spans }
  private let seconds: Double

  package init(seconds: Double = 10) {
    self.seconds = seconds
    summary = "The SQL ran within \(Int(exactly: seconds.rounded()) ?? 0) seconds."
  }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do { _ = try statement(of: trace) } catch { return error.verdict }
    switch trace.outcome {
    case .failed(let reason): return verdict(.no, "The SQL did not run: \(reason).")
    case .declined(let reason): return verdict(.notApplicable, "The system declined: \(reason).")
    case .askedBack(let question): return verdict(.notApplicable, "The system asked back: \(question)")
    case .answered, .unavailable: break
    }
    guard let span = trace.spans.first(where: { $0.node == .executor }) else {
      return verdict(.notApplicable, "The trace does not tell how it ran.")
    }
    let took = Double(span.microseconds) / 1e6
    if took <= seconds { return verdict(.yes) }
    return verdict(.no, "It took \(Int(exactly: took.rounded()) ?? Int.max) seconds.")
  }
}
