internal import Basics
internal import Systems
internal import Warehouses

/// What of a trace and its expectation goes into a prompt.
struct JudgedMaterial {
  let trace: Trace
  let expectation: Expectation?

  /// Bytes of one text, and rows of a result, that a prompt holds.
  static let longest = 6_000
  static let mostRows = 50

  /// `nil` where there is nothing.
  func passage(_ place: Placeholder) -> Passage? {
    switch place {
    case .question:
      let context = trace.ask.context.map { "\nContext: " + $0 } ?? ""
      return Self.cut(trace.ask.text + context)
    case .sql, .first: return trace.sql.flatMap { trimmed($0).isEmpty ? nil : Self.cut($0) }
    case .answer: return trace.answer.flatMap { trimmed($0).isEmpty ? nil : Self.cut($0) }
    case .rows: return trace.result.map(Self.rows)
    case .expected:
      guard let expectation, let sql = expectation.sql else { return nil }
      return Self.cut(([sql] + expectation.alternatives).joined(separator: "\n-- or\n"))
    case .second: return expectation?.sql.map(Self.cut)
    case .trace:
      guard !trace.spans.isEmpty else { return nil }
      return Self.cut(
        trace.spans.map { "\($0.node.rawValue): \(($0.output).text)" }.joined(separator: "\n"))
    }
  }

  /// A line for the columns and one for each row, as JSON, so that no value can be taken for two.
  static func rows(_ result: ResultSet) -> Passage {
    var lines = [JSON.strings(result.columns).text]
    var size = 0
    for row in result.rows.prefix(mostRows) {
      let line = JSON.array(row.map(json)).text
      size += line.utf8.count
      guard size <= longest else { break }
      lines.append(line)
    }
    let shown = lines.count - 1
    var note = ""
    if result.rows.isEmpty {
      note = "no rows"
    } else if shown < result.rows.count || result.truncated {
      note = "the first \(shown) rows; there are more, which the answer may speak of"
    }
    return Passage(text: lines.joined(separator: "\n"), note: note)
  }

  private static func json(_ value: Value) -> JSON {
    switch value {
    case .null: .null
    case .integer(let number): .int(Int(number))
    case .real(let number): number.isFinite ? .double(number) : .string("\(number)")
    case .text(let text): .string(cut(text, to: 500).text)
    case .blob(let bytes): .string("\(bytes.count) bytes")
    }
  }

  static func cut(_ text: String) -> Passage {
    let (short, isCut) = cut(text, to: longest)
    return Passage(text: short, note: isCut ? "cut off after \(grouped(longest)) bytes" : "")
  }

  private static func cut(_ text: String, to bytes: Int) -> (text: String, isCut: Bool) {
    guard text.utf8.count > bytes else { return (text, false) }
    return (String(decoding: text.utf8.prefix(bytes), as: UTF8.self), true)
  }
}
