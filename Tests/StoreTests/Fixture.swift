import Basics
import Epochs
import FoundationEssentials
import Judges
import Spaces
import Store
import Systems

/// A folder that goes away with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/chaos-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that stands still at the start of 2026.
struct StandingTime: TimeSource {
  var now: Moment { Moment(microseconds: 1_767_225_600_000_000) }
}

func key(_ index: Int, sample: Int = 0) -> EvaluationKey {
  EvaluationKey(
    system: "embedded", input: ContentHash(of: "input \(index)"), question: "q\(index)",
    text: ContentHash(of: "text \(index)"), sample: sample, database: "shop@1", judging: ContentHash(of: "judges"))
}

func evaluation(_ ruling: Verdict.Ruling, trace: JSON? = nil) -> Evaluation {
  Evaluation(
    sql: "SELECT 'é\u{0}'", outcome: .answered,
    verdicts: [
      Verdict(judge: "result", ruling: ruling, reason: "MISSING", rationale: "two \"rows\"", evidence: ["a", "b"]),
      Verdict(judge: "parses", ruling: .yes),
    ],
    microseconds: 1500, tokens: 7, cost: 0.25, trace: trace)
}

let bare = Space.bare(tables: ["orders"])

func example(_ number: Int) -> Patch {
  Patch(
    .add, .example, on: .space,
    .example(
      Example(id: String(repeating: "\(number)", count: 32), question: "How many \(number)?", sql: "SELECT \(number)")),
    reason: "because", evidence: ["q1"], origin: "mine")
}

func start(_ number: Int, seed: UInt64 = 1, champion: Space = bare) -> EpochStart {
  EpochStart(
    number: number, champion: champion.hash, evalset: sampleEvalset.hash, split: sampleEvalset.splitHash,
    system: "embedded", seed: seed, settings: ["k": 2])
}

let sampleEvalset = Evalset(
  name: "shop",
  questions: [
    Question(
      id: "q0", text: "How many?",
      expectation: Expectation(sql: "SELECT 1", alternatives: ["SELECT 2"], facts: ["one"]), context: "now",
      family: "count", split: .train, difficulty: "easy", category: "a", database: "shop",
      extra: JSONObject([("z", 1), ("a", .double(1.5))])),
    Question(id: "q1", text: "Who?", expectation: Expectation(sql: nil, facts: ["Ann"]), split: .test),
  ])
