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
    let claimed = NumbersInText(answer).numbers
    guard !claimed.isEmpty else { return verdict(.notApplicable, "The answer has no number.") }
    var known = NumbersInText(trace.ask.text).found + [Double(result.rows.count), Double(result.columns.count)]
    var texts = result.columns
    for value in result.rows.joined() {
      switch value {
      case .integer(let number): known.append(Double(number))
      case .real(let number): known.append(number)
      case .text(let text): texts.append(text)
      case .null: break
      case .blob(let bytes): known.append(Double(bytes.count))
      }
    }
    var unknown = Self.unknown(claimed, known)
    if !unknown.isEmpty {
      // To read every text is what costs.
      known += texts.flatMap { NumbersInText($0).found }
      unknown = Self.unknown(unknown, known)
    }
    if unknown.isEmpty { return verdict(.yes) }
    if result.truncated { return verdict(.error, "The result is cut off.") }
    return verdict(
      .no, reason: "UNSUPPORTED_NUMBER",
      "The rows do not hold \(unknown.prefix(5).map { "\($0.value)" }.joined(separator: ", ")).")
  }

  private static func unknown(_ claimed: [NumbersInText.Number], _ known: [Double]) -> [NumbersInText.Number] {
    let sorted = known.filter(\.isFinite).sorted()
    return claimed.filter { !has(sorted, $0) }
  }

  /// Whether some known number, rounded as the answer rounds it, is the claimed one; a share may be told in per cent.
  private static func has(_ sorted: [Double], _ claimed: NumbersInText.Number) -> Bool {
    [1.0, 100].contains { scale in
      let (low, high) = ((claimed.value - claimed.slack) / scale, (claimed.value + claimed.slack) / scale)
      var (start, end) = (0, sorted.count)
      while start < end {
        let middle = (start + end) / 2
        if sorted[middle] < low { start = middle + 1 } else { end = middle }
      }
      return start < sorted.count && sorted[start] <= high && (scale == 1 || claimed.isPercent)
    }
  }
}
