import Basics
import Spaces
import Systems
import Testing

@testable import Epochs

struct StepTests {
  private let helpful = Bench.synonym("helpful")
  private let useless = Bench.synonym("useless")
  private let harmful = Bench.synonym("harmful")

  /// Every second question waits for the helpful patch; every third is spoiled by the harmful one.
  private func bench() -> Bench {
    Bench { number in
      ScriptedSystem.Rule(
        needs: number % 2 == 0 ? ["helpful"] : [], spoiledBy: number % 3 == 0 ? ["harmful"] : [])
    }
  }

  @Test func acceptsWhatHelpsAndNothingElse() async throws {
    let bench = bench()
    let optimizer = bench.optimizer([[helpful], [useless], [harmful]])
    let report = try await optimizer.step(bench.start, epoch: 1)
    #expect(report.decision == .accepted)
    #expect(report.patches.map(\.id) == [helpful.id])
    #expect(report.version?.space.column("orders", "stat")?.synonyms == ["helpful"])
    #expect(report.validation.after > report.validation.before)
    let fates = Dictionary(grouping: bench.journal.fates, by: \.patch.id).mapValues { $0.map(\.fate) }
    #expect(fates[helpful.id] == [.accepted])
    #expect(fates[useless.id] != [.accepted] && fates[harmful.id] != [.accepted])
  }

  @Test func findsChangesThatOnlyHelpTogether() async throws {
    let bench = Bench { _ in ScriptedSystem.Rule(needs: ["first", "second"]) }
    let report = try await bench.optimizer([[Bench.synonym("first")], [Bench.synonym("second")]])
      .step(bench.start, epoch: 1)
    #expect(report.decision == .accepted)
    #expect(report.train.before == 0 && report.train.after == 1)
  }

  /// A system that shows a table whole does not say which of its synonyms a question saw.
  @Test func keepsWhatASystemNamesOnlyWithItsTable() async throws {
    var bench = Bench { number in ScriptedSystem.Rule(needs: number % 2 == 0 ? ["ord_nr"] : ["helpful"]) }
    let id = String(repeating: "b", count: 32)
    let filter = Patch(
      .add, .filter, on: .space, .snippet(Snippet(id: id, displayName: "numbered", sql: "orders.ord_nr > 0")),
      origin: "fixed")
    bench.system.isRepeatable = false
    bench.system.parts = ["ord_nr": "filter:" + id, "helpful": "table:orders"]
    let report = try await bench.optimizer([[helpful], [filter]]).step(bench.start, epoch: 1)
    #expect(Set(report.patches.map(\.id)) == [helpful.id, filter.id])
    #expect(report.train.after == 1)
  }

  @Test func rollsBackWhatValidationRejects() async throws {
    // Good on train, bad on validation.
    let bench = Bench { number in
      number < 60
        ? ScriptedSystem.Rule(needs: ["helpful"]) : ScriptedSystem.Rule(spoiledBy: ["helpful"])
    }
    let report = try await bench.optimizer([[helpful]]).step(bench.start, epoch: 1)
    #expect(report.decision == .rolledBack)
    #expect(report.version == nil)
    #expect(bench.journal.fates.map(\.fate) == [.rolledBack])
  }

  @Test func asksNothingThatAChangeCannotAffect() async throws {
    let bench = Bench { number in ScriptedSystem.Rule(needs: number == 0 ? ["helpful"] : []) }
    _ = try await bench.optimizer([[useless]]).step(bench.start, epoch: 1)
    // Train and validation once under the champion; the useless patch changes no input.
    #expect(bench.system.askedQuestions.count == 100)
  }

  @Test func neverOpensTheTestSplit() async throws {
    let bench = bench()
    _ = try await bench.optimizer([[helpful], [harmful]]).step(bench.start, epoch: 1)
    let sealed = Set(bench.evalset.questions(in: .test).map(\.id))
    #expect(sealed.isDisjoint(with: bench.system.askedQuestions))
    await #expect(throws: OptimizerError.sealed) { _ = try await bench.optimizer([]).run(bench.start, on: .test) }
  }

  @Test func sameSeedSameDecision() async throws {
    let first = bench()
    let second = bench()
    let one = try await first.optimizer([[helpful], [useless], [harmful]]).step(first.start, epoch: 1)
    let two = try await second.optimizer([[helpful], [useless], [harmful]]).step(second.start, epoch: 1)
    #expect(one.hash == two.hash)
  }

  @Test(arguments: 0..<12) func resumesToTheSameDecision(writes: Int) async throws {
    let whole = bench()
    let expected = try await whole.optimizer([[helpful], [useless], [harmful]]).step(whole.start, epoch: 1)
    let bench = bench()
    bench.journal.die(after: writes)
    var isKilled = false
    do {
      _ = try await bench.optimizer([[helpful], [useless], [harmful]]).step(bench.start, epoch: 1)
    } catch {
      isKilled = true
    }
    bench.journal.revive()
    if isKilled {
      let recorded = bench.journal.evaluations
      let asked = bench.system.askedQuestions.count
      let report = try await bench.optimizer([[helpful], [useless], [harmful]]).step(bench.start, epoch: 1)
      #expect(report.hash == expected.hash)
      // What was recorded before the kill is not asked again.
      let again = bench.system.askedQuestions.count - asked
      #expect(again == whole.journal.evaluations - recorded)
    } else {
      #expect(bench.journal.evaluations == whole.journal.evaluations)
    }
  }

  @Test func refusesWhatTheBudgetCannotPay() async throws {
    let bench = bench()
    let optimizer = bench.optimizer([[helpful]], budget: Budget(BudgetCaps(questions: 10)))
    await #expect(throws: OptimizerError.overBudget(what: .questions, needed: 60, left: 10)) {
      _ = try await optimizer.step(bench.start, epoch: 1)
    }
    #expect(bench.system.askedQuestions.isEmpty)
  }

  @Test func infrastructureIsNobodysFault() async throws {
    let results = Results(
      ["a": [Evaluation(sql: nil, outcome: .unavailable(reason: "network"), verdicts: [])]], keys: [:])
    #expect(results.share("a") == nil)
    #expect(results.counted == 0 && results.censored == ["a"])
  }
}
