import Judges
import Spaces
import Systems
import Testing

@testable import Epochs
@testable import Warehouses

struct ProposersTests {
  private let space = Space.bare(tables: ["cust", "orders"])

  /// Questions that call a status "pending", sums "takings", and never count cancelled orders.
  private func context(families: Int = 6) async throws -> ProposalContext {
    let schema = try await ShopWarehouse().schema()
    var items: [TrainItem] = []
    for number in 0..<families {
      let policy = "orders.stat <> 'X'"
      for (text, sql) in [
        ("takings \(number)", "SELECT SUM(orders.amt_cts) / 100.0 FROM orders WHERE \(policy)"),
        ("pending ones of group \(number)", "SELECT COUNT(*) FROM orders WHERE stat = 'P' AND \(policy)"),
        ("client \(number)", "SELECT nm FROM cust WHERE id = \(number)"),
      ] {
        let question = Question(
          id: "\(text)", text: text, expectation: Expectation(sql: sql), family: "\(number)\(text.prefix(2))")
        items.append(TrainItem(question, results: Results(), schema: schema))
      }
    }
    return ProposalContext(
      space: space, schema: schema, profiles: [], items: items, rejected: [], examples: 3, support: 2)
  }

  private func propose(_ lever: Lever, _ object: String) async throws -> [Patch] {
    let cluster = Cluster(key: Cluster.Key(.generator, lever, object, ""), questions: [])
    return await DiffProposer().propose(for: cluster, in: try await context()).flatMap { $0 }
  }

  private func snippet(_ patches: [Patch]) -> Snippet? {
    if case .snippet(let snippet)? = patches.first?.payload { snippet } else { nil }
  }

  @Test func namesAMeasure() async throws {
    let found = snippet(try await propose(.measure, "SUM(orders.amt_cts) / 100.0"))
    #expect(found?.displayName == "takings")
    #expect(found?.sql == "SUM(orders.amt_cts) / 100.0")
  }

  @Test func namesACondition() async throws {
    #expect(snippet(try await propose(.filter, "orders.stat = 'P'"))?.displayName.contains("pending") == true)
  }

  @Test func tellsAPolicyFromANamedCondition() async throws {
    let policy = snippet(try await propose(.filter, "orders.stat <> 'X'"))
    #expect(policy?.instruction?.hasPrefix("Always apply to orders") == true)
  }

  @Test func namesAColumn() async throws {
    let patches = try await propose(.synonym, "cust.nm")
    #expect(patches.map(\.payload) == [.word("client")])
  }

  @Test func proposesNothingWithoutSupport() async throws {
    let schema = try await ShopWarehouse().schema()
    let question = Question(
      id: "one", text: "takings", expectation: Expectation(sql: "SELECT SUM(amt_cts) FROM orders"))
    let context = ProposalContext(
      space: space, schema: schema, profiles: [],
      items: [TrainItem(question, results: Results(), schema: schema)], rejected: [], examples: 3, support: 2)
    let cluster = Cluster(key: Cluster.Key(.generator, .measure, "SUM(orders.amt_cts)", ""), questions: [])
    #expect(await DiffProposer().propose(for: cluster, in: context).isEmpty)
  }

  @Test func minesFlagsAndJoinsFromTheData() async throws {
    func profile(_ table: String, _ column: String, _ values: [Value], rows: Int) -> ColumnProfile {
      let kind: ColumnProfile.Kind = if case .text? = values.first { .text } else { .number }
      return ColumnProfile(
        table: table, column: column, kind: kind, rows: rows, nulls: 0, values: values,
        counts: values.map { _ in rows / values.count }, isComplete: true, minimum: .null, maximum: .null)
    }
    let ids = (1...9).map { Value.integer($0) }
    let profiles = [
      profile("cust", "id", ids, rows: 9),
      profile("cust", "nm", [.text("Ada Long"), .text("Bo Short"), .text("Cy Wide")], rows: 9),
      profile("orders", "cust_id", Array(ids.prefix(7)), rows: 40),
      profile("orders", "stat", [.text("O"), .text("P"), .text("X")], rows: 40),
    ]
    let base = try await context()
    let context = ProposalContext(
      space: space, schema: base.schema, profiles: profiles, items: [], rejected: [], examples: 3, support: 2)
    func mine(_ lever: Lever) async -> [Patch] {
      let cluster = Cluster(key: Cluster.Key(.retriever, lever, "", ""), questions: [])
      return await MineProposer().propose(for: cluster, in: context).flatMap { $0 }
    }
    #expect(
      await mine(.entityMatching).map(\.target) == [
        .column(table: "cust", column: "nm"), .column(table: "orders", column: "stat"),
      ])
    #expect(await mine(.formatAssistance).map(\.target) == [.column(table: "orders", column: "stat")])
    let joins = await mine(.join).compactMap { patch in
      if case .join(let join) = patch.payload { join.conditions.first } else { nil }
    }
    #expect(joins == ["`orders`.`cust_id` = `cust`.`id`"])
  }

  @Test func choosesExamplesThatHelpOthers() async throws {
    let schema = try await ShopWarehouse().schema()
    let names = ["ada", "bo", "cy", "di", "ed", "flo"]
    let items = names.enumerated().flatMap { index, name -> [TrainItem] in
      [
        ("orders of \(name)", "SELECT id FROM orders WHERE cust_id = '\(name)'"),
        ("odd \(index) one", "SELECT \(index) FROM cust"),
      ].map { text, sql in
        let question = Question(id: text, text: text, expectation: Expectation(sql: sql))
        let wrong = Evaluation(
          sql: "SELECT 0", outcome: .answered, verdicts: [Verdict(judge: "result", ruling: .no)])
        return TrainItem(question, results: Results([text: [wrong]]), schema: schema)
      }
    }
    let context = ProposalContext(
      space: space, schema: schema, profiles: [], items: items, rejected: [], unusable: ["orders of ada"], examples: 1,
      support: 2)
    let cluster = Cluster(key: Cluster.Key(.generator, .example, "", "shape"), questions: [])
    let sets = await DemonstrateProposer(sets: 1).propose(for: cluster, in: context)
    #expect(sets.count == 1)
    guard case .example(let example)? = sets.first?.first?.payload else {
      Issue.record("no example")
      return
    }
    #expect(example.question.hasPrefix("orders of ") && example.question != "orders of ada")
  }
}
