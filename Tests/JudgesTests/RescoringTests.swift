import Basics
import Judges
import Systems
import Testing
import Warehouses

@Suite struct RescoringTests {
  private static let statements: [String?] = [
    "SELECT name FROM customers", "SELECT name FROM customers;", "SELECT nme FROM customers", "SELECT 'é'", "", nil,
    "SELECT c.name, o.total FROM customers c, orders o", "SELECT name FROM customers WHERE city = 'Rome'", "not SQL",
    "SELECT city, count(*) FROM customers GROUP BY city", "SELECT NULL", "SELECT name FROM customers WHERE 0",
  ]
  private static let expectations: [Expectation?] = [
    Expectation("SELECT name FROM customers"), Expectation(nil), nil, Expectation("SELECT broken"),
    Expectation(
      "SELECT city, count(*) FROM customers GROUP BY 1", or: "SELECT name FROM customers WHERE city = 'Rome'"),
    Expectation("SELECT 'e'"),
  ]

  /// Traces whose statements and expected ones come in every combination, twice, some of systems that failed.
  private func items(_ shop: Shop) async -> [Rescoring.Item] {
    var items: [Rescoring.Item] = []
    for round in 0..<2 {
      for (index, sql) in Self.statements.enumerated() {
        for expectation in Self.expectations {
          var trace = await shop.trace(sql)
          if index % 5 == round * 2 { trace.outcome = .unavailable(reason: "it is down") }
          if index % 7 == 6 - round { trace.outcome = .declined(reason: "no") }
          trace.answer = trace.result.map { "There are \($0.rows.count + round) of them." }
          trace.spans = [
            Span(node: .executor, input: [:], output: [:], microseconds: round * 20_000_000),
            Span(node: .retriever, input: [:], output: ["tables": ["customers"]], microseconds: 1),
          ]
          items.append(Rescoring.Item(trace, expectation))
        }
      }
    }
    return items
  }

  private static func judges() -> [any Judge] {
    let results = ExpectedResults()
    return [ResultJudge(results, trustsRows: false)] + JudgeRegistry.builtIn(results).judges.dropFirst()
      + JudgeRegistry.diagnostic(results)
  }

  /// A verdict, whether it was reached before or not.
  private static func said(_ verdict: Verdict) -> Verdict {
    var verdict = verdict
    let isHeadline = verdict.judge == "result"
    verdict.evidence.removeAll { isHeadline || $0 == "judged before on the same data" }
    return verdict
  }

  @Test func manyAtOnceAreJudgedAsEachAlone() async throws {
    let shop = try Shop()
    let items = await items(shop)
    let rescoring = try await Rescoring(Self.judges(), on: shop.warehouse)
    for _ in 0..<2 {
      let verdicts = await rescoring.verdicts(on: items)
      #expect(verdicts.count == items.count)
      for (item, given) in zip(items, verdicts) {
        for (judge, verdict) in zip(Self.judges(), given) {
          let alone = await judge.judge(item.trace, against: item.expectation, on: shop.warehouse)
          #expect(Self.said(verdict) == Self.said(alone), "\(judge.name) on \(item.trace.sql ?? "-")")
        }
      }
    }
  }

  @Test func whatAJudgeDoesNotReadChangesNothing() async throws {
    let shop = try Shop()
    let judges = Self.judges()
    for item in await items(shop) {
      for judge in judges {
        var trace = item.trace
        if !judge.reads.contains(.result) { trace.result = nil }
        if !judge.reads.contains(.answer) { trace.answer = nil }
        if !judge.reads.contains(.spans) { trace.spans = [] }
        let whole = await judge.judge(item.trace, against: item.expectation, on: shop.warehouse)
        let part = await judge.judge(trace, against: item.expectation, on: shop.warehouse)
        #expect(part.ruling == whole.ruling && part.rationale == whole.rationale, "\(judge.name)")
      }
    }
    #expect(try await Rescoring(judges, on: shop.warehouse).reads == .all)
    #expect(try await Rescoring([judges[0]], on: shop.warehouse).reads == [])
  }
}
