import Systems
import Warehouses

/// A verdict that ends judging early.
struct Ended: Error {
  var verdict: Verdict
}

extension Judge {
  func verdict(
    _ ruling: Verdict.Ruling, reason: String = "", _ rationale: String = "", evidence: [String] = []
  ) -> Verdict {
    Verdict(judge: name, ruling: ruling, reason: reason, rationale: rationale, evidence: evidence)
  }

  /// The error of a trace whose system could not be reached; nothing where it was.
  func unavailable(_ trace: Trace) -> Verdict? {
    guard case .unavailable(let reason) = trace.outcome else { return nil }
    return verdict(.error, "The system could not answer: \(reason).")
  }

  /// The statement to judge.
  ///
  /// Throws an error where there is none because the system could not be reached, and `n/a` where there is none for
  /// another reason.
  func statement(of trace: Trace) throws(Ended) -> String {
    if let unavailable = unavailable(trace) { throw Ended(verdict: unavailable) }
    guard let sql = trace.sql, !trimmed(sql).isEmpty else {
      throw Ended(verdict: verdict(.notApplicable, "There is no SQL."))
    }
    return sql
  }

  /// The ruling on a trace whose statement the warehouse did not run: an error where that says nothing of the
  /// statement.
  func verdict(on error: WarehouseError) -> Verdict {
    verdict(error.isStatementsFault ? .no : .error, "The SQL \(error.predicate).")
  }
}

/// A row for a person: `(1, "a", NULL)`.
func shown(_ row: [Value]) -> String {
  let cells = row.prefix(12).map { value in
    switch value {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): "\"" + (text.count > 60 ? text.prefix(57) + "…" : text) + "\""
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
  return "(" + cells.joined(separator: ", ") + (row.count > 12 ? ", …" : "") + ")"
}
