import Basics
import Glibc
import Spaces
import Systems
import Warehouses

/// Answers questions through the embedded system for the stand-in workspace: a line of JSON in, a line out.
///
/// In: the `serialized_space` and the question. Out: the statement, the words, how many rows, which parts of the space
/// were used; or why there is no answer. The one argument is the SQLite file that the space's tables are in.
@main
enum StandInAnswers {
  static func main() async throws {
    guard let path = CommandLine.arguments.dropFirst().first else { return print("usage: stand-in-answers DATABASE") }
    let system = EmbeddedSystem(warehouse: try SQLiteWarehouse(name: "stand-in", path: path))
    var prepared: [String: any PreparedSystem] = [:]
    var asked = 0
    while let line = readLine() {
      guard let request = try? JSON(parsing: line), let text = request["space"]?.stringValue,
        let question = request["question"]?.stringValue, let space = try? Space.read(text).space
      else {
        answer(["declined": "this is no request"])
        continue
      }
      if prepared[text] == nil {
        if prepared.count > 16 { prepared = [:] }
        prepared[text] = try await system.prepare(space)
      }
      asked += 1
      guard let ready = prepared[text] else { continue }
      let trace = await ready.answer(Ask(id: "\(asked)", text: question))
      guard trace.outcome == .answered, let sql = trace.sql else {
        answer(["declined": .string(reason(trace.outcome))])
        continue
      }
      answer([
        "sql": .string(sql), "text": .string(trace.answer ?? ""), "rows": .int(trace.result?.rows.count ?? 0),
        "parts": .strings(trace.input.parts),
      ])
    }
  }

  private static func answer(_ object: JSON) {
    print(object.text)
    // A pipe is not flushed at the end of a line.
    fflush(nil)
  }

  private static func reason(_ outcome: Trace.Outcome) -> String {
    switch outcome {
    case .answered: ""
    case .declined(let reason), .failed(let reason), .unavailable(let reason), .askedBack(let reason): reason
    }
  }
}
