package import Systems
package import Warehouses

/// Does the SQL return a plausible number of rows?
package struct RowCountJudge: Judge {
  package let name: String
  private let range: ClosedRange<Int>
  package var summary: String { "The SQL returns \(range.lowerBound) to \(range.upperBound) rows." }
  package let node = Span.Node.executor
  package var reads: Trace.Parts { .result }

  package init(name: String, _ range: ClosedRange<Int>) {
    self.name = name
    self.range = range
  }

  /// `1-100`, `1-` or `5`.
  package init?(name: String, range text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map {
      $0.filter { $0 != " " }
    }
    guard let low = parts.first.flatMap({ Int($0) }), low >= 0, (1...2).contains(parts.count) else { return nil }
    let high = parts.count == 1 ? low : parts[1].isEmpty ? Int.max : Int(parts[1])
    guard let high, high >= low else { return nil }
    self.init(name: name, low...high)
  }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do { _ = try statement(of: trace) } catch { return error.verdict }
    guard let result = trace.result else { return verdict(.notApplicable, "There is no result.") }
    let count = result.rows.count
    if result.truncated, count <= range.upperBound { return verdict(.error, "The result is cut off.") }
    if range.contains(count) { return verdict(.yes) }
    return verdict(.no, "It returns \(count) rows; \(range.lowerBound) to \(range.upperBound) are plausible.")
  }
}
