import Basics
import Epochs
import Judges
import SQLite
import Store
import Systems
import Testing
import Warehouses

@Suite struct StoredJudgeTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: folder.path + "/s.chaos", time: StandingTime())
  }

  private func record(_ count: Int, from start: Int = 0) async throws {
    let keys = (start..<start + count).map { key($0) }
    let evaluations = keys.enumerated().map { offset, key -> (key: EvaluationKey, evaluation: Evaluation) in
      let trace: JSON = [
        "answer": .string(String(repeating: "x", count: 10 * (start + offset))),
        "spans": [
          [
            "node": "guard", "input": [:], "output": ["n": 1], "microseconds": 5,
            "checks": [["name": "ok", "passed": true]],
          ]
        ],
        "result": ["columns": ["a", "b"], "rows": [[1, .double(1.5)], [nil, "t"]], "count": 2, "truncated": false],
      ]
      return (key, evaluation(.yes, trace: trace))
    }
    try await store.record(evaluations)
    let hash = ContentHash(of: "\(start)")
    try await store.record(
      RunRecord(id: "run \(start)", version: hash, evalset: hash, splits: hash, split: .train, samples: 1, keys: keys))
  }

  @Test(arguments: StoredJudge.Timing.allCases)
  func expressionsJudgeEveryAnswer(timing: StoredJudge.Timing) async throws {
    try await record(3)
    let judge = try await store.addJudge(
      "terse", .sql, "CASE question WHEN 'q0' THEN NULL ELSE length(answer) < 15 END", timing)
    #expect(judge.version == 1 && judge.view == "judge_terse")
    #expect(try await store.rulings(of: judge, onRun: "r1") == ["q0 0": "n/a", "q1 0": "yes", "q2 0": "no"])
    try await record(2, from: 3)
    #expect(try await store.rulings(of: judge, onRun: "r2") == ["q3 0": "no", "q4 0": "no"])
  }

  @Test func functionsOfTextCanBeUsedInBoth() async throws {
    for timing in StoredJudge.Timing.allCases {
      let name = timing == .inserted ? "a" : "b"
      _ = try await store.addJudge(
        name, .sql, "sql REGEXP '^SELECT' AND token_count(answer) >= 0 AND similarity(question, 'q1') > 0.1", timing)
    }
    try await record(2)
    for judge in try await store.judges() {
      #expect(try await store.rulings(of: judge, onRun: "r1")["q1 0"] == "yes", "\(judge.name)")
    }
    // A guarded reader sees the views as well.
    let reader = try SQLiteWarehouse(name: "store", path: store.path, trustsSchema: true)
    let rows = try await reader.execute("SELECT ruling FROM judge_b WHERE question = 'q1'", limits: ExecutionLimits())
      .rows
    #expect(rows == [["yes"]])
  }

  @Test func judgesHaveVersionsAndCanBeDropped() async throws {
    try await record(1)
    _ = try await store.addJudge("own", .sql, "tokens > 100")
    let second = try await store.addJudge("own", .sql, "tokens > 1", .inserted)
    #expect(second.version == 2)
    #expect(try await store.judges() == [second])
    #expect(try await store.rulings(of: second, onRun: "r1") == ["q0 0": "yes"])
    #expect(try await store.dropJudge("own"))
    #expect(try await store.judges().isEmpty)
    #expect(try await store.dropJudge("own") == false)
    #expect(try await store.addJudge("own", .rows, "1-5").version == 3)
    #expect(try await store.judges().map(\.kind) == [.rows])
  }

  @Test func aJudgeThatFailsLosesNoAnswer() async throws {
    _ = try await store.addJudge("broken", .sql, "json_extract(sql, '$.a')", .inserted)
    try await record(2)
    #expect(try await store.answerCount(ofRun: "r1") == 2)
    #expect(try await store.judges().isEmpty)
  }

  @Test func answersComeBackAsTraces() async throws {
    try await record(5)
    let page = try #require(try await store.answers(ofRun: "r1", from: 1, count: 2))
    #expect(page.map(\.question) == ["q1", "q2"])
    let trace = page[0].trace(of: Ask(id: "q1", text: "?"))
    #expect(trace.answer == "xxxxxxxxxx" && trace.outcome == .answered && trace.sql == "SELECT 'é\u{0}'")
    #expect(trace.result == ResultSet(columns: ["a", "b"], rows: [[1, 1.5], [.null, "t"]]))
    #expect(trace.spans.map(\.node) == [.guard] && trace.spans[0].checks.map(\.passed) == [true])
    let bare = page[0].trace(of: Ask(id: "q1", text: "?"), reading: [])
    #expect(bare.sql == trace.sql && bare.answer == nil && bare.result == nil && bare.spans.isEmpty)
    let rows = page[0].trace(of: Ask(id: "q1", text: "?"), reading: [.result, .answer])
    #expect(rows.result == trace.result && rows.answer == trace.answer && rows.spans.isEmpty)
    #expect(try await store.answers(ofRun: "r9", from: 0, count: 2) == nil)
    #expect(try await store.answers(ofRun: "r1", from: 5, count: 2)?.isEmpty == true)
  }
}
