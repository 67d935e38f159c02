internal import Basics
package import Systems
package import Warehouses

/// What Genie's own evaluation said of an answer: a verdict that the platform gave, kept in the trace.
package struct PlatformJudge: Judge {
  package let name = "platform"
  package let summary = "The verdict of Genie's own evaluation; run native=yes asks for it."
  package var reads: Trace.Parts { .spans }

  package init() {}

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    let said = trace.spans.first { $0.output["assessment"] != nil }?.output
    guard let said, let assessment = said["assessment"]?.stringValue else {
      return unavailable(trace) ?? verdict(.notApplicable, "The platform did not evaluate this answer.")
    }
    let reasons = (said["assessment_reasons"]?.arrayValue ?? []).compactMap(\.stringValue)
    let words = reasons.isEmpty ? assessment : assessment + ": " + reasons.joined(separator: ", ")
    switch assessment {
    case "GOOD": return verdict(.yes, reason: reasons.first ?? "", words)
    case "BAD": return verdict(.no, reason: reasons.first ?? "BAD", words)
    // It wants a person to decide.
    default: return verdict(.notApplicable, reason: reasons.first ?? assessment, words)
    }
  }
}
