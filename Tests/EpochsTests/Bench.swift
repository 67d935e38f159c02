import Judges
import Models
import Spaces

@testable import Epochs

/// An evalset of `train` + `validation` + `test` questions, each its own family, and a scripted system over it.
struct Bench {
  var system: ScriptedSystem
  var evalset: Evalset
  var start: Version
  let journal = MemoryJournal()

  init(train: Int = 60, validation: Int = 40, test: Int = 40, rule: (Int) -> ScriptedSystem.Rule) {
    var questions: [Question] = []
    var rules: [String: ScriptedSystem.Rule] = [:]
    var right: [String: String] = [:]
    for number in 0..<(train + validation + test) {
      let id = "q\(number)"
      let sql = "SELECT \(number) FROM orders"
      let split: Split = number < train ? .train : (number < train + validation ? .validation : .test)
      questions.append(
        Question(id: id, text: "question number \(number)", expectation: Expectation(sql: sql), split: split))
      rules[id] = rule(number)
      right[id] = sql
    }
    evalset = Evalset(name: "bench", questions: questions)
    system = ScriptedSystem(rules: rules, right: right)
    start = Version(number: 0, space: .bare(tables: ["cust", "orders"]))
  }

  func optimizer(
    _ candidates: [[Patch]], settings: EpochSettings = EpochSettings(seed: 7), budget: Budget = Budget(),
    introspector: (any ChatModel)? = nil
  ) -> Optimizer {
    Optimizer(
      evalset: evalset, system: system, warehouse: ShopWarehouse(), judges: [TextJudge()], journal: journal,
      settings: settings, budget: budget, proposers: [FixedProposer(candidates: candidates)],
      introspector: introspector)
  }

  /// A synonym that the scripted rules can look for.
  static func synonym(_ word: String) -> Patch {
    Patch(.add, .synonym, on: .column(table: "orders", column: "stat"), .word(word), reason: word, origin: "fixed")
  }
}
