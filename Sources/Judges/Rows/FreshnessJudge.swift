import Basics
package import Systems
package import Warehouses

/// Does the result reach into the last days before today?
package struct FreshnessJudge: Judge {
  package let name: String
  private let days: Int
  private let today: @Sendable () -> String
  package var summary: String { "The newest date of the result is at most \(days) days old." }
  package let node = Span.Node.executor
  package var reads: Trace.Parts { .result }

  /// `today`: a date such as `2025-01-31`; a question whose context names a date is judged by that.
  package init(name: String, days: Int, today: @escaping @Sendable () -> String = { "" }) {
    self.name = name
    self.days = days
    self.today = today
  }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    do { _ = try statement(of: trace) } catch { return error.verdict }
    guard let result = trace.result else { return verdict(.notApplicable, "There is no result.") }
    let dates = result.rows.joined().compactMap { value -> CalendarDay? in
      if case .text(let text) = value { CalendarDay(startOf: text) } else { nil }
    }
    guard let newest = dates.max() else { return verdict(.notApplicable, "There is no date in the result.") }
    guard let now = CalendarDay(in: trace.ask.context ?? "") ?? CalendarDay(startOf: today()) else {
      return verdict(.error, "Today's date is not known.")
    }
    let age = now.number - newest.number
    if age <= days { return verdict(.yes) }
    if result.truncated { return verdict(.error, "The result is cut off.") }
    return verdict(.no, "The newest date is \(newest), \(age) days before \(now).")
  }
}
