import Judges
import Systems
import Testing
import Warehouses

@Suite struct ScoresTests {
  @Test func confusionMatrixByHand() {
    // Of 10 answerable questions 8 pass; of 5 others 1 passes.
    let matrix = ConfusionMatrix(truePositives: 8, falsePositives: 1, falseNegatives: 2, trueNegatives: 4)
    #expect(matrix.precision == 8.0 / 9 && matrix.recall == 0.8 && matrix.f1 == 16.0 / 19 && matrix.accuracy == 0.8)
    #expect(ConfusionMatrix().precision == nil && ConfusionMatrix().f1 == nil)
    let verdicts = [("answerable", "passed"), ("answerable", "declined"), ("unanswerable", "passed")].map {
      Verdict(judge: "guard", ruling: .yes, evidence: [$0, $1])
    }
    #expect(
      ConfusionMatrix(guardVerdicts: verdicts)
        == ConfusionMatrix(truePositives: 1, falsePositives: 1, falseNegatives: 1))
  }

  private static let nodes: [String: Span.Node] = ["result": .generator, "tables": .retriever, "joins": .generator]

  private func trace(_ headline: Verdict.Ruling, tables: Verdict.Ruling = .yes, joins: Verdict.Ruling = .yes)
    -> [Verdict]
  {
    [
      Verdict(judge: "result", ruling: headline, reason: headline == .no ? "DIFFERENT_VALUES" : ""),
      Verdict(judge: "tables", ruling: tables), Verdict(judge: "joins", ruling: joins),
    ]
  }

  @Test func errorsGoToTheFirstNodeThatFailed() throws {
    let apportioning = Apportioning(
      [
        trace(.yes), trace(.yes), trace(.no, tables: .no, joins: .no), trace(.no, joins: .no), trace(.no),
        trace(.error),
        trace(.yes, joins: .no), trace(.no, tables: .no),
      ], nodes: Self.nodes)
    let retriever = try #require(apportioning.scores.first { $0.node == .retriever })
    let generator = try #require(apportioning.scores.first { $0.node == .generator })
    #expect(retriever.reached == 7 && retriever.passed == 5 && retriever.reasons.map(\.count) == [2])
    #expect(generator.reached == 5 && generator.passed == 3)
    #expect(generator.reasons.map(\.reason) == ["DIFFERENT_VALUES", "joins"])
    // The shares compound to the headline's rate.
    let product = apportioning.scores.compactMap(\.accuracy).reduce(1, *)
    #expect(abs(product - 3.0 / 7) < 1e-12 && apportioning.scores.last?.cumulative == 3.0 / 7)
    #expect(apportioning.censored == 1 && apportioning.harmless == 1 && apportioning.unexplained == 1)
    #expect(
      apportioning.faults[2] == .retriever && apportioning.faults[3] == .generator && apportioning.faults[0] == nil)
  }

  @Test func failuresThatAreAlikeStandTogether() {
    let clusters = failureClusters([
      trace(.no, joins: .no), trace(.yes), trace(.no), trace(.no, joins: .no),
    ])
    #expect(
      clusters == [
        FailureCluster(signature: "DIFFERENT_VALUES, joins", members: [0, 3]),
        FailureCluster(signature: "DIFFERENT_VALUES", members: [2]),
      ])
    let confusion = reasonConfusion([
      (one: Verdict(judge: "a", ruling: .no, reason: "X"), other: Verdict(judge: "b", ruling: .yes)),
      (one: Verdict(judge: "a", ruling: .no, reason: "X"), other: Verdict(judge: "b", ruling: .yes)),
      (one: Verdict(judge: "a", ruling: .yes), other: Verdict(judge: "b", ruling: .no, reason: "Y")),
    ])
    #expect(confusion.map(\.one) == ["X", "yes"] && confusion.map(\.other) == ["yes", "Y"])
    #expect(confusion.map(\.count) == [2, 1])
  }

  @Test func arbiterProposesAndChangesNothing() async throws {
    let shop = try Shop()
    let arbiter = Arbiter(ExpectedResults())
    let no = Verdict(judge: "result", ruling: .no)
    func opinion(_ sql: String, _ expected: String, _ others: [String] = []) async -> Arbiter.Opinion {
      await arbiter.opinion(
        on: Shop.trace(sql, .answered, nil), no, against: Expectation(expected), others: others, on: shop.warehouse)
    }
    #expect(await opinion("SELECT 1", "SELECT nme FROM customers").culprit == .expected)
    #expect(await opinion("SELECT nme FROM customers", "SELECT broken").culprit == .neither)
    #expect(await opinion("SELECT nme FROM customers", "SELECT 1").culprit == .system)
    #expect(await opinion("SELECT 1", "SELECT 2 WHERE 0").proposal == .reviewExpected("it returns nothing"))
    #expect(
      await opinion("SELECT name, id FROM customers", "SELECT name FROM customers").culprit == .bothFine)
    let count = "SELECT count(*) FROM customers"
    #expect(await opinion(count, "SELECT count(*) + 1 FROM customers").culprit == .system)
    let agreed = await opinion(
      count, "SELECT count(*) + 1 FROM customers", ["SELECT 3", "SELECT count(id) FROM customers"])
    #expect(agreed.culprit == .expected && agreed.proposal == .addAlternative(count))
  }

  @Test func rescoringKeepsTheOrder() async throws {
    let shop = try Shop()
    let rescoring = try await Rescoring([ParsesJudge(), ResultJudge(ExpectedResults())], on: shop.warehouse)
    let items = (0..<300).map { number in
      Rescoring.Item(Shop.trace("SELECT \(number)", .answered, nil), Expectation("SELECT \(number % 7 * 50)"))
    }
    let verdicts = await rescoring.verdicts(on: items)
    #expect(verdicts.count == 300 && verdicts.allSatisfy { $0.count == 2 && $0[0].ruling == .yes })
    #expect(verdicts.indices.filter { verdicts[$0][1].ruling == .yes } == (0..<300).filter { $0 % 7 * 50 == $0 })
  }
}
