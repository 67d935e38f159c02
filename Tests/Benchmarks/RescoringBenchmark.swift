import Basics
import Epochs
import FoundationEssentials
import Judges
import Spaces
import Store
import Systems
import Warehouses

/// Stored traces judged again in a second, by ten code judges.
struct RescoringBenchmark {
  let pairs: [Pair]
  let databases: Databases
  let count: Int

  private static let run = "rescoring"

  func print() async throws {
    // A run is about one database: the one with the most pairs.
    var counts: [String: Int] = [:]
    for pair in pairs { counts[pair.place, default: 0] += 1 }
    let place = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let used = pairs.filter { $0.place == place && $0.kind != "runaway" }
    guard let first = used.first, let warehouse = databases[first] else { return }
    let path = FileManager.default.temporaryDirectory.path + "/rescoring-\(UUID()).chaos"
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
    let store = try Store(path: path)
    let expectations = Dictionary(used.enumerated().map { ("q\($0)", $1.expectation) }) { first, _ in first }
    try await fill(store, used, warehouse)
    let results = ExpectedResults()
    let judges =
      [ResultJudge(results, trustsRows: false), NonEmptyJudge(results), RightNamesJudge(.tables, results)]
      + [RightNamesJudge(.columns, results), NoCartesianProductJudge(results), NoNullColumnJudge(), WriterJudge()]
      + RightClausesJudge.Clauses.allCases.map { RightClausesJudge($0, results) } as [any Judge]
    let rescoring = try await Rescoring(judges, on: warehouse)
    var tally: [Verdict.Ruling: Int] = [:]
    let before = processorSeconds()
    let elapsed = try await seconds {
      var start = 0
      var next = try await store.answers(ofRun: "r1", from: 0, count: 2_000)
      while let page = next, !page.isEmpty {
        start += page.count
        let from = start
        async let following = store.answers(ofRun: "r1", from: from, count: 2_000)
        let verdicts = await rescoring.verdicts(on: page) { answer in
          Rescoring.Item(
            answer.trace(of: Ask(id: answer.question, text: ""), reading: rescoring.reads),
            expectations[String(answer.question.prefix { $0 != "." })])
        }
        for verdict in verdicts.joined() { tally[verdict.ruling, default: 0] += 1 }
        next = try await following
      }
    }
    let judged = tally.values.reduce(0, +)
    Swift.print(
      "rescoring: \(count) stored traces by \(judges.count) judges in \(fixed(elapsed, 2)) s, "
        + "\(fixed(Double(judged) / Double(judges.count) / elapsed, 0)) traces/s, "
        + "\(fixed((processorSeconds() - before) / Double(count) * 1e6, 0)) µs of processor time each, "
        + "peak \(fixed(peakMegabytes(), 0)) MB")
    Swift.print(
      "  " + Verdict.Ruling.allCases.map { "\(tally[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", "))
  }

  /// Records `count` answers, the pairs' statements over and over, with spans, rows and words as a run leaves them.
  private func fill(_ store: Store, _ pairs: [Pair], _ warehouse: SQLiteWarehouse) async throws {
    var templates: [Evaluation] = []
    for pair in pairs {
      let result = try? await warehouse.execute(pair.generated, limits: ExecutionLimits(seconds: 5))
      let rows = result.map { result -> JSON in
        let rows = result.rows.prefix(20).map { JSON.array($0.map(\.recorded)) }
        return [
          "columns": .strings(result.columns), "rows": .array(rows), "count": .int(result.rows.count),
          "truncated": .bool(result.truncated),
        ]
      }
      let spans = Span.Node.allCases.map { node -> JSON in
        [
          "node": .string(node.rawValue), "input": ["question": .string(pair.question)],
          "output": ["sql": .string(pair.generated)], "microseconds": 100, "tokens": 0, "cost": 0,
          "checks": [["name": "ran", "passed": true, "note": ""]],
        ]
      }
      let trace: JSON = [
        "parts": [], "spans": .array(spans), "answer": .string("\(result?.rows.count ?? 0) rows"),
        "result": rows ?? .null,
      ]
      templates.append(
        Evaluation(
          sql: pair.generated, outcome: result == nil ? .failed(reason: "it does not run") : .answered,
          verdicts: [Verdict(judge: "result", ruling: .yes)], microseconds: 500, trace: trace))
    }
    var keys: [EvaluationKey] = []
    var batch: [(key: EvaluationKey, evaluation: Evaluation)] = []
    for index in 0..<count {
      let (which, round) = (index % templates.count, index / templates.count)
      let key = EvaluationKey(
        system: "benchmark", input: ContentHash(of: ""), question: "q\(which).\(round)", text: ContentHash(of: ""),
        sample: 0, database: "", judging: ContentHash(of: ""))
      keys.append(key)
      batch.append((key, templates[which]))
      if batch.count == 5_000 || index == count - 1 {
        try await store.record(batch)
        batch = []
      }
    }
    let hash = ContentHash(of: "")
    try await store.record(
      RunRecord(id: Self.run, version: hash, evalset: hash, splits: hash, split: .train, samples: 1, keys: keys))
  }
}

extension Value {
  fileprivate var recorded: JSON {
    switch self {
    case .null: .null
    case .integer(let value): .int(Int(value))
    case .real(let value): .double(value)
    case .text(let text): .string(text)
    case .blob: .string("x''")
    }
  }
}
