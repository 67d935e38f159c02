internal import Judges

/// Whether what is right depends on the day that it is asked.
struct DateReading {
  let findings: [EvalsetFinding]

  private static let clockCalls: Set<String> = ["current_date", "current_timestamp", "current_time", "now"]
  private static let relative: [[String]] = [
    ["today"], ["yesterday"], ["last", "week"], ["last", "month"], ["last", "year"], ["last", "quarter"],
    ["this", "week"], ["this", "month"], ["this", "year"], ["this", "quarter"], ["past", "week"], ["past", "month"],
    ["past", "year"], ["current", "year"], ["current", "month"], ["so", "far"], ["recently"],
  ]

  init(_ question: Question, _ sql: String) {
    let hasDay = CalendarDay(in: question.context ?? "") != nil || CalendarDay(in: question.text) != nil
    let calls = Self.words(sql)
    let asked = Self.words(question.text)
    let isRelative = Self.relative.contains { phrase in
      asked.indices.contains { asked[$0...].prefix(phrase.count).elementsEqual(phrase) }
    }
    if calls.contains(where: Self.clockCalls.contains) {
      let note = hasDay ? "The SQL asks the clock although the question fixes a day." : "Its result changes by the day."
      findings = [EvalsetFinding(question: question.id, kind: .clock, note: note)]
    } else if isRelative, !hasDay, Self.holdsYear(sql) {
      let note = "The question counts from today, the SQL from a fixed date; say in its context which day it is."
      findings = [EvalsetFinding(question: question.id, kind: .staleDate, note: note)]
    } else {
      findings = []
    }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "_" }.map(String.init)
  }

  /// Whether a year from 1900 to 2099 stands in the text.
  private static func holdsYear(_ sql: String) -> Bool {
    sql.split { !$0.isNumber }.contains { part in
      part.count == 4 && Int(part).map { (1900...2099).contains($0) } == true
    }
  }
}
