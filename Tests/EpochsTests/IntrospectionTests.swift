import Basics
import Judges
import Models
import Spaces
import Systems
import Testing

@testable import Epochs

struct IntrospectionTests {
  /// Every question waits for the word “cents”; every third is spoiled by “euros”.
  private func bench() -> Bench {
    Bench { number in
      ScriptedSystem.Rule(needs: ["cents"], spoiledBy: number % 3 == 0 ? ["euros"] : [])
    }
  }

  private func model(_ text: String) -> (scripted: ScriptedModel, model: any ChatModel) {
    let scripted = ScriptedModel { _, _ in .text(text) }
    return (scripted, StructuredModel(scripted))
  }

  private static func answer(_ changes: [(String, JSON)]) -> String {
    let empty: [(String, JSON)] = ["kind", "table", "column", "name", "sql", "text"].map { ($0, "") }
    var change = JSONObject(empty)
    for (name, value) in changes { change[name] = value }
    let value: JSON = [
      "cause": "The amounts are\n kept in cents.", "counterfactual": "SELECT 1", "changes": [.object(change)],
    ]
    return value.text
  }

  private let helpful = answer([("kind", "instruction"), ("text", "Amounts are kept in cents.")])
  private let useless = answer([("kind", "instruction"), ("text", "Be careful.")])

  @Test func keepsWhatIsProvenOnQuestionsThatTheModelDidNotSee() async throws {
    let bench = bench()
    let (scripted, model) = model(helpful)
    let report = try await bench.optimizer([], introspector: model).step(bench.start, epoch: 1)
    #expect(report.decision == .accepted)
    #expect(report.patches.map { $0.described() } == ["add instruction “Amounts are kept in cents.”"])
    #expect(report.patches.first?.reason == "The amounts are kept in cents.")
    #expect(report.validation.before == 0 && report.validation.after == 1)
    #expect(bench.journal.fates.map(\.patch.origin) == ["introspect"])
    let prompt = try #require(scripted.requests.first?.messages.last?.text)
    let shown = bench.evalset.questions.filter { prompt.contains("Question: \($0.text)\n") }
    #expect(shown.count == 4 && shown.allSatisfy { $0.split == .train })
    #expect(report.patches.first?.evidence.sorted() == shown.map(\.id).sorted())
  }

  @Test func ofTwoChangesThatSayTheSameOneIsKept() async throws {
    let bench = Bench { number in
      ScriptedSystem.Rule(needs: ["cents"], spoiledBy: number % 2 == 0 ? ["nothing"] : ["nothing at all"])
    }
    let second = Self.answer([("kind", "instruction"), ("text", "Divide cents by a hundred.")])
    var questions = Array(bench.evalset.questions)
    for index in questions.indices where index % 2 == 0 {
      questions[index].expectation.sql = "SELECT nm FROM cust WHERE id = \(index)"
    }
    var other = bench
    other.evalset = Evalset(name: "two tables", questions: questions)
    for question in questions { other.system.right[question.id] = question.expectation.sql }
    let scripted = ScriptedModel { request, number in .text(number == 1 ? self.helpful : second) }
    let report = try await other.optimizer([], introspector: StructuredModel(scripted)).step(other.start, epoch: 1)
    #expect(scripted.requests.count == 2)
    #expect(report.decision == .accepted)
    #expect(report.patches.count == 1 && report.train.after == 1)
    #expect(report.candidates.map(\.fate).sorted { $0.rawValue < $1.rawValue } == [.accepted, .pruned])
  }

  @Test func whatTheModelSawIsNoEvidence() async throws {
    let bench = bench()
    // The questions that the model is shown are the only ones that its change helps.
    let (scripted, seeing) = model(useless)
    _ = try await bench.optimizer([], introspector: seeing).step(bench.start, epoch: 1)
    let prompt = try #require(scripted.requests.first?.messages.last?.text)
    var other = Bench { _ in ScriptedSystem.Rule(needs: ["nothing has this"]) }
    for question in other.evalset.questions where prompt.contains("Question: \(question.text)\n") {
      other.system.rules[question.id] = ScriptedSystem.Rule(needs: ["cents"])
    }
    let (_, answering) = model(helpful)
    let report = try await other.optimizer([], introspector: answering).step(other.start, epoch: 1)
    #expect(report.decision == .rejected)
    #expect(report.candidates.first?.tally.wins == 0)
  }

  @Test func dropsWhatDoesNotHelpAndTellsTheModelSo() async throws {
    let bench = bench()
    let first = try await bench.optimizer([], introspector: model(useless).model).step(bench.start, epoch: 1)
    #expect(first.decision == .rejected && first.candidates.map(\.proposer) == ["introspect"])
    let (scripted, model) = model(useless)
    let record = PatchRecord(
      Patch(.add, .textInstruction, on: .space, .line("Be careful.", section: nil), origin: "introspect"), .rejected)
    let report = try await bench.optimizer([], introspector: model)
      .step(bench.start, epoch: 2, history: EpochHistory([record]))
    #expect(report.decision == .nothingProposed)
    #expect(scripted.requests.first?.messages.last?.text.contains("add instruction “Be careful.”") == true)
  }

  @Test func anEndpointThatDoesNotAnswerOnlyDelays() async throws {
    let (whole, broken) = (bench(), bench())
    let expected = try await whole.optimizer([], introspector: model(helpful).model).step(whole.start, epoch: 1)
    let down = ScriptedModel(name: "big") { _, _ in .failure(.unavailable(status: 503, message: "busy")) }
    await #expect(throws: OptimizerError.model(message: "big: The endpoint cannot answer now (status 503): busy")) {
      _ = try await broken.optimizer([], introspector: down).step(broken.start, epoch: 1)
    }
    #expect(broken.journal.fates.isEmpty)
    let asked = broken.system.askedQuestions.count
    let report = try await broken.optimizer([], introspector: model(helpful).model).step(broken.start, epoch: 1)
    #expect(report.hash == expected.hash)
    #expect(asked + whole.system.askedQuestions.count - 60 == broken.system.askedQuestions.count)
  }

  @Test(arguments: [
    (ScriptedModel.Turn.text("no idea"), "Asked twice, the model gave no JSON"),
    (.failure(.contextOverflow(message: "8192")), "longer than the model can read"),
    (.text(IntrospectionTests.answer([("kind", "synonym"), ("table", "nowhere"), ("text", "x")])), "‘nowhere’"),
  ])
  func doesWithoutAModelThatHasNothingToSay(turn: ScriptedModel.Turn, note: String) async throws {
    let bench = bench()
    let model = StructuredModel(ScriptedModel { _, _ in turn })
    let report = try await bench.optimizer([[Bench.synonym("cents")]], introspector: model).step(bench.start, epoch: 1)
    #expect(report.decision == .accepted)
    // Nothing is left to ask about.
    #expect(report.notes.isEmpty)
    let alone = try await bench.optimizer([], introspector: model).step(bench.start, epoch: 1)
    #expect(alone.decision == .nothingProposed)
    #expect(alone.notes.first?.contains(note) == true, "\(alone.notes)")
  }

  @Test func suggestShowsItsCards() async throws {
    let bench = bench()
    let proposals = try await bench.optimizer([], introspector: model(helpful).model).suggest(bench.start, epoch: 1)
      .proposals
    #expect(proposals.map(\.proposer) == ["introspect"])
    #expect(proposals.first?.affected.count == 60)
  }

  @Test func tooFewFailuresAreNotAskedAbout() async throws {
    let bench = Bench { ScriptedSystem.Rule(needs: $0 < 2 ? ["cents"] : []) }
    let (scripted, model) = model(helpful)
    _ = try await bench.optimizer([], introspector: model).step(bench.start, epoch: 1)
    var settings = EpochSettings(seed: 7)
    settings.causes = 0
    _ = try await self.bench().optimizer([], settings: settings, introspector: model).step(bench.start, epoch: 1)
    #expect(scripted.requests.isEmpty)
  }

  @Test func thoughtsOfWhoAnsweredAreShown() {
    func thoughts(_ output: JSON) -> String? {
      Evaluation(
        sql: nil, outcome: .answered, verdicts: [], trace: ["spans": [["node": "generator", "output": output]]]
      ).thoughts
    }
    #expect(
      thoughts([
        "thoughts": [
          ["kind": "THOUGHT_TYPE_DESCRIPTION", "text": "Sales by region."],
          ["kind": "THOUGHT_TYPE_INSTRUCTIONS", "text": "Used measure total_sales"],
        ]
      ]) == "Sales by region. Used measure total_sales")
    #expect(thoughts(["reasoning": "It asks for a sum."]) == "It asks for a sum.")
    #expect(thoughts(["thoughts": [], "reasoning": ""]) == nil)
    #expect(thoughts(["thoughts": "none"]) == nil)
  }
}
